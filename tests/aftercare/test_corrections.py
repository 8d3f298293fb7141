"""A session is mended for a day; then an amendment keeps both versions."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from aftercare import versions
from aftercare.domain import corrections, sessions
from aftercare.enums import SessionState
from aftercare.models import Amendment
from aftercare.models.treatment import LOCKS_AFTER
from clinics.domain import bottles as stock
from tests.conftest import NOW, TODAY
from tests.factories.clinics import MembershipFactory, PlacementFactory
from tests.factories.inks import BottleFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def correct(desk):
    """`correct(session, mend, …)`: as the form would, with what is said changed."""

    def run(session, act, **told):
        known = [each.bottle for each in session.bottles.all()]
        usual = {
            "seen": corrections.facts(session),
            "practitioner": session.practitioner,
            "performed_at": session.performed_at,
            "bottles": known,
            "no_ink_reason": session.no_ink_reason,
            "go_ahead_reason": session.go_ahead_reason,
            "by": desk,
        }
        return act(session, **usual | told)

    return run


def test_within_a_day_a_session_is_mended_and_received_anew(
    record, correct, clinic, desk, client_link
):
    session = record()
    sessions.hand_over(session, by=desk)
    sessions.receive(session, by=client_link.user)
    other = PlacementFactory(clinic=clinic).practitioner

    correct(session, corrections.mend, practitioner=other)

    session.refresh_from_db()
    assert session.practitioner == other
    assert session.state == SessionState.HANDED_OVER
    assert not Amendment.objects.exists()


def test_after_a_day_it_is_locked_to_the_second(record, correct, clinic, clock):
    session = record()
    other = PlacementFactory(clinic=clinic).practitioner
    clock.shift(LOCKS_AFTER - datetime.timedelta(seconds=1))
    assert not session.is_locked
    clock.shift(datetime.timedelta(seconds=1))

    with pytest.raises(corrections.Locked):
        correct(session, corrections.mend, practitioner=other)

    session.refresh_from_db()
    assert session.practitioner != other


def test_an_amendment_keeps_both_versions_with_who_when_and_why(
    record, correct, clinic, bottle, practitioner, desk, clock
):
    session = record()
    spare = BottleFactory(clinic=clinic, in_use=True)
    clock.shift(2 * DAY)

    made = correct(
        session, corrections.amend, bottles=[spare], reason="The wrong bottle."
    )

    assert (made.number, made.by, made.at) == (1, desk, timezone.now())
    assert (made.before["bottles"], made.after["bottles"]) == ([bottle.pk], [spare.pk])
    assert [each.bottle for each in session.bottles.all()] == [spare]
    (version,) = versions.of(session, [made])
    assert [(each.label, each.before, each.after) for each in version.changes] == [
        ("Ink", str(bottle), str(spare))
    ]


def test_an_amendment_needs_a_reason_and_a_change(record, correct, clinic, clock):
    session = record()
    other = PlacementFactory(clinic=clinic).practitioner
    clock.shift(2 * DAY)

    with pytest.raises(ValidationError):
        correct(session, corrections.amend, practitioner=other, reason="")
    with pytest.raises(corrections.NothingChanged):
        correct(session, corrections.amend, reason="To be sure.")

    session.refresh_from_db()
    assert session.practitioner != other


def test_no_correction_is_lost_under_another(record, correct, clinic):
    session = record()
    seen = corrections.facts(session)
    first, second = (PlacementFactory(clinic=clinic).practitioner for _ in range(2))
    correct(session, corrections.mend, practitioner=first)

    with pytest.raises(corrections.Stale):
        correct(session, corrections.mend, practitioner=second, seen=seen)

    session.refresh_from_db()
    assert session.practitioner == first


def test_nobody_of_another_clinic_corrects(record, correct):
    session = record()

    with pytest.raises(sessions.NotTheirs):
        correct(
            session,
            corrections.mend,
            performed_at=NOW - 2 * HOUR,
            by=MembershipFactory().user,
        )


def test_a_corrected_day_moves_day_0_in_the_zone_that_was_kept(
    record, correct, client_link
):
    session = record()
    client_link.user.time_zone = "Asia/Tokyo"
    client_link.user.save()

    correct(session, corrections.mend, performed_at=NOW - DAY)

    session.refresh_from_db()
    assert session.time_zone == "America/Los_Angeles"
    assert session.local_date == TODAY - DAY


def test_what_was_set_aside_since_stays_named(record, correct, bottle, clinic, desk):
    session = record()
    stock.quarantine(bottle, by=desk, reason="A laboratory found nickel.")
    aside = BottleFactory(clinic=clinic, in_use=True, aside=True)

    session = correct(session, corrections.mend, performed_at=NOW - 2 * HOUR)
    with pytest.raises(sessions.BottleRefused) as refusal:
        correct(session, corrections.mend, bottles=[bottle, aside])

    assert refusal.value.bottle == aside
    assert [each.bottle for each in session.bottles.all()] == [bottle]


def test_a_correction_keeps_the_order_of_the_sessions(record, correct, clock):
    first = record()
    clock.shift(9 * DAY)
    second = record(treatment=first.treatment, performed_at=timezone.now())

    with pytest.raises(sessions.WrongDay):
        correct(
            first,
            corrections.amend,
            performed_at=second.performed_at,
            reason="A slip of the finger.",
        )
    with pytest.raises(sessions.WrongDay):
        correct(second, corrections.mend, performed_at=first.performed_at)


def test_a_corrected_day_may_ask_for_a_reason(record, correct, clock):
    first = record()
    clock.shift(9 * DAY)
    second = record(treatment=first.treatment, performed_at=timezone.now())
    sooner = first.performed_at + 3 * DAY

    with pytest.raises(sessions.Held):
        correct(second, corrections.mend, performed_at=sooner)
    correct(
        second,
        corrections.mend,
        performed_at=sooner,
        go_ahead_reason="The other side of the head.",
    )

    second.refresh_from_db()
    assert second.go_ahead_reason == "The other side of the head."
