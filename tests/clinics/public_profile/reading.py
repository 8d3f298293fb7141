"""A clinic's page as it is read, and the papers that stand on it."""

import re

from django.test import Client
from django.urls import reverse

from clinics.enums import (
    Claim,
    Reason,
    Subject,
    Verification,
)
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    DecisionFactory,
)

LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SECTION = re.compile(r'<h2 id="([\w-]+)">')
SECRET = "canary-3fa9"
WORDS = {
    "reason": Reason.COMPLAINT,
    "text": SECRET,
    "public_sentence": "The log has gaps.",
}


def address(clinic):
    return reverse("clinics:profile", args=[clinic.slug])


def read(clinic, **headers):
    response = Client().get(address(clinic), **headers)
    assert response.status_code == 200
    return response.content.decode()


def parts(html):
    """The page by its sections: what stands under each second heading."""
    found = SECTION.split(html)
    return dict(zip(found[1::2], found[2::2], strict=True)) | {"top": found[0]}


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def kind(name="Premises licence", **fields):
    return CertificationTypeFactory(name={"en": name}, **fields)


def declared(name="Own declaration", **fields):
    return kind(
        name,
        claim=Claim.DECLARED,
        best_verification=Verification.SELF_DECLARED,
        **fields,
    )


def paper(subject, type_=None, **fields):
    who = "practitioner" if hasattr(subject, "public_name") else "clinic"
    subjects = {"clinic": None, "practitioner": None, who: subject}
    return CertificationFactory(
        type=type_ or kind(), in_force=True, **subjects, **fields
    )


def against(certification, act, **changes):
    return DecisionFactory(certification=certification, act=act, **WORDS | changes)


def hygienic(clinic, *, person=None):
    """All that level 2 asks, and the training of one practitioner."""
    for code in ("LOCAL-PERMIT", "INS", "STER-VAL", "WASTE"):
        paper(clinic, kind(code.lower(), code=code))
    if person:
        trained = kind("Training", code="IPC-L2", subject=Subject.PRACTITIONER)
        paper(person, trained)
