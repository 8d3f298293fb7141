"""The steps of the healing plan that every clinic starts from.

Day 0 is the local date of the session. The file's order is the order in which the steps
matter. A clinic may move one day of each step inside its bounds; `moved` says what then
becomes of the step.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from portal.knowledge import course, datafile, sources, spans
from portal.knowledge.spans import Span
from portal.knowledge.text import Text

FILE = "plan_steps.yaml"


class Kind(StrEnum):
    """What a step asks for."""

    DO = "do"
    AVOID = "avoid"
    WATCH = "watch"
    ADMIN = "admin"


class Frequency(StrEnum):
    """How often a step is due on its days."""

    ONCE = "once"
    ALWAYS = "always"
    DAILY = "daily"
    ONCE_A_DAY = "once_a_day"
    TWICE_A_DAY = "twice_a_day"
    WHEN_OUTSIDE = "when_outside"
    DAILY_WHEN_OUTSIDE = "daily_when_outside"
    OPTIONAL = "optional"


class Basis(StrEnum):
    """What a step rests on."""

    CONSENSUS = "consensus"
    SPLIT = "split"
    MEDICAL = "medical"
    LAW = "law"
    OWN = "own"


class Side(StrEnum):
    """Which of the two days of a step may be moved."""

    START = "start"
    END = "end"


class BeforeItBegins(ValueError):
    """A step would end before its first day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The day of a step that a clinic may move, and how far, both ends included."""

    side: Side
    earliest: int
    latest: int

    def __contains__(self, day: int) -> bool:
        return self.earliest <= day <= self.latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Span):
    """One thing to do, to avoid, to watch or to see to, on a run of days."""

    slug: str
    kind: Kind
    frequency: Frequency
    move: Move
    basis: Basis
    mark: sources.Mark
    is_safety: bool
    title: Text
    why: Text
    if_slipped: Text | None
    sources: tuple[str, ...]

    @property
    def moving_day(self) -> int:
        """The day, of the two, that a clinic may move."""
        return self.first_day if self.move.side == Side.START else self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One version of the steps, checked."""

    version: str
    steps: Mapping[str, Step]
    frequencies: Mapping[Frequency, Text]
    bases: Mapping[Basis, Text]


def moved(step: Step, *, to: int) -> tuple[int, int]:
    """First and last day once the movable day is `to`; its bounds are not asked.

    A step of one day moves whole, and a late start takes the end along.
    Raises BeforeItBegins.
    """
    if step.move.side == Side.END:
        if to < step.first_day:
            raise BeforeItBegins(f"Day {to} comes before day {step.first_day}.")
        return step.first_day, to
    if to < 0:
        raise BeforeItBegins(f"Day {to} is before the session.")
    if step.first_day == step.last_day:
        return to, to
    return to, max(to, step.last_day)


def _move(entry: datafile.Entry) -> Move:
    told = entry.take("moves", datafile.Entry)
    told.only(*Side)
    if len(told) != 1:
        raise entry.fail("'moves' must name one day, start or end")
    side = Side(next(iter(told)))
    bounds = spans.read(entry, told.take(side, str))
    earliest, latest = bounds["first_day"], bounds["last_day"]
    if latest is None or latest < earliest:
        raise entry.fail(f"'moves' must run from one day to a later one, not {told!r}")
    return Move(side=side, earliest=earliest, latest=latest)


def _step(entry: datafile.Entry) -> Step:
    entry.only(
        "slug",
        "type",
        "days",
        "moves",
        "frequency",
        "basis",
        "mark",
        "safety",
        "title",
        "why",
        "if_slipped",
        "sources",
    )
    step = Step(
        **spans.read(entry, entry.take("days", str)),
        slug=entry.take("slug", str),
        kind=Kind(entry.one_of("type", tuple(Kind))),
        frequency=Frequency(entry.one_of("frequency", tuple(Frequency))),
        move=_move(entry),
        basis=Basis(entry.one_of("basis", tuple(Basis))),
        mark=sources.mark(entry),
        is_safety=entry.maybe("safety", bool) or False,
        title=entry.text("title"),
        why=entry.text("why"),
        if_slipped=entry.maybe_text("if_slipped"),
        sources=sources.cited(entry),
    )
    if step.last_day is None or step.last_day < step.first_day:
        raise entry.fail(f"{step.slug!r} must end on a day, and not before it begins")
    if step.moving_day not in step.move:
        raise entry.fail(f"{step.slug!r} lies outside its own bounds")
    if step.move.side == Side.END and step.move.earliest < step.first_day:
        raise entry.fail(f"{step.slug!r} could be moved to end before it begins")
    return step


def _words(entry: datafile.Entry, kinds: type[StrEnum]) -> Mapping[StrEnum, Text]:
    entry.only(*kinds)
    return MappingProxyType({kind: entry.text(kind) for kind in kinds})


def load(file: datafile.Entry) -> Plan:
    """The plan of a data file; a `DataError` names what is wrong, and where."""
    file.only("version", "frequencies", "bases", "steps")
    found: dict[str, Step] = {}
    for entry in file.entries("steps"):
        step = _step(entry)
        if step.slug in found:
            raise entry.fail(f"slug {step.slug!r} is written twice")
        found[step.slug] = step
    return Plan(
        version=datafile.version(file),
        steps=MappingProxyType(found),
        frequencies=_words(file.take("frequencies", datafile.Entry), Frequency),
        bases=_words(file.take("bases", datafile.Entry), Basis),
    )


PLAN = load(datafile.read(FILE))
VERSION = PLAN.version
STEPS = PLAN.steps
# "Day 3 of 28": the last day on which the course expects anything to be seen.
LAST_DAY: int = course.PHASES[-1].first_day - 1
