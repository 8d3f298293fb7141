"""Reviewers at once: `python -m tests.portal.moderation.race [--without-claims]`.

Runs against an empty database named by DATABASE_URL. Several reviewers press one button
on one paper at the same time: they claim it, decide on it, and one of them sends the
form twice; then one decides while another takes the claim over, and while the paper
gets another file. Prints, as JSON, how each fared and what was stored.
"""

import datetime
import json
import sys
import time
from collections import Counter

import django

from tests import races

REVIEWERS = 3
PAUSE = 0.05  # between asking who has it in hand and deciding


def at_once(acts):
    """How often each outcome came, by name."""
    return dict(Counter(races.at_once(acts)))


def hand_in(clinic, type_, owner):
    from clinics.domain import certifications
    from clinics.models import Certification

    paper = Certification.objects.create(
        type=type_,
        clinic=clinic,
        issuer="Council",
        valid_from=datetime.date(2026, 1, 1),
    )
    return certifications.submit(paper, by=owner)


def add_file(paper, owner, name):
    from django.db import transaction
    from django.utils import timezone

    from clinics.domain import certifications
    from clinics.models import Evidence

    with transaction.atomic():
        certifications.lock(paper)
        Evidence.objects.create(
            certification=paper,
            slot="licence",
            round=paper.round,
            name=name,
            media_type="application/pdf",
            size=1,
            sha256=name * 64,
            uploaded_at=timezone.now(),
            uploaded_by=owner,
        )


def decides(paper, by, seen):
    """As the screen does: accepting, with a claim."""
    from clinics.domain.reviews import Answer
    from clinics.enums import Act, Verification
    from portal.moderation.domain import reviews

    def act():
        reviews.decide(
            paper,
            Act.ACCEPT,
            by=by,
            seen=seen,
            answers=[Answer(slot="licence", is_accepted=True)],
            verification=Verification.DOCUMENT_SEEN,
            interests="None.",
        )

    return act


def slow(function):
    """The same, and then nothing for a moment: what it found may be old by then."""

    def slowly(*arguments, **options):
        found = function(*arguments, **options)
        time.sleep(PAUSE)
        return found

    return slowly


def race(owner, reviewers, clinic, type_, *, with_claims):
    from clinics.domain import reviews as papers
    from clinics.models import Certification, Decision, Finding
    from portal.moderation.domain import claims
    from portal.moderation.models import Claim

    first, second = reviewers[:2]
    result = {}

    paper = hand_in(clinic, type_, owner)
    seen = papers.facts_of(paper)
    key = ("certification", paper.pk)
    result["claim"] = at_once(
        [lambda by=by: claims.take(*key, by=by) and "claimed" for by in reviewers]
    )
    result["claims"] = Claim.objects.count()

    if not with_claims:  # everybody believes that it is theirs
        claims.hold = slow(lambda *_key, by: None)
        result["decide"] = at_once([decides(paper, by, seen) for by in reviewers])
        result["decisions"] = Decision.objects.filter(certification=paper).count()
        return result
    holder = Claim.objects.get().by
    claims.hold = slow(claims.hold)
    acts = [decides(paper, by, seen) for by in reviewers]
    result["decide"] = at_once([*acts, decides(paper, holder, seen)])
    result["decisions"] = Decision.objects.filter(certification=paper).count()
    result["findings"] = Finding.objects.filter(certification=paper).count()

    stolen = hand_in(clinic, type_, owner)
    key, seen = ("certification", stolen.pk), papers.facts_of(stolen)
    claims.take(*key, by=first)
    take = {"by": second, "of": first.pk, "reason": "Urgent."}
    claims.audit.note = slow(claims.audit.note)  # whoever decides waits meanwhile
    fared = at_once(
        [
            decides(stolen, first, seen),
            lambda: claims.take_over(*key, **take) and "taken over",
        ]
    )
    decided = Decision.objects.filter(certification=stolen).exists()
    result["stolen"] = (fared.get("done", 0) == 1) == decided
    result["fared"] = sorted(set(fared) - {"done", "taken over", "Taken"})

    replaced = hand_in(clinic, type_, owner)
    seen = papers.facts_of(replaced)
    claims.take("certification", replaced.pk, by=first)
    fared = at_once(
        [
            decides(replaced, first, seen),
            lambda: add_file(replaced, owner, "b") or "replaced",
        ]
    )
    now = Certification.objects.get(pk=replaced.pk)
    result["replaced"] = (fared.get("done", 0) == 1) == (now.status == "accepted")
    result["replaced_fared"] = sorted(set(fared) - {"done", "replaced", "Moved"})
    return result


def main(*, with_claims):
    django.setup()
    races.prepare()
    from clinics.models import CertificationType, Clinic, EvidenceSlot
    from portal.accounts.domain import roles
    from portal.accounts.enums import StaffRole
    from portal.accounts.models import User

    people = [
        User.objects.create_user(f"{n}@example.com") for n in range(REVIEWERS + 1)
    ]
    owner, *reviewers = people
    for person in reviewers:
        roles.grant(person, StaffRole.REVIEWER, by=None)
    clinic = Clinic.objects.create(
        slug="raced", name="Raced", country="GB", time_zone="Europe/London"
    )
    type_ = CertificationType.objects.create(
        code="LIC",
        category="licence",
        subject="clinic",
        claim="licensed",
        best_verification="issuer",
        name={"en": "Licence"},
        shows={"en": "It."},
        does_not_show={"en": "More."},
    )
    EvidenceSlot.objects.create(
        type=type_, code="licence", name={"en": "Licence"}, is_required=False
    )
    result = race(owner, reviewers, clinic, type_, with_claims=with_claims)
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(with_claims="--without-claims" not in sys.argv)
