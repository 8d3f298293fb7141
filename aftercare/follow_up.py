"""When a person is asked how it is, long after the skin has healed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from aftercare.models import HealingPlan, PlanStep
from portal.knowledge import check_ins, plan_steps
from portal.knowledge.check_ins import CheckIn

ASKED_FOR = 7  # days: where nothing was sent for a while, the question still comes


def late_days(steps: Iterable[PlanStep]) -> list[tuple[CheckIn, int]]:
    """The late check-ins, each with its day in the plan of these steps.

    A plan that has no such step, or is older than it, is asked on the usual day.
    """
    days = {step.slug: step.first_day for step in steps}
    return [(asked, days.get(asked.slug, asked.day)) for asked in check_ins.LATE]


def asked_on(day: int, steps: Iterable[PlanStep]) -> tuple[CheckIn, int] | None:
    """The late check-in that is asked for on that day of the plan, and its own day."""
    for asked, first in late_days(steps):
        if first <= day < first + ASKED_FOR:
            return asked, first
    return None


@dataclass(frozen=True, kw_only=True)
class LongAfter:
    """What is said to somebody whose days of healing are over."""

    why: str
    next_on: datetime.date | None


def dates(
    plan: HealingPlan, steps: Iterable[PlanStep]
) -> list[tuple[int, datetime.date]]:
    """The months of each late check-in, and the date on which it is asked for."""
    return [(asked.months, plan.date_of(day)) for asked, day in late_days(steps)]


def long_after(
    plan: HealingPlan, steps: Iterable[PlanStep], *, day: int
) -> LongAfter | None:
    """None while the skin heals. The reason is that of the plan's own late check."""
    if day <= plan_steps.LAST_DAY:
        return None
    ahead = [first for _asked, first in late_days(steps) if first >= day]
    why = plan_steps.STEPS[check_ins.LATE[0].slug].why
    return LongAfter(
        why=why.to(get_language() or "en"),
        next_on=plan.date_of(min(ahead)) if ahead else None,
    )
