"""Papers taken out of force by two people, or by one until another has looked."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from clinics import history, verifying
from clinics.domain import certifications, sanctions
from clinics.enums import (
    Act,
    CertificationStatus,
    ProposalOutcome,
    Reason,
    Sanction,
    Standing,
)
from clinics.models import Certification, Proposal
from portal.audit.models import AuditEvent
from portal.operations import page_cache
from tests.conftest import NOW, TODAY
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    DecisionFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db
S = CertificationStatus
HOURS = datetime.timedelta(hours=1)
WORDS = {
    "reason": Reason.COMPLAINT,
    "text": "The council has opened a case.",
    "public_sentence": "The council is looking into a complaint.",
}


@pytest.fixture
def paper():
    return CertificationFactory(clinic__status="listed", in_force=True)


@pytest.fixture
def reviewer(person):
    return person("reviewer")


@pytest.fixture
def second(person):
    return person("second_reviewer")


def now(paper) -> Certification:
    return Certification.objects.for_reading().get(pk=paper.pk)


def standing(paper) -> Standing:
    return now(paper).standing(on=TODAY)


def acts(paper) -> list[str]:
    return list(paper.decisions.values_list("act", flat=True))


def told(paper) -> list[str]:
    decisions = paper.decisions.with_reply().order_by("at", "pk")
    found = history.of_papers(
        [now(paper)], renamings=[], decisions=decisions, today=TODAY
    )
    return [str(event.text).partition(":")[0] for event in found.recent]


# One proposes, another confirms


def test_a_proposal_changes_nothing_until_another_confirms_it(paper, reviewer, second):
    proposal = sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS)
    assert (standing(paper), acts(paper)) == (Standing.VALID, [])

    sanctions.confirm(proposal, by=second)

    assert standing(paper) == Standing.SUSPENDED
    decision = paper.decisions.get()
    assert (decision.act, decision.by, decision.proposed_by) == (
        Act.SUSPEND,
        second,
        reviewer,
    )
    assert decision.public_sentence == WORDS["public_sentence"]
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.settled_by) == ("confirmed", second)
    verbs = AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    assert [
        verb for verb in verbs if "sanction" in verb or "certification" in verb
    ] == [
        "sanction proposed",
        "certification: suspend",
        "sanction confirmed",
    ]


def test_a_suspension_is_lifted_and_a_paper_revoked_by_two(paper, reviewer, second):
    for act, status in [
        (Sanction.SUSPEND, S.SUSPENDED),
        (Sanction.LIFT, S.ACCEPTED),
        (Sanction.REVOKE, S.REVOKED),
    ]:
        proposal = sanctions.propose(paper, act, by=reviewer, **WORDS)
        sanctions.confirm(proposal, by=second)
        assert now(paper).status == status
        assert certifications.replayed(now(paper)) == status


def test_a_suspended_renewal_stays_so_while_another_stands_in_its_place(
    paper, reviewer, second
):
    old = CertificationFactory(clinic=paper.clinic, in_force=True)
    Certification.objects.filter(pk=paper.pk).update(renews=old)
    held = sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS)
    sanctions.confirm(held, by=second)
    CertificationFactory(clinic=paper.clinic, renews=old)
    lifted = sanctions.propose(paper, Sanction.LIFT, by=reviewer, **WORDS)

    with pytest.raises(sanctions.MoveNotAllowed):
        sanctions.confirm(lifted, by=second)

    assert now(paper).status == S.SUSPENDED


def test_nobody_confirms_or_declines_their_own(paper, reviewer):
    proposal = sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS)

    with pytest.raises(sanctions.OwnProposal):
        sanctions.confirm(proposal, by=reviewer)
    with pytest.raises(sanctions.OwnProposal):
        sanctions.decline(proposal, by=reviewer, note="No.")
    assert standing(paper) == Standing.VALID


def test_only_its_author_takes_a_proposal_back(paper, reviewer, second):
    proposal = sanctions.propose(paper, Sanction.REVOKE, by=reviewer, **WORDS)
    with pytest.raises(sanctions.NotYours):
        sanctions.withdraw(proposal, by=second)

    sanctions.withdraw(proposal, by=reviewer)

    with pytest.raises(sanctions.AlreadySettled):
        sanctions.confirm(proposal, by=second)
    assert now(paper).status == S.ACCEPTED


@pytest.mark.parametrize("role", ["owner", "moderator", "editor"])
def test_only_reviewers_propose(paper, person, role):
    with pytest.raises(sanctions.NotYours):
        sanctions.propose(paper, Sanction.SUSPEND, by=person(role), **WORDS)
    assert not Proposal.objects.exists()


def test_who_worked_there_neither_proposes_nor_confirms(paper, reviewer, second):
    MembershipFactory(clinic=paper.clinic, user=second, until=TODAY)
    proposal = sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS)

    for act in (
        lambda: sanctions.confirm(proposal, by=second),
        lambda: sanctions.decline(proposal, by=second, note="No."),
        lambda: sanctions.suspend_at_once(paper, by=second, **WORDS),
    ):
        with pytest.raises(sanctions.NotYours):
            act()
    assert standing(paper) == Standing.VALID


def test_one_proposal_waits_at_a_time(paper, reviewer, second):
    sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS)

    with pytest.raises(sanctions.AnotherWaits):
        sanctions.propose(paper, Sanction.REVOKE, by=second, **WORDS)


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (S.ACCEPTED, [Sanction.SUSPEND, Sanction.REVOKE]),
        (S.SUSPENDED, [Sanction.LIFT, Sanction.REVOKE]),
        (S.REVOKED, []),
        (S.SUPERSEDED, []),
    ],
)
def test_what_can_be_proposed_goes_by_the_status(paper, reviewer, status, offered):
    Certification.objects.update(status=status)
    assert sanctions.offered(now(paper)) == offered

    for act in set(Sanction) - set(offered):
        with pytest.raises(sanctions.MoveNotAllowed):
            sanctions.propose(paper, act, by=reviewer, **WORDS)


@pytest.mark.parametrize("missing", ["reason", "text", "public_sentence"])
def test_a_proposal_against_a_paper_needs_its_words(paper, reviewer, missing):
    with pytest.raises(ValidationError):
        sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS | {missing: ""})


def test_declining_needs_a_note(paper, reviewer, second):
    proposal = sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS)
    with pytest.raises(ValidationError):
        sanctions.decline(proposal, by=second, note="")

    sanctions.decline(proposal, by=second, note="The case is closed.")
    assert (standing(paper), acts(paper)) == (Standing.VALID, [])
    assert not mail.outbox  # it never took effect


def test_a_paper_replaced_meanwhile_is_not_suspended(paper, reviewer, second):
    proposal = sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS)
    Certification.objects.update(status=S.SUPERSEDED)

    with pytest.raises(sanctions.MoveNotAllowed):
        sanctions.confirm(proposal, by=second)
    sanctions.decline(proposal, by=second, note="Replaced.")
    assert now(paper).status == S.SUPERSEDED


# An emergency


def test_an_emergency_counts_at_once_everywhere(
    paper, reviewer, django_capture_on_commit_callbacks
):
    before = page_cache.version()
    with django_capture_on_commit_callbacks(execute=True):
        sanctions.suspend_at_once(paper, by=reviewer, **WORDS)

    assert standing(paper) == Standing.SUSPENDED
    assert now(paper).status == S.ACCEPTED  # that takes two
    assert not Certification.objects.in_force(on=TODAY).exists()
    assert not Certification.objects.in_force_at(NOW).exists()
    assert page_cache.version() != before
    verdict = verifying.verdict(now(paper))
    assert verdict.decision.public_sentence == WORDS["public_sentence"]
    assert not verdict.holds
    assert "has to confirm this by" in verdict.sentences[1]


def test_an_emergency_ends_by_the_clock_without_anybody(paper, reviewer, clock):
    sanctions.suspend_at_once(paper, by=reviewer, **WORDS)
    clock.shift(72 * HOURS - datetime.timedelta(seconds=1))
    assert standing(paper) == Standing.SUSPENDED
    assert now(paper).true_until == NOW + 72 * HOURS

    clock.shift(datetime.timedelta(seconds=1))

    assert standing(paper) == Standing.VALID
    assert Certification.objects.in_force(on=TODAY).get() == paper
    assert Certification.objects.in_force_at(NOW + 72 * HOURS).get() == paper
    assert told(paper) == [
        "Emergency suspension ended, nobody had confirmed it",
        "Suspended in an emergency",
    ]


def test_an_emergency_that_ran_out_is_not_confirmed_but_proposed_anew(
    paper, reviewer, second, clock
):
    lapsed = sanctions.suspend_at_once(paper, by=reviewer, **WORDS)
    clock.shift(72 * HOURS)
    with pytest.raises(sanctions.AlreadySettled):
        sanctions.confirm(lapsed, by=second)

    proposal = sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS)

    lapsed.refresh_from_db()
    assert (lapsed.outcome, lapsed.settled_by) == (ProposalOutcome.LAPSED, None)
    sanctions.confirm(proposal, by=second)
    assert standing(paper) == Standing.SUSPENDED
    assert paper.decisions.last().confirms is None


def test_a_confirmed_emergency_stays_and_began_with_it(paper, reviewer, second, clock):
    proposal = sanctions.suspend_at_once(paper, by=reviewer, **WORDS)
    clock.shift(48 * HOURS)
    sanctions.confirm(proposal, by=second)
    clock.shift(48 * HOURS)

    assert now(paper).status == S.SUSPENDED
    assert standing(paper) == Standing.SUSPENDED
    verdict = verifying.verdict(now(paper))
    assert verdict.decided_on == TODAY
    assert len(verdict.sentences) == 1
    assert told(paper) == [
        "Suspension confirmed by another reviewer",
        "Suspended in an emergency",
    ]


@pytest.mark.parametrize("by", ["author", "another"])
def test_an_emergency_taken_back_or_declined_ends_at_once(
    paper, reviewer, second, by, clock
):
    DecisionFactory(certification=paper, at=NOW - HOURS)
    proposal = sanctions.suspend_at_once(paper, by=reviewer, **WORDS)
    clock.shift(HOURS)
    if by == "author":
        sanctions.withdraw(proposal, by=reviewer)
    else:
        sanctions.decline(proposal, by=second, note="Another clinic of that name.")

    assert standing(paper) == Standing.VALID
    assert acts(paper) == [Act.ACCEPT, Act.EMERGENCY, Act.RELEASE]
    assert told(paper) == ["Emergency suspension ended", "Suspended in an emergency"]
    assert certifications.replayed(now(paper)) == S.ACCEPTED


def test_asking_about_an_emergency_costs_what_a_suspension_does(
    paper, reviewer, second, django_assert_num_queries
):
    with django_assert_num_queries(1):
        verifying.verdict(now(paper))
    proposal = sanctions.suspend_at_once(paper, by=reviewer, **WORDS)
    with django_assert_num_queries(2):  # its decision, with the reply
        verifying.verdict(now(paper))
    sanctions.confirm(proposal, by=second)
    with django_assert_num_queries(2):
        verifying.verdict(now(paper))


def test_owners_hear_of_it_in_their_language(
    reviewer, second, django_capture_on_commit_callbacks
):
    clinic = ClinicFactory(status="listed", name="Crown")
    MembershipFactory(clinic=clinic, user__language="es", user__email="a@example.com")
    kind = CertificationTypeFactory(name={"en": "Insurance", "es": "Seguro"})
    paper = CertificationFactory(clinic=clinic, type=kind, in_force=True)
    proposal = sanctions.propose(paper, Sanction.SUSPEND, by=reviewer, **WORDS)

    with django_capture_on_commit_callbacks(execute=True):
        sanctions.confirm(proposal, by=second)

    letter = mail.outbox[0]
    assert letter.to == ["a@example.com"]
    assert "Seguro" in letter.body
    assert f"/certifications/{paper.shown_code}/decisions/" in letter.body


def test_nobody_else_ends_an_emergency_or_undoes_a_decision(paper, person):
    decision = DecisionFactory(certification=paper, act=Act.SUSPEND, **WORDS)

    with pytest.raises(certifications.NotYours):
        certifications.release(paper, by=person("editor"), text="It is fine.")
    with pytest.raises(certifications.NotYours):
        certifications.overturn(decision, by=person("editor"), text="It is fine.")
