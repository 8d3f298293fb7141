"""What whom a decision is about says against it."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from clinics import history, statements, verifying
from clinics.domain import certifications, objections, sanctions
from clinics.enums import Act, AppealOutcome, CertificationStatus, Sanction
from clinics.models import Appeal, Certification, Decision, Reply
from tests.clinics.test_sanctions import WORDS
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    MembershipFactory,
    PractitionerFactory,
    SuspensionFactory,
)
from tests.factories.people import STAFF, clinic_of

pytestmark = pytest.mark.django_db
S = CertificationStatus
DAY = datetime.timedelta(days=1)
TEXT = "We have sent every log."


@pytest.fixture
def owner(person):
    return person("owner")


@pytest.fixture
def third(person):
    """A reviewer who had no part in anything."""
    from portal.accounts.domain import roles

    found = UserFactory(email="third@example.com")
    roles.grant(found, STAFF["reviewer"], by=None)
    return found


@pytest.fixture
def paper(owner):
    return CertificationFactory(clinic=clinic_of("owner"), in_force=True)


@pytest.fixture
def decide(paper, person):
    """Takes a paper out of force, as two reviewers do."""

    def take(act) -> Decision:
        proposal = sanctions.propose(paper, act, by=person("reviewer"), **WORDS)
        sanctions.confirm(proposal, by=person("second_reviewer"))
        return Decision.objects.get(act=Act(act))

    return take


def now(paper) -> Certification:
    return Certification.objects.for_reading().get(pk=paper.pk)


def read_by_the_public(paper) -> list[str | None]:
    """Beside the sentence, in the history, and in the signed statement."""
    verdict = verifying.verdict(now(paper))
    decisions = paper.decisions.with_reply().order_by("at", "pk")
    found = history.of_papers(
        [now(paper)], renamings=[], decisions=decisions, today=TODAY
    )
    said = statements.statement(verdict)
    assert said["public_sentence"] == WORDS["public_sentence"]
    return [verdict.decision.reply_text, found.recent[0].reply or None, said["reply"]]


# Replies


def test_a_reply_is_read_by_a_reviewer_before_the_public(decide, paper, owner, person):
    decision = decide(Sanction.SUSPEND)
    written = objections.reply(decision, by=owner, text=TEXT)
    assert read_by_the_public(paper) == [None, None, None]
    assert objections.vetted_by_day(written) == TODAY + 7 * DAY  # a weekend between

    objections.publish(written, by=person("reviewer"))

    assert read_by_the_public(paper) == [TEXT, TEXT, TEXT]


def test_a_refused_reply_says_why_and_another_may_follow(
    decide, paper, owner, person, django_capture_on_commit_callbacks
):
    decision = decide(Sanction.REVOKE)
    first = objections.reply(decision, by=owner, text=TEXT)
    with pytest.raises(objections.AlreadyThere):
        objections.reply(decision, by=owner, text="More.")
    with pytest.raises(ValidationError):
        objections.refuse(first, by=person("reviewer"), note="")

    with django_capture_on_commit_callbacks(execute=True):
        objections.refuse(first, by=person("reviewer"), note="It names a client.")

    assert read_by_the_public(paper) == [None, None, None]
    assert "not published" in mail.outbox[-1].body
    objections.reply(decision, by=owner, text="Without names.")
    assert Reply.objects.waiting().get().text == "Without names."


def test_nobody_vets_twice_nor_what_they_wrote(decide, owner, person):
    written = objections.reply(decide(Sanction.SUSPEND), by=owner, text=TEXT)
    with pytest.raises(objections.NotYours):
        objections.publish(written, by=owner)

    objections.publish(written, by=person("reviewer"))

    with pytest.raises(objections.AlreadySettled):
        objections.refuse(written, by=person("second_reviewer"), note="No.")


@pytest.mark.parametrize("role", ["frontdesk", "practitioner", "other_owner"])
def test_only_an_owner_answers_for_the_clinic(decide, person, role):
    decision = decide(Sanction.SUSPEND)
    with pytest.raises(objections.NotYours):
        objections.reply(decision, by=person(role), text=TEXT)
    with pytest.raises(objections.NotYours):
        objections.appeal(decision, by=person(role), text=TEXT)


def test_a_practitioner_answers_for_papers_of_their_own(owner):
    somebody = UserFactory()
    practitioner = PractitionerFactory(user=somebody, claimed_at=NOW)
    paper = CertificationFactory(
        clinic=None, practitioner=practitioner, in_force=True, status=S.SUSPENDED
    )
    decision = SuspensionFactory(certification=paper)

    with pytest.raises(objections.NotYours):
        objections.reply(decision, by=owner, text=TEXT)
    assert objections.reply(decision, by=somebody, text=TEXT).written_by == somebody


def test_a_reply_is_not_longer_than_the_form_says(decide, owner):
    with pytest.raises(ValidationError):
        objections.reply(decide(Sanction.SUSPEND), by=owner, text="a" * 601)


# Appeals


def test_an_overturned_suspension_is_lifted(decide, paper, owner, third):
    filed = objections.appeal(decide(Sanction.SUSPEND), by=owner, text=TEXT)
    assert objections.decided_by_day(filed) == TODAY + 14 * DAY

    outcome = {"outcome": AppealOutcome.OVERTURNED, "answer": "It was another clinic."}
    objections.decide(filed, by=third, **outcome)

    assert now(paper).status == S.ACCEPTED
    assert certifications.replayed(now(paper)) == S.ACCEPTED
    assert paper.decisions.last().act == Act.LIFT


def test_an_overturned_revocation_restores_the_paper(decide, paper, owner, third):
    filed = objections.appeal(decide(Sanction.REVOKE), by=owner, text=TEXT)
    outcome = {"outcome": AppealOutcome.OVERTURNED, "answer": "It was another clinic."}
    objections.decide(filed, by=third, **outcome)

    assert now(paper).status == S.ACCEPTED
    assert certifications.replayed(now(paper)) == S.ACCEPTED
    assert Certification.objects.in_force(on=TODAY).get() == paper


def test_an_upheld_decision_stays(
    decide, paper, owner, third, django_capture_on_commit_callbacks
):
    filed = objections.appeal(decide(Sanction.REVOKE), by=owner, text=TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        objections.decide(
            filed, by=third, outcome=AppealOutcome.UPHELD, answer="The log has gaps."
        )

    assert now(paper).status == S.REVOKED
    assert "the decision stands" in mail.outbox[-1].body
    with pytest.raises(objections.AlreadySettled):
        objections.decide(
            filed, by=third, outcome=AppealOutcome.OVERTURNED, answer="No."
        )


@pytest.mark.parametrize("role", ["reviewer", "second_reviewer", "moderator", "owner"])
def test_nobody_involved_decides_an_appeal(decide, paper, owner, person, role):
    filed = objections.appeal(decide(Sanction.SUSPEND), by=owner, text=TEXT)

    with pytest.raises(objections.NotYours):
        objections.decide(
            filed, by=person(role), outcome=AppealOutcome.OVERTURNED, answer="Mine."
        )
    assert now(paper).status == S.SUSPENDED


def test_an_appeal_is_made_once_within_thirty_days(decide, owner, clock):
    decision = decide(Sanction.SUSPEND)
    clock.shift(30 * DAY)
    with pytest.raises(objections.TooLate):
        objections.appeal(decision, by=owner, text=TEXT)

    clock.shift(-datetime.timedelta(seconds=1))
    objections.appeal(decision, by=owner, text=TEXT)
    with pytest.raises(objections.AlreadyThere):
        objections.appeal(decision, by=owner, text=TEXT)
    assert Appeal.objects.count() == 1


def test_overturning_leaves_a_paper_that_has_moved_on(
    decide, paper, owner, third, person
):
    suspension = decide(Sanction.SUSPEND)
    filed = objections.appeal(suspension, by=owner, text=TEXT)
    decide(Sanction.REVOKE)

    objections.decide(
        filed, by=third, outcome=AppealOutcome.OVERTURNED, answer="Not then."
    )

    assert now(paper).status == S.REVOKED
    filed.refresh_from_db()
    assert filed.outcome == AppealOutcome.OVERTURNED


@pytest.mark.parametrize(
    ("act", "status"), [(Sanction.REVOKE, S.REVOKED), (Sanction.SUSPEND, S.SUSPENDED)]
)
def test_a_renewal_in_whose_place_another_stands_is_not_restored(
    decide, paper, owner, third, act, status
):
    old = CertificationFactory(clinic=paper.clinic, in_force=True)
    Certification.objects.filter(pk=paper.pk).update(renews=old)
    filed = objections.appeal(decide(act), by=owner, text=TEXT)
    CertificationFactory(clinic=paper.clinic, renews=old)

    objections.decide(
        filed, by=third, outcome=AppealOutcome.OVERTURNED, answer="We were wrong."
    )

    assert now(paper).status == status


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.LIFT, Act.EMERGENCY])
def test_other_decisions_have_no_reply_and_no_appeal(paper, owner, act):
    words = WORDS if act == Act.EMERGENCY else {}
    decision = SuspensionFactory(certification=paper, act=act, **words)
    with pytest.raises(objections.NotYours):
        objections.reply(decision, by=owner, text=TEXT)


def test_a_reviewer_who_joined_the_clinic_does_not_vet(decide, owner, third):
    written = objections.reply(decide(Sanction.SUSPEND), by=owner, text=TEXT)
    MembershipFactory(clinic=clinic_of("owner"), user=third)
    with pytest.raises(objections.NotYours):
        objections.publish(written, by=third)
