"""What a paper was worth on a day that has passed, read from decisions and dates."""

import datetime

import pytest

from clinics import standing_then
from clinics.enums import (
    Act,
    CertificationStatus,
    ClinicStatus,
    Reason,
    Standing,
    Verification,
)
from clinics.models.sanction import EMERGENCY_LASTS
from tests.conftest import NOW
from tests.factories.clinics import (
    CertificationFactory,
    ClinicFactory,
    DecisionFactory,
    StatusChangeFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
SECOND = datetime.timedelta(seconds=1)
AGAINST = {"reason": Reason.COMPLAINT, "text": "…", "public_sentence": "Not shown."}


def decided(paper, act, at):
    words = AGAINST if act in {Act.SUSPEND, Act.REVOKE, Act.EMERGENCY} else {}
    return DecisionFactory(certification=paper, act=act, at=at, **words)


def standing(paper, at):
    decisions = paper.decisions.order_by("at", "pk")
    return standing_then.standing_at(paper, decisions, at=at)


def test_a_paper_counts_from_its_decision_and_within_its_days():
    paper = CertificationFactory(
        in_force=True,
        valid_from=(NOW - 30 * DAY).date(),
        counts_until=(NOW - 5 * DAY).date(),
    )
    decided(paper, Act.ACCEPT, NOW - 20 * DAY)

    assert standing(paper, NOW - 20 * DAY - SECOND) == Standing.UNPROVEN
    assert standing(paper, NOW - 20 * DAY) == Standing.VALID
    assert standing(paper, NOW - 5 * DAY) == Standing.VALID
    assert standing(paper, NOW - 4 * DAY) == Standing.EXPIRED


def test_a_paper_that_began_later_did_not_hold_yet():
    paper = CertificationFactory(in_force=True, valid_from=NOW.date())
    decided(paper, Act.ACCEPT, NOW - 20 * DAY)

    assert standing(paper, NOW - DAY) == Standing.NOT_YET_VALID


def test_suspended_lifted_revoked_restored_and_replaced_each_from_its_moment():
    paper = CertificationFactory(in_force=True)
    acts = [Act.ACCEPT, Act.SUSPEND, Act.LIFT, Act.REVOKE, Act.RESTORE, Act.SUPERSEDE]
    for number, act in enumerate(acts):
        decided(paper, act, NOW - (60 - 10 * number) * DAY)

    told = [standing(paper, NOW - (55 - 10 * number) * DAY) for number in range(6)]

    assert told == [
        Standing.VALID,
        Standing.SUSPENDED,
        Standing.VALID,
        Standing.REVOKED,
        Standing.VALID,
        Standing.SUPERSEDED,
    ]


def test_an_emergency_ends_by_the_clock_or_with_its_release():
    alone, released = (CertificationFactory(in_force=True) for _ in range(2))
    begun = NOW - 20 * DAY
    for paper in (alone, released):
        decided(paper, Act.ACCEPT, NOW - 30 * DAY)
        decided(paper, Act.EMERGENCY, begun)
    decided(released, Act.RELEASE, begun + DAY)

    assert standing(alone, begun + EMERGENCY_LASTS - SECOND) == Standing.SUSPENDED
    assert standing(alone, begun + EMERGENCY_LASTS) == Standing.VALID
    assert standing(released, begun + DAY - SECOND) == Standing.SUSPENDED
    assert standing(released, begun + DAY) == Standing.VALID


def test_kinds_say_what_they_were_worth_then_and_are_worth_now():
    """An old licence that was replaced, and a newer one: one line for the reader."""
    clinic = ClinicFactory(status=ClinicStatus.LISTED)
    old = CertificationFactory(
        clinic=clinic, in_force=True, status=CertificationStatus.SUPERSEDED
    )
    decided(old, Act.ACCEPT, NOW - 50 * DAY)
    decided(old, Act.SUPERSEDE, NOW - 10 * DAY)
    new = CertificationFactory(clinic=clinic, in_force=True, type=old.type)
    decided(new, Act.ACCEPT, NOW - 10 * DAY)
    CertificationFactory(in_force=True)  # somebody else's

    record = standing_then.record([clinic])
    (line,) = record.lines(clinic, at=NOW - 20 * DAY)
    (before,) = record.lines(clinic, at=NOW - 60 * DAY)

    assert (line.name, line.then.word, line.now.word) == (
        "Premises licence",
        "Valid",
        "Valid",
    )
    assert (before.then.word, before.then.kind) == ("Not shown yet", "neutral")


def test_what_we_had_not_looked_at_again_is_not_called_expired():
    clinic = ClinicFactory(status=ClinicStatus.LISTED)
    ended, unseen = (
        CertificationFactory(
            clinic=clinic,
            in_force=True,
            valid_until=end,
            counts_until=(NOW - 30 * DAY).date(),
            type__name={"en": name, "es": name},
        )
        for name, end in (
            ("A", (NOW - 30 * DAY).date()),
            ("B", datetime.date(2029, 1, 14)),
        )
    )
    for paper in (ended, unseen):
        decided(paper, Act.ACCEPT, NOW - 90 * DAY)

    lines = standing_then.record([clinic]).lines(clinic, at=NOW - DAY)

    assert [str(line.then.word) for line in lines] == ["Expired", "Re-check overdue"]


def test_a_promise_is_never_called_valid():
    clinic = ClinicFactory(status=ClinicStatus.LISTED)
    paper = CertificationFactory(
        clinic=clinic, in_force=True, verification=Verification.SELF_DECLARED
    )
    decided(paper, Act.ACCEPT, NOW - 50 * DAY)

    (line,) = standing_then.record([clinic]).lines(clinic, at=NOW - DAY)

    assert (line.then.word, line.then.kind) == ("Self-declared", "neutral")


def test_a_clinic_that_was_off_the_list_took_its_papers_along():
    clinic = ClinicFactory(status=ClinicStatus.LISTED)
    decided(
        CertificationFactory(clinic=clinic, in_force=True), Act.ACCEPT, NOW - 50 * DAY
    )
    StatusChangeFactory(clinic=clinic, at=NOW - 60 * DAY)
    for was, to, days in (("listed", "suspended", 20), ("suspended", "listed", 10)):
        StatusChangeFactory(
            clinic=clinic,
            was=was,
            to=to,
            at=NOW - days * DAY,
            reason="…",
            public_sentence="Looked into.",
        )

    record = standing_then.record([clinic])
    told = [record.lines(clinic, at=NOW - days * DAY)[0].then for days in (30, 15, 5)]

    assert [each.word for each in told] == ["Valid", "Clinic suspended", "Valid"]
    assert told[1].kind == "bad"
