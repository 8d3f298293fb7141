"""The healing plan: launched once, restarted by a session, told by its person."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from aftercare.domain import plan_templates, plans
from aftercare.enums import StepOutcome
from aftercare.models import HealingPlan, PlanStep, PlanVersion, StepRecord
from portal.audit.models import AuditEvent
from portal.knowledge import plan_steps
from tests.factories.aftercare import SessionFactory
from tests.factories.plans import HealingPlanFactory, session_of

pytestmark = pytest.mark.django_db
DONE, SKIPPED, SLIP = StepOutcome


@pytest.fixture
def session(today):
    return SessionFactory(local_date=today)


def launch(session):
    return plans.launch(session, by=session.recorded_by)


def step(plan, slug="keep-dry"):
    return PlanStep.objects.get(version=plan.version, slug=slug)


def say(plan, outcome=DONE, *, slug="keep-dry", on=None, reason=""):
    return plans.record(
        plan,
        step(plan, slug),
        on=on or plan.day_zero,
        outcome=outcome,
        by=plan.user,
        reason=reason,
    )


def told(plan):
    return {(e.step.slug, e.on, e.outcome, e.reason) for e in plan.records.all()}


def test_launch_freezes_the_platforms_steps_for_the_person(session, today):
    plan = launch(session)

    assert plan.user == session.treatment.client.user
    assert (plan.day_zero, plan.reached_on, plan.ended_on) == (today, today, None)
    assert plan.version.steps_version == plan_steps.VERSION
    assert [(s.slug, s.first_day, s.last_day) for s in plan.version.steps.all()] == [
        (s.slug, s.first_day, s.last_day) for s in plan_steps.STEPS.values()
    ]
    assert str(plan.version.template) == "Platform"
    assert AuditEvent.objects.filter(verb="plan launched", clinic_id=plan.clinic_id)


def test_a_retried_launch_makes_one_plan(session):
    assert launch(session) == launch(session)
    assert HealingPlan.objects.count() == 1
    assert AuditEvent.objects.filter(verb="plan launched").count() == 1


def test_two_plans_are_made_from_one_stored_version(session, today):
    other = launch(SessionFactory(local_date=today))

    assert launch(session).version == other.version
    assert PlanVersion.objects.count() == 1


def test_a_new_session_restarts_the_course_and_closes_the_old_steps(
    session, today, clock
):
    first = launch(session)
    say(first)
    clock.shift(datetime.timedelta(days=10))
    second = launch(session_of(first.user, local_date=today + datetime.timedelta(10)))

    first.refresh_from_db()
    assert (first.ended_on, first.last_day_held) == (second.day_zero, 9)
    assert HealingPlan.objects.running().get() == second
    with pytest.raises(plans.PlanIsOver):
        say(first, SLIP)
    with pytest.raises(plans.PlanIsOver):
        plans.undo(first, step(first), on=today, by=first.user)
    assert told(first) == {("keep-dry", today, "done", "")}


def test_a_session_at_another_clinic_restarts_it_too(session, today):
    first = launch(session)
    elsewhere = SessionFactory(treatment__client__user=first.user, local_date=today)
    second = launch(elsewhere)

    first.refresh_from_db()
    assert second.clinic != first.clinic
    assert (first.ended_on, first.last_day_held) == (today, -1)


def test_a_session_written_down_late_does_not_restart_the_course(session, today):
    now = launch(session)
    late = launch(session_of(now.user, local_date=today - datetime.timedelta(12)))

    now.refresh_from_db()
    assert now.ended_on is None
    assert (late.ended_on, late.last_day_held) == (today, 11)


def test_a_session_between_two_takes_its_days_from_the_first(session, today):
    person = session.treatment.client.user
    first = launch(session_of(person, local_date=today - datetime.timedelta(20)))
    launch(session)
    between = launch(session_of(person, local_date=today - datetime.timedelta(8)))

    first.refresh_from_db()
    assert (first.last_day_held, between.last_day_held) == (11, 7)


def test_a_third_session_leaves_the_first_course_as_it_ended(session, today):
    person = session.treatment.client.user
    first = launch(session_of(person, local_date=today - datetime.timedelta(40)))
    second = launch(session_of(person, local_date=today - datetime.timedelta(20)))
    third = launch(session)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.last_day_held, second.last_day_held) == (19, 19)
    assert HealingPlan.objects.running().get() == third


def test_a_corrected_day_of_a_session_moves_day_0_and_its_neighbours(session, today):
    person = session.treatment.client.user
    first = launch(session_of(person, local_date=today - datetime.timedelta(20)))
    second = launch(session)
    session.local_date = today - datetime.timedelta(2)
    session.save()
    plans.follow(session, by=person)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.last_day_held, second.day_zero) == (17, session.local_date)
    session.local_date = today - datetime.timedelta(30)
    session.save()
    for _twice in range(2):
        plans.follow(session, by=person)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (second.last_day_held, first.ended_on) == (9, None)
    assert AuditEvent.objects.filter(verb="plan moved").count() == 2


def test_a_corrected_session_without_a_plan_begins_none(session):
    plans.follow(session, by=session.recorded_by)

    assert not HealingPlan.objects.exists()


def test_nothing_is_missed_before_the_plan_reached_the_person(today):
    plan = launch(SessionFactory(local_date=today - datetime.timedelta(2)))

    assert plan.day_reached == 2
    with pytest.raises(plans.NotDue):
        say(plan)


def test_a_double_tap_makes_one_record(session, today):
    plan = launch(session)

    assert say(plan) == say(plan)
    assert told(plan) == {("keep-dry", today, "done", "")}
    assert AuditEvent.objects.filter(verb="step told").count() == 1


def test_another_answer_takes_the_place_of_the_first(session, today):
    plan = launch(session)
    say(plan)
    say(plan, SKIPPED, reason="My clinic told me otherwise.")
    assert told(plan) == {
        ("keep-dry", today, "skipped", "My clinic told me otherwise.")
    }

    say(plan, SLIP)
    assert told(plan) == {("keep-dry", today, "slip", "")}


def test_undo_takes_it_back_and_does_nothing_twice(session, today):
    plan = launch(session)
    say(plan)

    for _twice in range(2):
        plans.undo(plan, step(plan), on=today, by=plan.user)
    assert told(plan) == set()
    assert AuditEvent.objects.filter(verb="step taken back").count() == 1


@pytest.mark.parametrize("reason", ["", "x" * 201])
def test_a_skip_needs_a_short_reason(session, reason):
    plan = launch(session)

    with pytest.raises(ValidationError):
        say(plan, SKIPPED, reason=reason)
    assert not StepRecord.objects.exists()


@pytest.mark.parametrize(
    ("slug", "day"),
    [("keep-dry", 1), ("keep-dry", -1), ("rinse-water", 0), ("light-activity", 0)],
)
def test_what_is_not_due_is_not_told(session, today, slug, day):
    plan = launch(session)

    with pytest.raises(plans.NotDue):
        say(plan, slug=slug, on=today + datetime.timedelta(day))
    assert not StepRecord.objects.exists()


def test_a_day_can_be_told_afterwards_in_the_persons_own_zone(session, today, clock):
    person = session.treatment.client.user
    person.time_zone = "Pacific/Kiritimati"
    person.save()
    plan = launch(session)
    tomorrow = today + datetime.timedelta(1)

    clock.move_to(datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.UTC))
    entry = say(plan, on=tomorrow)  # it is the 24th there
    say(plan, SLIP, on=today)

    assert entry.time_zone == "Pacific/Kiritimati"
    assert {(on, outcome) for _s, on, outcome, _r in told(plan)} == {
        (tomorrow, "done"),
        (today, "slip"),
    }


def test_several_are_ticked_at_once_and_what_was_said_stays(session, today):
    plan = launch(session)
    say(plan, SLIP)
    several = [step(plan), step(plan, "no-sun"), step(plan, "no-swim")]

    assert plans.record_done(plan, several, on=today, by=plan.user) == 2
    assert plans.record_done(plan, several, on=today, by=plan.user) == 0
    assert {(slug, outcome) for slug, _o, outcome, _r in told(plan)} == {
        ("keep-dry", "slip"),
        ("no-sun", "done"),
        ("no-swim", "done"),
    }
    assert AuditEvent.objects.filter(verb="steps told").count() == 1


def test_several_are_ticked_or_none(session, today):
    plan = launch(session)
    several = [step(plan), step(plan, "rinse-water")]

    with pytest.raises(plans.NotDue):
        plans.record_done(plan, several, on=today, by=plan.user)
    assert told(plan) == set()


def test_what_is_done_once_is_told_once(today, clock):
    plan = launch(SessionFactory(local_date=today))
    clock.shift(datetime.timedelta(days=8))
    say(plan, slug="session-gate", on=today + datetime.timedelta(7))

    with pytest.raises(plans.NotDue):
        say(plan, slug="session-gate", on=today + datetime.timedelta(8))
    assert plan.records.count() == 1


def test_the_database_keeps_one_running_plan(session):
    plan = launch(session)

    with pytest.raises(IntegrityError), transaction.atomic():
        HealingPlanFactory(user=plan.user)


def test_a_clinic_without_a_plan_of_its_own_gives_the_platforms(session):
    assert (
        plan_templates.version_for(session.clinic) == plan_templates.platform_version()
    )
