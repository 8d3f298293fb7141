"""What the public may read for ever of a clinic and its papers."""

import datetime

import pytest

from clinics import history
from clinics.enums import Act, CertificationStatus, ClinicStatus, Reason
from clinics.models import Decision
from tests.conftest import TODAY
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    DecisionFactory,
    StatusChangeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
S = CertificationStatus
WORDS = {"reason": Reason.COMPLAINT, "text": "For the team only."}


def day(text):
    return datetime.date.fromisoformat(text)


def noon(text):
    return datetime.datetime.fromisoformat(f"{text}T12:00+00:00")


@pytest.fixture
def clinic():
    return ClinicFactory()


@pytest.fixture
def policy():
    return CertificationTypeFactory(
        code="INS", name={"en": "Insurance"}, longest_validity_months=12
    )


@pytest.fixture
def paper(clinic, policy):
    def make(*, until, issuer="Meridian", **fields):
        fields.setdefault("valid_until", day(until))
        return CertificationFactory(
            clinic=clinic,
            type=policy,
            in_force=True,
            issuer=issuer,
            counts_until=day(until),
            **fields,
        )

    return make


def told(clinic):
    found = history.of_clinic(
        clinic,
        changes=clinic.status_changes.all(),
        renamings=clinic.identity_changes.all(),
        papers=list(clinic.certifications.select_related("type").order_by("pk")),
        decisions=Decision.objects.with_reply().order_by("at", "pk"),
    )
    return [
        (event.day.isoformat(), str(event.text), event.sentence)
        for event in [*found.recent, *found.older]
    ]


def decided(certification, act, on, sentence=""):
    words = WORDS if act in {Act.SUSPEND, Act.REVOKE} else {}
    return DecisionFactory(
        certification=certification,
        act=act,
        at=noon(on),
        public_sentence=sentence,
        **words,
    )


def test_status_of_the_clinic_newest_first_and_nothing_for_the_team(clinic):
    moves = [
        ("draft", "listed", "2026-01-05", ""),
        ("listed", "unlisted", "2026-02-01", ""),
        ("unlisted", "listed", "2026-02-10", ""),
        ("listed", "suspended", "2026-03-01", "The address was wrong."),
        ("suspended", "listed", "2026-03-09", "The address was mended."),
        ("listed", "closed", "2026-04-01", "The owner retired."),
    ]
    for was, to, on, sentence in moves:
        StatusChangeFactory(
            clinic=clinic,
            was=was,
            to=to,
            at=noon(on),
            reason="For the team only.",
            public_sentence=sentence,
        )

    assert told(clinic) == [
        ("2026-04-01", "The clinic closed", "The owner retired."),
        (
            "2026-03-09",
            "The suspension of the clinic ended",
            "The address was mended.",
        ),
        ("2026-03-01", "The clinic was suspended", "The address was wrong."),
        ("2026-02-10", "Back on the list", ""),
        ("2026-02-01", "Taken off the list", ""),
        (
            "2026-01-05",
            "Listed here. A reviewer had checked identity, premises and insurance.",
            "",
        ),
    ]


def test_a_draft_that_was_closed_has_no_history(clinic):
    StatusChangeFactory(clinic=clinic, was="draft", to="closed")

    assert told(clinic) == []


def test_every_move_a_public_clinic_can_make_has_its_words():
    from clinics.enums import MOVES

    moves = {(was, to) for was, targets in MOVES.items() for to in targets}

    never_public = {(ClinicStatus.DRAFT, ClinicStatus.CLOSED)}
    assert moves - history.MOVES.keys() == never_public


