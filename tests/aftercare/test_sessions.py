"""A session is written down once, with what it was done with and under."""

import datetime
from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aftercare import gates
from aftercare.domain import clients, sessions
from aftercare.enums import Hold, InkRefusal, SessionState
from aftercare.models import HealingPlan, HealthProfile, Session, Treatment
from clinics.domain import bottles as stock
from clinics.enums import NotUsable
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.audit.models import AuditEvent
from portal.knowledge.questions import AnswerError
from portal.knowledge.session_gate import LEAST_DAYS
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import ClientFactory, TreatmentFactory
from tests.factories.clinics import (
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
)
from tests.factories.inks import BottleFactory
from tests.factories.reports import SymptomReportFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
PERSON = 'SELECT "accounts_user"'


def test_a_session_keeps_who_when_with_what_and_under_which_answers(
    record, bottle, practitioner, desk, client_link
):
    session = record(risks=["metal_allergy", "diabetes"])

    stored = Session.objects.get()
    assert stored == session
    assert (stored.number, stored.treatment.title) == (1, "Hairline")
    assert (stored.practitioner, stored.recorded_by) == (practitioner, desk)
    assert [each.bottle for each in stored.bottles.all()] == [bottle]
    assert (stored.health.user, stored.health.risks) == (
        client_link.user,
        ["diabetes", "metal_allergy"],
    )
    assert stored.consent == client_link.user.consents.get()
    assert list(
        AuditEvent.objects.order_by("sequence").values_list("verb", "by", "clinic_id")
    ) == [
        ("treatment begun", desk.pk, session.clinic_id),
        ("health answered", desk.pk, None),
        ("session recorded", desk.pk, session.clinic_id),
    ]


def test_day_0_is_the_day_where_the_client_lives(record):
    """08:00 in Madrid, and still the evening before in Los Angeles."""
    session = record(performed_at=NOW - 2 * HOUR)

    assert session.clinic_day == TODAY
    assert session.local_date == TODAY - DAY
    assert session.time_zone == "America/Los_Angeles"


def test_a_form_sent_twice_makes_one_session(record):
    key = uuid4()
    first = record(key=key, risks=["diabetes"])

    again = record(key=key)

    assert again == first
    assert Session.objects.get().health.risks == ["diabetes"]
    assert (Treatment.objects.count(), HealthProfile.objects.count()) == (1, 1)


def test_sessions_of_a_treatment_are_counted(record, clock):
    first = record()
    clock.shift(LEAST_DAYS * DAY)

    second = record(treatment=first.treatment, performed_at=timezone.now())

    assert (second.number, second.treatment) == (2, first.treatment)
    assert (second.hold, second.go_ahead_reason) == ("", "")


def test_nobody_of_another_clinic_records(record):
    with pytest.raises(sessions.NotTheirs):
        record(by=MembershipFactory().user)


def test_no_session_goes_into_the_treatment_of_somebody_else(record, clinic):
    others = TreatmentFactory(client=ClientFactory(clinic=clinic))
    elsewhere = TreatmentFactory()

    for treatment in (others, elsewhere):
        with pytest.raises(sessions.NotTheirs):
            record(treatment=treatment)


def test_only_an_active_client_has_sessions(record, client_link):
    clients.end(client_link, by=client_link.user)

    with pytest.raises(sessions.NotActive):
        record()


def test_without_consent_nothing_is_written(record, client_link):
    consents.withdraw(Purpose.CARE, by=client_link.user)

    with pytest.raises(sessions.NoConsent):
        record()
    assert not Treatment.objects.exists()


def test_a_session_has_been_before_it_is_written_down(record):
    with pytest.raises(sessions.WrongDay):
        record(performed_at=NOW + HOUR)


def test_a_session_follows_the_one_before(record):
    first = record()

    with pytest.raises(sessions.WrongDay):
        record(treatment=first.treatment, performed_at=NOW - DAY)


