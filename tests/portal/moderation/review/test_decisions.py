"""The review of a certification: what is kept of it, and who decides."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from clinics.domain import certifications
from clinics.domain import reviews as papers
from clinics.domain.reviews import Answer
from clinics.enums import Act, ClinicStatus, Verification
from clinics.enums import CertificationStatus as Status
from clinics.models import Certification, Clinic, Decision, Finding
from portal.moderation.domain import claims, reviews
from tests.conftest import TODAY
from tests.factories.clinics import (
    EvidenceFactory,
    MembershipFactory,
)
from tests.portal.moderation.review.deciding import BAD, GOOD, decide, stored

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,  # Wagtail's own templates
]


# What is kept


def test_findings_are_kept_with_the_decision(paper, reviewer):
    note = {"register_note": "Number found.", "register_seen_on": TODAY}
    decide(paper, reviewer, verification=Verification.REGISTER, **note)

    assert stored(paper).status == Status.ACCEPTED
    decision = paper.decisions.get()
    assert (decision.act, decision.by) == (Act.ACCEPT, reviewer)
    assert decision.interests == "None."
    assert decision.verification == Verification.REGISTER
    assert decision.register_note == "Number found."
    assert decision.register_seen_on == TODAY
    rows = paper.findings.values_list("slot", "is_accepted", "found_by", "round")
    assert set(rows) == {
        ("licence", True, reviewer.pk, 1),
        ("plan", True, reviewer.pk, 1),
    }
    assert claims.alive("certification", paper.pk) is None


@pytest.mark.parametrize(
    ("act", "answers", "said"),
    [
        (Act.ACCEPT, GOOD, "está aceptado"),
        (Act.REQUEST_CHANGES, BAD, "piden cambios"),
        (Act.REJECT, BAD, "no está aceptado"),
    ],
)
def test_owners_hear_of_each_decision(
    paper, reviewer, act, answers, said, django_capture_on_commit_callbacks
):
    MembershipFactory(clinic=paper.clinic, user__language="es")
    Clinic.objects.update(status=ClinicStatus.LISTED)

    with django_capture_on_commit_callbacks(execute=True):
        decide(paper, reviewer, act, answers)

    [letter] = mail.outbox
    assert said in letter.body
    assert f"/workspace/{paper.clinic.slug}/certifications/{paper.pk}/" in letter.body


def test_first_of_two_approvals_is_told_to_nobody(
    twice, reviewer, django_capture_on_commit_callbacks
):
    MembershipFactory(clinic=twice.clinic)

    with django_capture_on_commit_callbacks(execute=True):
        decide(twice, reviewer)

    assert mail.outbox == []


def test_nothing_is_kept_of_a_decision_that_fails(paper, reviewer):
    half = [*BAD[:1], Answer(slot="plan", is_accepted=False, reason="other", text="")]
    with pytest.raises(ValidationError, match="how to mend it"):
        decide(paper, reviewer, Act.REQUEST_CHANGES, half)

    assert stored(paper).status == Status.SUBMITTED
    assert not Decision.objects.exists()
    assert not Finding.objects.exists()
    assert claims.alive("certification", paper.pk).by == reviewer


@pytest.mark.parametrize(
    ("act", "answers"),
    [(Act.ACCEPT, BAD), (Act.ACCEPT, GOOD[:1]), (Act.REQUEST_CHANGES, GOOD)],
)
def test_decision_and_findings_say_the_same(paper, reviewer, act, answers):
    with pytest.raises(papers.NotAnswered):
        decide(paper, reviewer, act, answers)
    assert stored(paper).status == Status.SUBMITTED


def test_rejecting_needs_no_answer_for_each_slot(paper, reviewer):
    decide(paper, reviewer, Act.REJECT, [])

    assert stored(paper).status == Status.REJECTED


def test_slot_that_is_not_asked_for_is_answered_once_it_is_filled(paper, reviewer):
    EvidenceFactory(certification=paper, slot="photo", sha256="f" * 64)

    with pytest.raises(papers.NotAnswered):
        decide(paper, reviewer)
    decide(paper, reviewer, answers=[*GOOD, Answer(slot="photo", is_accepted=True)])
    assert stored(paper).status == Status.ACCEPTED


# Who decides


def test_nobody_decides_without_a_claim_of_their_own(paper, reviewer, second):
    decision = {
        "by": reviewer,
        "seen": papers.facts_of(paper),
        "answers": GOOD,
        "verification": Verification.DOCUMENT_SEEN,
        "interests": "None.",
    }
    with pytest.raises(claims.Ended):
        reviews.decide(paper, Act.ACCEPT, **decision)
    claims.take("certification", paper.pk, by=second)
    with pytest.raises(claims.Taken):
        reviews.decide(paper, Act.ACCEPT, **decision)
    assert stored(paper).status == Status.SUBMITTED


def test_claim_does_not_make_somebody_close_a_stranger(paper, reviewer):
    MembershipFactory(clinic=paper.clinic, user=reviewer)

    with pytest.raises(certifications.NotYours):
        decide(paper, reviewer)


def test_of_two_approvals_the_weaker_check_counts(twice, reviewer, second):
    decide(twice, reviewer, verification=Verification.DOCUMENT_SEEN)
    decide(twice, second, verification=Verification.ISSUER)

    assert stored(twice).status == Status.ACCEPTED
    assert stored(twice).verification == Verification.DOCUMENT_SEEN


def test_second_reviewer_is_blind_until_they_have_decided(twice, reviewer, second):
    decide(twice, reviewer, register_note="Found it.", register_seen_on=TODAY)
    waiting = stored(twice)

    assert list(papers.decisions_shown(second, waiting)) == []
    assert list(papers.findings_shown(second, waiting)) == []
    assert papers.decisions_shown(reviewer, waiting).count() == 1
    assert papers.findings_shown(reviewer, waiting).count() == 2

    decide(twice, second)
    assert papers.decisions_shown(second, stored(twice)).count() == 2
    assert papers.findings_shown(second, stored(twice)).count() == 4


def test_first_approval_does_not_disturb_the_second_reviewer(twice, reviewer, second):
    seen = papers.facts_of(twice)
    decide(twice, reviewer)

    assert decide(twice, second, seen=seen).status == Status.ACCEPTED


# Stale screens


def test_decision_on_something_older_is_refused(paper, reviewer, second, owner):
    seen = papers.facts_of(paper)
    decide(paper, second, Act.REQUEST_CHANGES, BAD)
    EvidenceFactory(certification=paper, slot="plan", round=2, sha256="m" * 64)
    certifications.submit(paper, by=owner)

    with pytest.raises(papers.Moved):
        decide(paper, reviewer, seen=seen)
    assert stored(paper).status == Status.SUBMITTED
    assert not paper.findings.filter(round=2).exists()


@pytest.mark.parametrize("change", ["file", "paper"])
def test_paper_that_changed_under_the_reviewer_is_not_decided_on(
    paper, reviewer, change
):
    seen = papers.facts_of(paper)
    if change == "file":
        EvidenceFactory(certification=paper, slot="plan", sha256="e" * 64)
    else:
        Certification.objects.update(number="APC-2")

    with pytest.raises(papers.Moved):
        decide(paper, reviewer, seen=seen)
