"""Answers given without a network: each arrives once, for the day it was made for.

A phone's clock is believed in nothing. An answer says what its line said before, and
takes the place of that alone: what was said by any other way, earlier or later, stands,
and the phone is told so.
"""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aftercare.domain import plans
from aftercare.enums import StepOutcome, TickFate
from aftercare.models import HealingPlan, LateTick, PlanStep
from portal.accounts.models import User

UNDO = "undo"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the person said of a step; "" stands for nothing, as after Undo."""

    outcome: str
    reason: str = ""
    seen: str = ""  # the outcome that stood in the line before


class SomebodyElses(Exception):
    """The key belongs to another person's answer."""


def known(key: UUID, *, by: User) -> TickFate | None:
    """What became of the answer of that key; None before it came.

    Raises SomebodyElses.
    """
    tick = LateTick.objects.filter(key=key).first()
    if tick is None:
        return None
    if tick.user_id != by.pk:
        raise SomebodyElses
    return TickFate(tick.fate)


@transaction.atomic
def take(
    plan: HealingPlan,
    step: PlanStep,
    answer: Answer,
    *,
    on: datetime.date,
    key: UUID,
    by: User,
) -> TickFate:
    """Write the answer down unless something else was said of the step that day.

    The same key twice is one answer, and is told the same again. Raises SomebodyElses.
    """
    User.objects.select_for_update().get(pk=by.pk)  # sent twice at once: one by one
    fate = known(key, by=by)
    if fate is None:
        fate = _fate(plan, step, answer, on=on, by=by)
        LateTick.objects.create(
            key=key,
            user=by,
            plan=plan,
            step=step,
            on=on,
            fate=fate,
            came_at=timezone.now(),
        )
    return fate


def _fate(plan: HealingPlan, step: PlanStep, answer: Answer, *, on, by) -> TickFate:
    HealingPlan.objects.select_for_update().get(pk=plan.pk)  # nobody answers meanwhile
    said = plan.records.filter(step=step, on=on).first()
    now = (said.outcome, said.reason) if said else ("", "")
    if now == (answer.outcome, answer.reason):
        return TickFate.KEPT
    if now[0] != answer.seen:
        return TickFate.OTHER
    try:
        _tell(plan, step, answer, on=on, by=by)
    except (plans.NotDue, plans.PlanIsOver):
        return TickFate.REFUSED
    return TickFate.KEPT


def _tell(plan: HealingPlan, step: PlanStep, answer: Answer, *, on, by) -> None:
    if not answer.outcome:
        plans.undo(plan, step, on=on, by=by)
        return
    outcome = StepOutcome(answer.outcome)
    plans.record(plan, step, on=on, outcome=outcome, reason=answer.reason, by=by)
