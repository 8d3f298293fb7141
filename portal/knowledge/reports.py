"""A symptom report as the rules read it: checked, in one unit, with what is unusual.

An answer that is absent or None was not asked. It is never read as "no".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.knowledge import course
from portal.knowledge.symptoms import CATALOGUE, AnswerError, Answers, Item, Kind, Role
from portal.knowledge.text import shown

YOUNGEST_ADULT = 18
OLD_AGE = 75  # NICE NG51 names people over 75 as more vulnerable to sepsis
HIGHEST_CELSIUS = 45
OLDEST = 130

Value = int | float | str | bool | frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the person: values of the question `risk`, age in years."""

    risks: frozenset[str] = frozenset()
    age: int | None = None

    def __post_init__(self) -> None:
        CATALOGUE.item("risk").check(tuple(self.risks))
        if self.age is not None and not 0 <= self.age <= OLDEST:
            raise AnswerError("age", f"'age' must be from 0 to {OLDEST} years.")

    @property
    def all_risks(self) -> frozenset[str]:
        """The risks, with those that follow from the age."""
        if self.age is None:
            return self.risks
        young = {"under_18"} if self.age < YOUNGEST_ADULT else set()
        old = {"over_75"} if self.age >= OLD_AGE else set()
        return self.risks | young | old


@dataclass(frozen=True, slots=True)
class Earlier:
    """An older report of the same healing course; day 0 is the session's date."""

    day: int
    answers: Answers


@dataclass(frozen=True, kw_only=True)
class Case:
    """One report, ready for the rules.

    `answers` hold ticks as sets and the temperature in °C; `earlier` runs from the
    oldest to the newest.
    """

    day: int
    answers: Mapping[str, Value]
    risks: frozenset[str] = frozenset()
    earlier: tuple["Case", ...] = ()

    @cached_property
    def raised(self) -> frozenset[str]:
        """The keys whose answer is not the lowest or most ordinary one."""
        items = CATALOGUE.items
        told = self.answers.items()
        return frozenset([key for key, value in told if _is_raised(items[key], value)])

    @cached_property
    def beyond(self) -> tuple[str, ...]:
        """The signs whose answer no band of the course covers on this day."""
        return tuple([key for key in self.answers if self._is_beyond(key)])

    def _is_beyond(self, key: str) -> bool:
        if CATALOGUE.items[key].role is Role.CONTEXT:
            return False
        if key in course.COVERED:
            grade = self.answers[key]
            return not course.is_expected(key, grade=grade, day=self.day)
        return key in self.raised


def celsius(temperature: float) -> float:
    """A temperature in °C; above 45 it can only have been measured in °F."""
    if temperature <= HIGHEST_CELSIUS:
        return temperature
    return (temperature - 32) * 5 / 9


def _normal(item: Item, value: object) -> Value:
    if item.key == "temp":
        return round(celsius(value), 2)
    if item.kind is Kind.TICKS:
        return frozenset(value)
    return value


def _is_raised(item: Item, value: Value) -> bool:
    if item.kind in (Kind.SCALE, Kind.NUMBER):
        return value > item.lowest
    if item.kind is Kind.CHOICE:
        return value != item.values[0]
    return item.kind is not Kind.TEXT and bool(value)


def _checked_day(day: object) -> int:
    if not isinstance(day, int) or isinstance(day, bool) or day < 0:
        sentence = f"'day' must be a whole number from 0, not {shown(day)}."
        raise AnswerError("day", sentence)
    return day


def _told(answers: Answers) -> dict[str, Value]:
    CATALOGUE.validate(answers)
    items = CATALOGUE.items
    return {
        key: _normal(items[key], value)
        for key, value in answers.items()
        if value is not None
    }


def read(
    answers: Answers,
    *,
    day: int,
    profile: Profile | None = None,
    history: Sequence[Earlier] = (),
) -> Case:
    """The report as a case; `AnswerError` says which answer cannot be read.

    `history` may come in any order; a report of a later day than this one is refused.
    """
    told = _told(answers)
    ticked = told.get("risk", frozenset())
    risks = ticked | (profile.all_risks if profile else frozenset())
    past = [
        Case(day=_checked_day(old.day), answers=_told(old.answers), risks=risks)
        for old in history
    ]
    past.sort(key=lambda case: case.day)
    if past and past[-1].day > _checked_day(day):
        raise AnswerError(
            "history",
            f"A report of day {past[-1].day} is not earlier than day {day}. Leave out "
            "reports about an earlier session.",
        )
    return Case(day=_checked_day(day), answers=told, risks=risks, earlier=tuple(past))
