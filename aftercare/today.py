"""What the page Today says."""

from django.utils.translation import get_language

from aftercare import follow_up
from aftercare.reading import Reading
from portal.knowledge import course, plan_days, plan_steps
from portal.ui import healing_chart

# What worries people most on these days: by the last day on which it does.
WORRIES = [(3, "redness_extent"), (14, "scabs"), (plan_steps.LAST_DAY, "itch_nrs")]
GATE = "session-gate"


def context(read: Reading) -> dict:
    """For the template; before day 0 it is told what day 0 will bring."""
    day = max(0, read.day)
    lines = read.lines(day)
    first, rest = lines[: plan_days.FIRST], lines[plan_days.FIRST :]
    phase, language = course.phase_on(day), get_language() or "en"
    begins = plan_days.beginning(read.steps, day=day + 1)
    ends = plan_days.ending(read.steps, day=day)
    return {
        "plan": read.plan,
        "reading": read,
        "day": day,
        "on": read.plan.date_of(day),
        "is_before": read.day < 0,
        "is_after": read.day > plan_steps.LAST_DAY,
        "after": follow_up.long_after(read.plan, read.steps, day=read.day),
        "last_day": plan_steps.LAST_DAY,
        "dots": range(plan_steps.LAST_DAY + 1),
        "phase_title": phase.title.to(language),
        "seen": phase.seen.to(language),
        "signal": phase.signal.to(language),
        "chart": _chart(day),
        "sign_off": healing_chart.sign_off(),
        "first": first,
        "rest": rest,
        "rest_open": [
            line.step.slug for line in rest if not line.is_told and read.may_tell
        ],
        "allowed": plan_days.allowed(read.steps, day=day),
        "tomorrow": read.plan.date_of(day + 1),
        "begins": begins,
        "ends": ends,
        "next_session": _next_session(read, day),
    }


def _chart(day: int):
    """The chart of what people look for on that day; none once the skin has healed."""
    for last, symptom in WORRIES:
        if day <= last:
            return healing_chart.healing_chart(symptom, today=day)
    return None


def _next_session(read: Reading, day: int):
    """The first date on which another session may be, while the plan says one."""
    for step in read.steps:
        if step.slug == GATE and day <= step.last_day:
            return read.plan.date_of(step.first_day)
    return None