def test_the_practitioner_worked_there_that_day(record, clinic):
    gone = PractitionerFactory()
    PlacementFactory(
        clinic=clinic, practitioner=gone, since=TODAY - 9 * DAY, until=TODAY
    )

    with pytest.raises(sessions.NotAtWork):
        record(practitioner=gone)
    assert record(practitioner=gone, performed_at=NOW - DAY).practitioner == gone


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ({"in_use": True, "aside": True}, NotUsable.QUARANTINED),
        ({"in_use": True, "discard_on": TODAY - DAY}, NotUsable.PAST_DISCARD),
        ({"in_use": True, "batch__expires_on": TODAY - DAY}, NotUsable.PAST_EXPIRY),
        ({"in_use": True, "emptied_on": TODAY - DAY}, NotUsable.EMPTY),
        ({}, InkRefusal.NOT_OPEN),
    ],
)
def test_a_bottle_that_may_not_be_used_is_refused_with_the_reason(
    record, clinic, made, reason
):
    bad = BottleFactory(clinic=clinic, **made)

    with pytest.raises(sessions.BottleRefused) as refusal:
        record(bottles=[bad])

    assert (refusal.value.bottle, refusal.value.reason) == (bad, reason)
    assert not Session.objects.exists()


def test_a_bottle_of_another_clinic_is_refused(record):
    with pytest.raises(sessions.BottleRefused) as refusal:
        record(bottles=[BottleFactory(in_use=True)])

    assert refusal.value.reason == InkRefusal.NOT_HERE


def test_ink_or_a_reason_for_none(record, bottle):
    for told in ({"bottles": []}, {"bottles": [bottle], "no_ink_reason": "None"}):
        with pytest.raises(sessions.InkNotSaid):
            record(**told)

    session = record(bottles=[], no_ink_reason="Only a look at the healing.")
    assert (session.bottles_used, session.bottles.count()) == (0, 0)


def test_an_answer_that_nobody_was_asked_is_refused(record):
    with pytest.raises(AnswerError):
        record(risks=["brave"])


def test_a_treatment_has_a_title(record):
    with pytest.raises(ValidationError):
        record(title="")


@pytest.mark.parametrize("days", [0, 1, LEAST_DAYS - 1])
def test_too_soon_after_the_last_session_asks_why(record, clock, days):
    record()
    clock.shift(days * DAY + HOUR)

    with pytest.raises(sessions.Held) as held:
        record(performed_at=timezone.now())
    session = record(
        performed_at=timezone.now(), go_ahead_reason="The edge alone, 20 dots."
    )

    assert held.value.holds == [Hold.TOO_SOON]
    assert (session.hold, session.go_ahead_reason) == (
        Hold.TOO_SOON,
        "The edge alone, 20 dots.",
    )


def healed(session, desk, clock, **told):
    """The session handed over, a week gone by, and a report that was sent then."""
    sessions.hand_over(session, by=desk)
    clock.shift(LEAST_DAYS * DAY)
    plan = HealingPlan.objects.get(session=session)
    return SymptomReportFactory(plan=plan, **told)


@pytest.mark.parametrize(
    ("told", "hold"),
    [
        ({"status": "waiting", "level": 2}, Hold.OPEN_REPORT),
        ({"status": "resolved", "level": 2}, None),
        ({"answers": {"red_flags": [], "scabs": 1}}, Hold.STILL_HEALING),
        ({"answers": {"red_flags": [], "redness_extent": 1}}, Hold.STILL_HEALING),
        ({"answers": {"red_flags": [], "scabs": 0, "redness_extent": 0}}, None),
    ],
)
def test_what_the_client_reports_asks_why(record, desk, clock, told, hold):
    healed(record(), desk, clock, **told)

    if hold:
        with pytest.raises(sessions.Held) as held:
            record(performed_at=timezone.now())
        assert held.value.holds == [hold]
    session = record(performed_at=timezone.now(), go_ahead_reason="A patch apart.")
    assert session.hold == (hold or "")


def test_all_that_holds_a_session_up_is_named(record, desk):
    sessions.hand_over(record(), by=desk)
    plan = HealingPlan.objects.get()
    healing = {"red_flags": [], "scabs": 1}
    SymptomReportFactory(plan=plan, status="reopened", level=2, answers=healing)

    with pytest.raises(sessions.Held) as held:
        record(performed_at=timezone.now())
    session = record(performed_at=timezone.now(), go_ahead_reason="A patch apart.")

    assert held.value.holds == [Hold.TOO_SOON, Hold.OPEN_REPORT, Hold.STILL_HEALING]
    assert session.hold == Hold.TOO_SOON


