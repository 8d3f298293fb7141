"""What the steps of a plan are on a day: due, done, skipped, missed, nothing due.

Occurrences are worked out from steps and days each time they are asked for. Days are
whole numbers after the session; what a day is on somebody's calendar is not known here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from portal.knowledge.plan_steps import Frequency

FIRST = 5  # things at once are what a tired person can take in


class Outcome(StrEnum):
    """What somebody said of a step that was due."""

    DONE = "done"
    SKIPPED = "skipped"
    SLIP = "slip"


class Standing(StrEnum):
    """What a step is on a day."""

    NOTHING_DUE = "nothing_due"
    AHEAD = "ahead"
    DUE = "due"
    DONE = "done"
    SKIPPED = "skipped"
    SLIP = "slip"
    MISSED = "missed"


class Dated(Protocol):
    """A step, wherever it is kept."""

    first_day: int
    last_day: int
    frequency: str


D = TypeVar("D", bound=Dated)
Told = Mapping[int, Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The days on which a plan holds for somebody, and which of them is today.

    `since` is the day on which it reached them: nobody misses what they could not know.
    `until` is the last day before another session restarted the course, or None.
    """

    today: int
    since: int = 0
    until: int | None = None

    def __contains__(self, day: int) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def standing(step: Dated, *, day: int, held: Held, told: Told) -> Standing:
    """What the step is on that day; `told` is what was said of it, by day."""
    if day in told:
        return Standing(told[day])
    if day not in held or not step.first_day <= day <= step.last_day:
        return Standing.NOTHING_DUE
    if step.frequency == Frequency.OPTIONAL:
        return Standing.NOTHING_DUE
    if step.frequency == Frequency.ONCE and day != _turn(step, held, told):
        return Standing.NOTHING_DUE
    if day == held.today:
        return Standing.DUE
    return Standing.MISSED if day < held.today else Standing.AHEAD


def _turn(step: Dated, held: Held, told: Told) -> int | None:
    """The one day on which a step of "once" asks to be done; None once it was."""
    if told:
        return None
    first = max(step.first_day, held.since)
    last = step.last_day if held.until is None else min(step.last_day, held.until)
    return min(max(first, held.today), last)


def allowed(steps: Iterable[D], *, day: int) -> list[D]:
    """What is fine from now on, without being asked for."""
    return [
        step
        for step in steps
        if step.frequency == Frequency.OPTIONAL
        and step.first_day <= day <= step.last_day
    ]


def in_order(steps: Iterable[D], *, day: int) -> list[D]:
    """What changes on that day before what goes on; otherwise as the plan has it."""
    return sorted(steps, key=lambda step: not _is_news(step, day))


def _is_news(step: Dated, day: int) -> bool:
    """It begins or ends on that day; on day 0 everything begins."""
    return day == step.last_day or 0 < day == step.first_day


def beginning(steps: Iterable[D], *, day: int) -> list[D]:
    """What is new on that day."""
    return [step for step in steps if step.first_day == day]


def ending(steps: Iterable[D], *, day: int) -> list[D]:
    """What goes on until that day and no longer; things done once do not end."""
    return [
        step
        for step in steps
        if step.last_day == day and step.frequency != Frequency.ONCE
    ]


def can_be_told(step: Dated, *, day: int, held: Held, told: Told) -> bool:
    """Whether something may be said of the step for that day, today or afterwards."""
    if day in told:
        return True
    if step.frequency == Frequency.OPTIONAL or day > held.today:
        return False
    if step.frequency == Frequency.ONCE and told:
        return False
    return day in held and step.first_day <= day <= step.last_day
