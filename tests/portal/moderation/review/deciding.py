"""A paper that was handed in, and what is found of it."""

from clinics.domain import certifications
from clinics.domain import reviews as papers
from clinics.domain.reviews import Answer
from clinics.enums import Act, Reason, Verification
from clinics.models import Certification
from portal.moderation.domain import claims, reviews
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ChecklistLineFactory,
    ClinicFactory,
    EvidenceFactory,
    EvidenceSlotFactory,
)

GOOD = [
    Answer(slot="licence", is_accepted=True),
    Answer(slot="plan", is_accepted=True),
]
BAD = [
    Answer(slot="licence", is_accepted=True),
    Answer(
        slot="plan",
        is_accepted=False,
        reason=Reason.UNREADABLE,
        text="Page 2 is cut off.",
    ),
]


def handed_in(owner, **fields):
    """A paper of a kind with two required slots and one that nobody filled."""
    type_ = CertificationTypeFactory(**fields)
    for number, (code, name) in enumerate(
        [("licence", "The licence"), ("plan", "A plan"), ("photo", "A photo")]
    ):
        EvidenceSlotFactory(
            type=type_,
            code=code,
            name={"en": name},
            sort_order=number,
            is_required=code != "photo",
        )
    ChecklistLineFactory(type=type_)
    paper = CertificationFactory(type=type_, clinic=ClinicFactory(name="Crown Clinic"))
    for code in ("licence", "plan"):
        EvidenceFactory(
            certification=paper, slot=code, name=f"{code}.pdf", sha256=code[0] * 64
        )
    return certifications.submit(paper, by=owner)


def stored(paper) -> Certification:
    return Certification.objects.get(pk=paper.pk)


def decide(paper, by, act=Act.ACCEPT, answers=GOOD, **decision):
    """Claim and decide, as the screen does."""
    claims.take("certification", paper.pk, by=by)
    if act == Act.ACCEPT:
        decision = {"verification": Verification.DOCUMENT_SEEN} | decision
    else:
        decision = {"reason": Reason.OTHER, "text": "See below."} | decision
    seen = decision.pop("seen", None) or papers.facts_of(stored(paper))
    return reviews.decide(
        paper, act, by=by, seen=seen, answers=answers, interests="None.", **decision
    )
