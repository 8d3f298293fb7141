"""The healing plan after a session, and what the person says of its steps."""

import datetime
from collections.abc import Iterable
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from aftercare.domain import days, helping, plan_templates
from aftercare.enums import StepOutcome
from aftercare.models import HealingPlan, PlanStep, Session, StepRecord
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.knowledge import plan_days
from portal.knowledge.plan_days import Held, Outcome


class PlanIsOver(Exception):
    """Another session restarted the course; what was said of this one stays."""


class NotTheirs(Exception):
    """The person ticks, or a helper who may; nobody else."""


class NotDue(Exception):
    """The step asks for nothing on that day, or not yet."""


@transaction.atomic
def launch(session: Session, *, by: User) -> HealingPlan:
    """Give the person the clinic's plan from the day of that session on.

    The course restarts: the plan that ran until then ends on the day of this session.
    The same session twice is one plan. A session that is written down late, after
    another one, makes a plan that ended when the later one began.
    """
    person = session.treatment.client.user
    User.objects.select_for_update().get(pk=person.pk)  # two at once: one plan each
    known = HealingPlan.objects.filter(session=session).first()
    if known is not None:
        return known
    now = timezone.now()
    plan = HealingPlan.objects.create(
        session=session,
        user=person,
        clinic=session.clinic,
        version=plan_templates.version_for(session.clinic),
        day_zero=session.local_date,
        reached_on=days.local_date(now, person.zone),
        ended_on=session.local_date,  # until its place among the others is known
        launched_at=now,
        launched_by=by,
    )
    _put_in_order(person)
    plan.refresh_from_db(fields=["ended_on"])
    audit.note("plan launched", about=plan, by=by, clinic=plan.clinic_id)
    return plan


@transaction.atomic
def follow(session: Session, *, by: User) -> None:
    """Let day 0 be the day of the session, once that was corrected.

    Nothing happens while it has no plan.
    """
    person = session.treatment.client.user
    User.objects.select_for_update().get(pk=person.pk)
    plan = HealingPlan.objects.filter(session=session).first()
    if plan is None or plan.day_zero == session.local_date:
        return
    plan.day_zero = plan.ended_on = session.local_date
    plan.save(update_fields=["day_zero", "ended_on"])
    _put_in_order(person)
    audit.note("plan moved", about=plan, by=by, clinic=plan.clinic_id)


@transaction.atomic
def record(
    plan: HealingPlan,
    step: PlanStep,
    *,
    on: datetime.date,
    outcome: StepOutcome,
    by: User,
    reason: str = "",
) -> StepRecord:
    """Write down what became of a step that day. Twice the same is once.

    Another answer takes the place of the first. Raises NotTheirs, PlanIsOver, NotDue,
    ValidationError.
    """
    locked = _lock(plan, by=by)
    told = _told(locked, [step])
    _refuse_what_is_not_due(locked, step, on=on, told=told)
    entry = told.get((step.pk, on)) or StepRecord(plan=locked, step=step, on=on)
    if (entry.outcome, entry.reason) == (outcome, reason):
        return entry
    _fill(entry, outcome=outcome, reason=reason, by=by)
    entry.full_clean(exclude=["plan", "step", "by"])
    entry.save()
    audit.note("step told", about=locked, by=by, clinic=locked.clinic_id)
    return entry


@transaction.atomic
def record_done(
    plan: HealingPlan, steps: Iterable[PlanStep], *, on: datetime.date, by: User
) -> int:
    """Tick several steps of a day at once, and say how many.

    What was said of one already stays. Raises NotTheirs, PlanIsOver, NotDue.
    """
    locked = _lock(plan, by=by)
    steps = list(steps)
    told = _told(locked, steps)
    entries = []
    for step in steps:
        if (step.pk, on) not in told:
            _refuse_what_is_not_due(locked, step, on=on, told=told)
            entry = StepRecord(plan=locked, step=step, on=on)
            _fill(entry, outcome=StepOutcome.DONE, reason="", by=by)
            entries.append(entry)
    StepRecord.objects.bulk_create(entries)
    if entries:
        audit.note("steps told", about=locked, by=by, clinic=locked.clinic_id)
    return len(entries)


@transaction.atomic
def undo(plan: HealingPlan, step: PlanStep, *, on: datetime.date, by: User) -> None:
    """Take back what was said of a step that day. Raises NotTheirs, PlanIsOver."""
    locked = _lock(plan, by=by)
    if locked.ended_on is not None:
        raise PlanIsOver
    gone, _rows = locked.records.filter(step=step, on=on).delete()
    if gone:
        audit.note("step taken back", about=locked, by=by, clinic=locked.clinic_id)


def held(plan: HealingPlan, *, now: datetime.datetime) -> Held:
    """The days of the plan as the person's calendar has them. Needs the user."""
    today = days.local_date(now, plan.user.zone)
    return Held(
        today=days.number(today, day_zero=plan.day_zero),
        since=plan.day_reached,
        until=plan.last_day_held,
    )


def _put_in_order(person: User) -> None:
    """Let each course of a person end on the day on which the next one begins."""
    plans = list(HealingPlan.objects.of(person).order_by("day_zero", "pk"))
    for plan, following in pairwise(plans):
        if plan.ended_on != following.day_zero:
            plan.ended_on = following.day_zero
            plan.save(update_fields=["ended_on"])
    last = plans[-1]  # at the end: two may not run at once
    if last.ended_on is not None:
        last.ended_on = None
        last.save(update_fields=["ended_on"])


def _lock(plan: HealingPlan, *, by: User) -> HealingPlan:
    """Raises NotTheirs."""
    rows = HealingPlan.objects.select_for_update(of=("self",)).select_related("user")
    locked = rows.get(pk=plan.pk)
    if not helping.may_tell(locked.user, by=by):
        raise NotTheirs
    return locked


def _told(
    plan: HealingPlan, steps: list[PlanStep]
) -> dict[tuple[int, datetime.date], StepRecord]:
    rows = plan.records.filter(step__in=steps)
    return {(entry.step_id, entry.on): entry for entry in rows}


def _refuse_what_is_not_due(plan, step, *, on, told) -> None:
    if plan.ended_on is not None:
        raise PlanIsOver
    said = {
        days.number(day, day_zero=plan.day_zero): Outcome(entry.outcome)
        for (of, day), entry in told.items()
        if of == step.pk
    }
    day = days.number(on, day_zero=plan.day_zero)
    within = held(plan, now=timezone.now())
    if not plan_days.can_be_told(step, day=day, held=within, told=said):
        raise NotDue


def _fill(entry: StepRecord, *, outcome: StepOutcome, reason: str, by: User) -> None:
    entry.outcome, entry.reason, entry.by = outcome, reason, by
    entry.at, entry.time_zone = timezone.now(), entry.plan.user.time_zone