def test_the_last_check_in_counts_and_those_the_clinic_may_not_read_do_not(
    record, desk, clock, client_link
):
    flaky = {"red_flags": [], "scabs": 2}
    first = healed(record(), desk, clock, answers=flaky)
    assert gates.holds(client_link.user, client_link.clinic, on=first.local_date)

    clock.shift(DAY)
    SymptomReportFactory(plan=first.plan, answers={"red_flags": [], "scabs": 0})
    today = timezone.now().date()
    assert gates.holds(client_link.user, client_link.clinic, on=today) == []

    SymptomReportFactory(plan=first.plan, answers=flaky, clinic=None, status="kept")
    assert gates.holds(client_link.user, client_link.clinic, on=today) == []


def test_a_report_about_the_session_itself_holds_its_correction_up_no_more(
    record, desk, clock, client_link
):
    session = record()
    sessions.hand_over(session, by=desk)
    plan = HealingPlan.objects.get(session=session)
    about = SymptomReportFactory(plan=plan, status="waiting", level=2)

    hold = partial(gates.holds, client_link.user, client_link.clinic)
    assert hold(on=about.local_date, but=session) == []


def test_the_gate_looks_at_the_clinics_own_sessions_only(record, client_link, desk):
    """What another clinic did is not told through a refusal."""
    other = MembershipFactory()
    bottle = BottleFactory(clinic=other.clinic, in_use=True)
    practitioner = PlacementFactory(clinic=other.clinic).practitioner
    record()

    session = record(
        ClientFactory(clinic=other.clinic, user=client_link.user),
        by=other.user,
        bottles=[bottle],
        practitioner=practitioner,
        performed_at=NOW - HOUR,
    )

    assert session.hold == ""


def test_a_reason_nobody_asked_for_is_not_kept(record):
    assert record(go_ahead_reason="Just so.").go_ahead_reason == ""


def test_the_person_is_held_before_the_log(record, desk):
    """As by who sends a report: the other way round, two would wait for each other."""
    session = record()
    with CaptureQueriesContext(connection) as ran:
        sessions.hand_over(session, by=desk)

    asked = [query["sql"] for query in ran]
    person = next(at for at, sql in enumerate(asked) if sql.startswith(PERSON))
    log = next(at for at, sql in enumerate(asked) if "audit_audithead" in sql)
    assert person < log


def test_a_session_is_handed_over_and_received(record, desk, client_link):
    session = record()
    with pytest.raises(sessions.NotNow):
        sessions.receive(session, by=client_link.user)

    handed = sessions.hand_over(session, by=desk)
    assert (handed.state, handed.handed_over_by) == (SessionState.HANDED_OVER, desk)
    with pytest.raises(sessions.NotNow):
        sessions.hand_over(session, by=desk)
    with pytest.raises(sessions.NotTheirs):
        sessions.receive(session, by=desk)

    received = sessions.receive(session, by=client_link.user)
    assert (received.state, received.received_at) == (SessionState.RECEIVED, NOW)
    with pytest.raises(sessions.NotNow):
        sessions.receive(session, by=client_link.user)


def test_only_the_team_hands_over(record, client_link):
    session = record()

    for somebody in (client_link.user, UserFactory()):
        with pytest.raises(sessions.NotTheirs):
            sessions.hand_over(session, by=somebody)


def test_a_quarantine_that_ends_lets_the_bottle_in_again(record, bottle, desk):
    stock.quarantine(bottle, by=desk, reason="It smells.")
    with pytest.raises(sessions.BottleRefused):
        record()

    stock.release(bottle, by=desk, reason="It was the lid.")

    assert record().bottles_used == 1


def test_saving_costs_the_same_queries_however_long_the_history(record, clock):
    first = record()
    counts = []
    for _ in range(3):
        clock.shift(LEAST_DAYS * DAY)
        with CaptureQueriesContext(connection) as captured:
            record(treatment=first.treatment, performed_at=timezone.now())
        counts.append(len([q for q in captured if "SAVEPOINT" not in q["sql"]]))

    assert counts == [20, 20, 20]
