"""How far a clinic has shown that it works cleanly: level 0 to 4, on a given day.

Pure: it is told which papers hold that day, and names the level and what is missing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.knowledge import datafile, sources
from portal.knowledge.text import Text

FILE = "hygiene_levels.yaml"
Codes = Collection[str]


class Fact(StrEnum):
    """What no paper shows, but the clinic's own records."""

    BATCHES_RECORDED = "batches-recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Papers that meet a line: of the clinic, of each practitioner, or of both."""

    clinic: frozenset[str]
    practitioners: frozenset[str]

    def is_gone(self, clinic: Codes, practitioners: Sequence[Codes]) -> bool:
        """Whether the clinic has gone this way; a clinic of nobody has no people."""
        people = bool(practitioners) and all(
            self.practitioners & set(held) for held in practitioners
        )
        return (not self.clinic or bool(self.clinic & set(clinic))) and (
            not self.practitioners or people
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a step asks: by papers, in one of several ways, or by a fact."""

    key: str
    asks: Text
    ways: tuple[Way, ...]
    fact: Fact | None
    note: Text | None
    mark: sources.Mark
    sources: tuple[str, ...]

    def is_met(
        self, clinic: Codes, practitioners: Sequence[Codes], facts: Collection[Fact]
    ) -> bool:
        return self.fact in facts or any(
            way.is_gone(clinic, practitioners) for way in self.ways
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is asked for one level, beyond those below it."""

    level: int
    name: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """A step, and which of its lines a clinic does not meet."""

    step: Step
    unmet: tuple[Line, ...]
    is_reached: bool  # it and all below it are met

    @property
    def is_met(self) -> bool:
        return not self.unmet


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The level of a clinic on one day."""

    steps: tuple[StepTaken, ...]

    @property
    def level(self) -> int:
        """The highest step that is reached; 0 when the first is not."""
        return sum(taken.is_reached for taken in self.steps)

    @property
    def missing(self) -> StepTaken | None:
        """The lowest step that is not met; None at the highest level."""
        return next((taken for taken in self.steps if not taken.is_met), None)


def rate(
    *,
    clinic: Codes,
    practitioners: Sequence[Codes],
    facts: Collection[Fact] = (),
) -> Rating:
    """The level that these papers reach.

    `clinic` and each of `practitioners` are codes of kinds of certification that hold
    that day and rest on more than somebody's own word; one entry per practitioner at
    work, also for who holds none.
    """
    taken: list[StepTaken] = []
    for step in STEPS:
        unmet = tuple(
            line for line in step.lines if not line.is_met(clinic, practitioners, facts)
        )
        below = taken[-1].is_reached if taken else True
        taken.append(StepTaken(step=step, unmet=unmet, is_reached=below and not unmet))
    return Rating(steps=tuple(taken))


def load(file: datafile.Entry) -> tuple[Step, ...]:
    """The steps of a data file, from 1 upwards without a gap."""
    file.only("version", "steps")
    steps = tuple(_step(entry) for entry in file.entries("steps"))
    if [step.level for step in steps] != list(range(1, len(steps) + 1)):
        raise file.fail("the levels must be 1, 2, 3 … in this order")
    return steps


def _step(entry: datafile.Entry) -> Step:
    entry.only("level", "name", "lines")
    return Step(
        level=entry.take("level", int),
        name=entry.text("name"),
        lines=tuple(_line(line) for line in entry.entries("lines")),
    )


def _line(entry: datafile.Entry) -> Line:
    entry.only("key", "asks", "ways", "fact", "note", "mark", "sources")
    if ("ways" in entry) == ("fact" in entry):
        raise entry.fail("give either 'ways' or 'fact'")
    ways = entry.entries("ways") if "ways" in entry else ()
    fact = Fact(entry.one_of("fact", tuple(Fact))) if "fact" in entry else None
    return Line(
        key=entry.take("key", str),
        asks=entry.text("asks"),
        ways=tuple(_way(way) for way in ways),
        fact=fact,
        note=entry.maybe_text("note"),
        mark=sources.mark(entry),
        sources=sources.cited(entry),
    )


def _way(entry: datafile.Entry) -> Way:
    entry.only("clinic", "practitioners")
    way = Way(
        clinic=frozenset(entry.strings("clinic") if "clinic" in entry else ()),
        practitioners=frozenset(
            entry.strings("practitioners") if "practitioners" in entry else ()
        ),
    )
    if not way.clinic | way.practitioners:
        raise entry.fail("a way needs a paper")
    return way


_DATA = datafile.read(FILE)
VERSION = datafile.version(_DATA)
STEPS: tuple[Step, ...] = load(_DATA)
