"""The days on which a person is asked how it is, in healing and long after it.

Each check-in has days in which a report answers it. They are those in which a clinic
may put the check-in of its own plan; half a year is no step of the plan, its days are
our own.
"""

from dataclasses import dataclass

from portal.knowledge import plan_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """Asked on `day`; a report from `first` to `last` answers it. Days of the course.

    `months` is 0 while the skin heals. `slug` names the step of the plan, if it is one.
    """

    day: int
    first: int
    last: int
    months: int = 0
    slug: str = ""


def _of_plan(slug: str, *, months: int = 0) -> CheckIn:
    step = plan_steps.STEPS[slug]
    return CheckIn(
        day=step.first_day,
        first=step.move.earliest,
        last=step.move.latest,
        months=months,
        slug=slug,
    )


HEALING = tuple(
    _of_plan(slug)
    for slug in ("check-day1", "check-day3", "check-day7", "check-day14", "check-day28")
)
LATE = (
    _of_plan("late-check", months=3),
    CheckIn(day=180, first=150, last=210, months=6),
    _of_plan("yearly", months=12),
)
ALL = (*HEALING, *LATE)
LAST_OF_HEALING = HEALING[-1]
