"""Papers: handed in, decided on, and worth something on some days."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from clinics.domain import certifications
from clinics.enums import (
    CERTIFICATION_MOVES,
    Act,
    CertificationStatus,
    Reason,
    Standing,
    Subject,
    Verification,
)
from clinics.models import Certification, Decision
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from portal.audit.models import AuditEvent
from portal.operations import page_cache
from tests.conftest import TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    EvidenceFactory,
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
)

pytestmark = pytest.mark.django_db
S = CertificationStatus
AGAINST = {"reason": Reason.UNREADABLE, "text": "Page 2 is cut off."}
PUBLIC = AGAINST | {"public_sentence": "The clinic has been asked for a new scan."}
PAPER = {
    "issuer": "Cardiff Council",
    "number": "APC-1",
    "valid_from": datetime.date(2026, 1, 15),
    "valid_until": datetime.date(2029, 1, 14),
}


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.fixture
def owner():
    return UserFactory(email="owner@example.com")


def a_reviewer(**fields):
    person = UserFactory(**fields)
    roles.grant(person, StaffRole.REVIEWER, by=None)
    return person


@pytest.fixture
def reviewer(db):
    return a_reviewer(email="reviewer@example.com")


@pytest.fixture
def handed_in(owner):
    type_, clinic = CertificationTypeFactory(), ClinicFactory()
    drafted = certifications.draft(type_, clinic, by=owner, **PAPER)
    return certifications.submit(drafted, by=owner)


def accepted(certification, by):
    return certifications.accept(
        certification, by=by, verification=Verification.REGISTER
    )


def decide(act, certification, by):
    """Take one decision of a kind, with the words that it needs."""
    verification = Verification.REGISTER
    both = {"by": by, "proposed_by": UserFactory()}
    return {
        Act.ACCEPT: lambda: certifications.accept(
            certification, by=by, verification=verification
        ),
        Act.REQUEST_CHANGES: lambda: certifications.request_changes(
            certification, by=by, **AGAINST
        ),
        Act.REJECT: lambda: certifications.reject(certification, by=by, **AGAINST),
        Act.WITHDRAW: lambda: certifications.withdraw(certification, by=by),
        Act.SUSPEND: lambda: certifications.suspend(certification, **both, **PUBLIC),
        Act.LIFT: lambda: certifications.lift(certification, **both),
        Act.REVOKE: lambda: certifications.revoke(certification, **both, **PUBLIC),
    }[act]()


# From draft to decision


def test_paper_is_accepted_with_a_code_and_a_last_day(handed_in, reviewer, owner):
    certification = accepted(handed_in, reviewer)

    certification.refresh_from_db()
    assert certification.status == S.ACCEPTED
    assert certification.accepted_by == reviewer
    assert certification.verification == Verification.REGISTER
    assert certification.counts_until == day("2027-11-23")  # our look counts a year
    assert len(certification.code) == 12
    decision = certification.decisions.get()
    assert (decision.act, decision.by, decision.submitted_by) == (
        Act.ACCEPT,
        reviewer,
        owner,
    )
    verbs = AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.startswith("certification")] == [
        "certification begun",
        "certification submitted",
        "certification: accept",
    ]


@pytest.mark.parametrize(
    ("until", "longest", "counts_until"),
    [
        ("2027-02-28", 36, "2027-02-28"),  # the paper ends first
        ("2040-01-01", 18, "2027-07-15"),  # its kind does not last longer
        (None, None, "2027-11-23"),  # it has no end, our look has
    ],
)
def test_paper_counts_until(owner, reviewer, until, longest, counts_until):
    kind = CertificationTypeFactory(longest_validity_months=longest)
    paper = PAPER | {"valid_until": until and day(until)}
    drafted = certifications.draft(kind, ClinicFactory(), by=owner, **paper)
    certification = accepted(certifications.submit(drafted, by=owner), reviewer)

    assert certification.counts_until == day(counts_until)


def test_paper_that_begins_after_we_look_again_is_not_accepted(owner, reviewer, clock):
    far = PAPER | {"valid_from": day("2027-11-24"), "valid_until": None}
    drafted = certifications.draft(
        CertificationTypeFactory(), ClinicFactory(), by=owner, **far
    )
    paper = certifications.submit(drafted, by=owner)

    with pytest.raises(certifications.NeverCounts, match="its first day is nearer"):
        accepted(paper, reviewer)
    paper.refresh_from_db()
    assert (paper.status, paper.code) == (S.SUBMITTED, None)

    clock.shift(datetime.timedelta(days=1))
    assert accepted(paper, reviewer).counts_until == day("2027-11-24")


def test_changes_are_asked_for_and_the_next_round_begins(handed_in, reviewer, owner):
    first = EvidenceFactory(certification=handed_in)
    certifications.request_changes(handed_in, by=reviewer, **AGAINST)
    assert certifications.replayed(handed_in) == S.CHANGES_REQUESTED
    again = certifications.submit(handed_in, by=owner)

    assert (again.status, again.round) == (S.SUBMITTED, 2)
    assert certifications.replayed(again) == S.SUBMITTED
    first.refresh_from_db()
    assert first.frozen_at is not None


@pytest.mark.parametrize("was", S)
@pytest.mark.parametrize("act", certifications.STATUS_AFTER)
def test_decisions_follow_the_table(reviewer, was, act):
    if act in {Act.SUPERSEDE, Act.RESTORE}:  # by a renewal, by an appeal
        return
    certification = CertificationFactory(in_force=True)
    Certification.objects.update(status=was, accepted_at=None, accepted_by=None) if (
        was in {S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED, S.REJECTED, S.WITHDRAWN}
    ) else Certification.objects.update(status=was)
    to = certifications.STATUS_AFTER[act]
    accepted_from = {Act.ACCEPT: S.SUBMITTED, Act.LIFT: S.SUSPENDED}
    goes = to in CERTIFICATION_MOVES[was] and was == accepted_from.get(act, was)

    if goes:
        assert decide(act, certification, reviewer).status == to
    else:
        with pytest.raises(certifications.MoveNotAllowed):
            decide(act, certification, reviewer)

    certification.refresh_from_db()
    assert certification.status == (to if goes else was)
    assert Decision.objects.count() == goes


def test_decisions_replayed_give_the_status(handed_in, reviewer, owner):
    assert certifications.replayed(CertificationFactory()) == S.DRAFT
    acts = [Act.ACCEPT, Act.SUSPEND, Act.LIFT, Act.SUSPEND, Act.REVOKE]
    for act in acts:
        certification = decide(act, handed_in, reviewer)
        assert certifications.replayed(certification) == certification.status
    assert [row.act for row in handed_in.decisions.all()] == acts


@pytest.mark.parametrize("act", [Act.SUSPEND, Act.REVOKE])
def test_public_decision_needs_its_sentence(handed_in, reviewer, act):
    accepted(handed_in, reviewer)
    function = {
        Act.SUSPEND: certifications.suspend,
        Act.REVOKE: certifications.revoke,
    }[act]
    both = {"by": reviewer, "proposed_by": UserFactory()}
    with pytest.raises(ValidationError, match="sentence for the public"):
        function(handed_in, **both, **AGAINST, public_sentence="")

    handed_in.refresh_from_db()
    assert handed_in.status == S.ACCEPTED


def test_decision_lets_no_kept_page_be_shown_again(
    handed_in, reviewer, django_capture_on_commit_callbacks
):
    before = page_cache.version()
    with django_capture_on_commit_callbacks(execute=True):
        accepted(handed_in, reviewer)

    assert page_cache.version() != before


# Who decides


def test_nobody_decides_on_what_they_handed_in(handed_in, owner):
    roles.grant(owner, StaffRole.REVIEWER, by=None)
    for act in (Act.ACCEPT, Act.REQUEST_CHANGES, Act.REJECT):
        with pytest.raises(certifications.NotYours):
            decide(act, handed_in, owner)
    assert not Decision.objects.exists()


def test_nobody_decides_without_the_role_or_close_to_the_clinic(handed_in, reviewer):
    MembershipFactory(clinic=handed_in.clinic, user=reviewer)
    for person in (reviewer, UserFactory()):
        with pytest.raises(certifications.NotYours):
            accepted(handed_in, person)
    assert not Decision.objects.exists()


def test_paper_of_a_practitioner_is_decided_by_strangers_to_all_their_clinics(owner):
    kind = CertificationTypeFactory(subject=Subject.PRACTITIONER)
    person, itself, near, far = (a_reviewer() for _ in range(4))
    practitioner = PractitionerFactory(
        user=itself, claimed_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    )
    placement = PlacementFactory(practitioner=practitioner)
    MembershipFactory(clinic=placement.clinic, user=near)
    drafted = certifications.draft(kind, practitioner, by=person, **PAPER)
    handed_in = certifications.submit(drafted, by=person)

    for refused in (person, itself, near):
        with pytest.raises(certifications.NotYours):
            accepted(handed_in, refused)
    assert accepted(handed_in, far).status == S.ACCEPTED


def test_two_reviewers_approve_where_the_kind_asks_for_it(owner, reviewer):
    kind = CertificationTypeFactory(approvals_needed=2)
    drafted = certifications.draft(kind, ClinicFactory(), by=owner, **PAPER)
    certification = certifications.submit(drafted, by=owner)

    assert accepted(certification, reviewer).status == S.SUBMITTED
    assert certifications.replayed(certification) == S.SUBMITTED
    with pytest.raises(certifications.AlreadyApproved):
        accepted(certification, reviewer)
    assert accepted(certification, a_reviewer()).status == S.ACCEPTED


def test_statement_of_the_clinic_stays_a_statement(owner, reviewer):
    kind = CertificationTypeFactory(best_verification=Verification.DOCUMENT_SEEN)
    drafted = certifications.draft(kind, ClinicFactory(), by=owner, **PAPER)
    certification = certifications.submit(drafted, by=owner)
    with pytest.raises(certifications.TooStrong):
        accepted(certification, reviewer)
    certifications.accept(
        certification, by=reviewer, verification=Verification.SELF_DECLARED
    )

    certification.refresh_from_db()
    assert certification.verification == Verification.SELF_DECLARED


def test_paper_speaks_of_what_its_kind_speaks_of(owner):
    with pytest.raises(certifications.WrongSubject):
        certifications.draft(
            CertificationTypeFactory(), PractitionerFactory(), by=owner, **PAPER
        )
    assert not Certification.objects.exists()


# What it is worth on a day


@pytest.mark.parametrize(
    ("on", "standing", "holds"),
    [
        ("2026-01-14", Standing.NOT_YET_VALID, False),
        ("2026-01-15", Standing.VALID, True),
        ("2027-09-01", Standing.VALID, True),
        ("2027-09-02", Standing.EXPIRING, True),  # 60 days before the last
        ("2027-11-01", Standing.EXPIRING, True),
        ("2027-11-02", Standing.EXPIRED, False),
    ],
)
def test_standing_follows_the_calendar(on, standing, holds):
    certification = CertificationFactory(in_force=True)

    assert certification.standing(on=day(on)) == standing
    assert certification.holds(on=day(on)) is holds
    in_force = Certification.objects.in_force(on=day(on))
    assert in_force.exists() is holds


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        (S.SUSPENDED, Standing.SUSPENDED),
        (S.REVOKED, Standing.REVOKED),
        (S.SUPERSEDED, Standing.SUPERSEDED),
    ],
)
def test_standing_follows_the_decision(status, standing):
    certification = CertificationFactory(in_force=True, status=status)

    assert certification.standing(on=TODAY) == standing
    assert not Certification.objects.in_force(on=TODAY).exists()
    assert list(Certification.objects.decided()) == [certification]


def test_standing_of_what_nobody_decided_on(handed_in):
    assert handed_in.standing(on=TODAY) == Standing.UNPROVEN
    assert handed_in.days_left(on=TODAY) is None
    assert not Certification.objects.decided().exists()


# Renewals


@pytest.fixture
def ending(owner):
    return CertificationFactory(
        in_force=True, counts_until=TODAY + datetime.timedelta(days=90)
    )


def renewed(old, owner, **paper):
    renewal = certifications.draft(
        old.type, old.clinic, by=owner, renews=old, **(PAPER | paper)
    )
    return certifications.submit(renewal, by=owner)


def test_renewal_opens_ninety_days_before_the_end(ending, owner, clock):
    clock.shift(datetime.timedelta(days=-1))
    with pytest.raises(certifications.TooEarly):
        renewed(ending, owner)
    clock.shift(datetime.timedelta(days=1))
    assert renewed(ending, owner).renews == ending
    with pytest.raises(certifications.TooEarly):
        renewed(CertificationFactory(), owner)


def test_renewal_that_has_begun_takes_the_place_of_the_old_paper(
    ending, owner, reviewer
):
    accepted(renewed(ending, owner), reviewer)

    ending.refresh_from_db()
    assert ending.status == S.SUPERSEDED
    assert certifications.replayed(ending) == S.SUPERSEDED


def test_paper_that_was_replaced_long_ago_is_not_renewed(
    ending, owner, reviewer, clock
):
    second = accepted(renewed(ending, owner), reviewer)
    clock.shift(datetime.timedelta(days=365))
    third = accepted(renewed(second, owner, number="APC-3"), reviewer)

    with pytest.raises(certifications.AlreadyRenewed):
        renewed(ending, owner)
    today = TODAY + datetime.timedelta(days=365)
    assert list(Certification.objects.in_force(on=today)) == [third]


def test_renewal_that_begins_later_leaves_no_gap(ending, owner, reviewer):
    starts = ending.counts_until + datetime.timedelta(days=1)
    renewal = accepted(renewed(ending, owner, valid_from=starts), reviewer)

    ending.refresh_from_db()
    for days in range(200):
        on = TODAY + datetime.timedelta(days=days)
        assert ending.holds(on=on) or renewal.holds(on=on), on


def test_expired_paper_says_that_its_renewal_is_under_review(ending, owner):
    renewed(ending, owner)
    after = ending.counts_until + datetime.timedelta(days=1)

    (old,) = Certification.objects.decided().with_renewal()
    assert old.standing(on=after) == Standing.RENEWAL_UNDER_REVIEW
    assert old.standing(on=TODAY) == Standing.VALID


def test_suspended_paper_is_not_replaced_by_an_accepted_renewal(
    ending, owner, reviewer
):
    renewal = renewed(ending, owner)
    certifications.suspend(ending, by=reviewer, proposed_by=UserFactory(), **PUBLIC)
    accepted(renewal, reviewer)

    ending.refresh_from_db()
    assert ending.status == S.SUSPENDED
