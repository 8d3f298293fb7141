"""How to break the constraints of healing plans and their steps."""

import datetime

from tests.factories import aftercare, plans
from tests.house.violations.writing import EARLY, NOON, one, person, twin


def second_plan_of_one_person():
    first = plans.HealingPlanFactory()
    session = plans.session_of(first.user)
    return one(plans.HealingPlanFactory, user=first.user, session=session)


VIOLATIONS = {
    "step_reason_is_not_empty": one(plans.StepReasonFactory, reason=""),
    "step_reason_seen_at_and_by_go_together": one(
        plans.StepReasonFactory, seen_at=NOON
    ),
    "one_waiting_reason_per_clinic_and_step": twin(
        plans.StepReasonFactory, "clinic", "slug"
    ),
    "calendar_link_is_withdrawn_after_it_is_made": one(
        plans.CalendarLinkFactory,
        withdrawn_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
    ),
    "one_open_calendar_link_per_person": twin(plans.CalendarLinkFactory, "user"),
    "one_plan_template_per_clinic": twin(plans.PlanTemplateFactory, "clinic"),
    "one_record_per_step_and_day": lambda: twin(
        plans.StepRecordFactory, "plan", "step", "on", by=person()
    )(),
    "one_running_plan_per_person": lambda: second_plan_of_one_person()(),
    "plan_has_each_step_once": twin(plans.PlanStepFactory, "version"),
    "plan_restarts_after_it_begins": lambda: one(
        plans.HealingPlanFactory, session=aftercare.SessionFactory(), ended_on=EARLY
    )(),
    "plan_step_basis_is_known": one(plans.PlanStepFactory, basis="rumour"),
    "plan_step_ends_after_it_begins": one(plans.PlanStepFactory, first_day=4),
    "plan_step_frequency_is_known": one(plans.PlanStepFactory, frequency="often"),
    "plan_step_kind_is_known": one(plans.PlanStepFactory, kind="dance"),
    "plan_version_has_its_number_alone": twin(plans.PlanVersionFactory, "template"),
    "step_is_skipped_with_a_reason": lambda: one(
        plans.StepRecordFactory, by=person(), outcome="skipped"
    )(),
    "step_outcome_is_known": lambda: one(
        plans.StepRecordFactory, by=person(), outcome="maybe"
    )(),
}