def test_decisions_on_a_paper_with_their_public_sentences(clinic, paper):
    certification = paper(until="2027-06-01", status=S.REVOKED)
    decided(certification, Act.ACCEPT, "2026-02-01")
    decided(certification, Act.SUSPEND, "2026-03-01", "The log has gaps.")
    decided(certification, Act.LIFT, "2026-03-05", "The gaps were explained.")
    decided(certification, Act.REVOKE, "2026-04-01", "No such policy.")

    assert told(clinic) == [
        ("2026-04-01", "Revoked: Insurance, Meridian", "No such policy."),
        (
            "2026-03-05",
            "Suspension ended: Insurance, Meridian",
            "The gaps were explained.",
        ),
        ("2026-03-01", "Suspended: Insurance, Meridian", "The log has gaps."),
    ]


@pytest.mark.parametrize(
    ("days", "lines"), [(0, []), (1, ["Ran out with this day: Insurance, Meridian"])]
)
def test_a_paper_runs_out_by_its_date_alone(clinic, paper, days, lines):
    last = TODAY - datetime.timedelta(days=days)
    paper(until=last.isoformat())

    assert [text for _day, text, _sentence in told(clinic)] == lines


def test_day_of_a_lapse_is_its_last_day_where_the_clinic_is(clinic, paper, clock):
    clinic.time_zone = "Pacific/Auckland"
    paper(until="2026-11-23")
    clock.move_to(noon("2026-11-23"))  # past midnight there

    assert [event[0] for event in told(clinic)] == ["2026-11-23"]


def test_our_own_look_that_is_too_old_is_no_end_of_the_paper(clinic, paper):
    paper(until="2026-10-01", valid_until=day("2028-01-01"))

    assert [text for _day, text, _sentence in told(clinic)] == [
        "Re-check overdue since this day: Insurance, Meridian"
    ]


def test_a_gap_before_the_newer_paper_stays(clinic, paper):
    old = paper(until="2026-07-31", status=S.SUPERSEDED)
    paper(until="2027-08-18", issuer="Ulster", renews=old, valid_from=day("2026-08-01"))
    decided(old, Act.SUPERSEDE, "2026-08-24")

    assert [event[:2] for event in told(clinic)] == [
        ("2026-08-24", "Replaced by a newer one: Insurance, Meridian"),
        ("2026-07-31", "Ran out with this day: Insurance, Meridian"),
    ]


def test_a_paper_replaced_in_time_never_ran_out(clinic, paper):
    old = paper(until="2026-08-31", status=S.SUPERSEDED)
    decided(old, Act.SUPERSEDE, "2026-08-24")

    assert [text for _day, text, _sentence in told(clinic)] == [
        "Replaced by a newer one: Insurance, Meridian"
    ]


def test_a_revoked_paper_never_ran_out_after_that(clinic, paper):
    certification = paper(until="2026-08-31", status=S.REVOKED)
    decided(certification, Act.REVOKE, "2026-08-01", "No such policy.")

    assert [event[0] for event in told(clinic)] == ["2026-08-01"]


@pytest.mark.parametrize(
    ("begins", "lines"),
    [
        ("2026-11-11", ["Replaced by a newer one"]),
        ("2026-11-12", ["Replaced by a newer one", "Ran out with this day"]),
        ("2026-11-24", ["Ran out with this day"]),
    ],
)
def test_a_newer_paper_that_begins_later(clinic, paper, begins, lines):
    """Accepted before the old one ended, so that no decision took its place."""
    old = paper(until="2026-11-10")
    paper(until="2027-11-10", renews=old, valid_from=day(begins), issuer="Ulster")

    assert [text.split(":")[0] for _day, text, _sentence in told(clinic)] == lines


def test_ten_are_shown_at_once(clinic, paper):
    for number in range(1, 13):
        paper(until=f"2026-10-{number:02}", issuer=f"Insurer {number}")

    found = history.of_clinic(
        clinic,
        changes=[],
        renamings=[],
        papers=list(clinic.certifications.select_related("type")),
        decisions=[],
    )

    assert len(found) == 12
    assert [event.day.day for event in found.recent] == list(range(12, 2, -1))
    assert [event.day.day for event in found.older] == [2, 1]
