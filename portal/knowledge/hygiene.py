"""How far a clinic has shown that it works cleanly: level 0 to 4, on a given day.

Pure: it is told which papers hold that day, and names the level and what is missing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.knowledge import datafile, sources
from portal.knowledge.text import Text

FILE = "hygiene_levels.yaml"
MISSING = ("missing", "missing_of_people")  # of the clinic, or its records; of people
Codes = Collection[str]


class Fact(StrEnum):
    """What no paper shows, but the clinic's own records."""

    BATCHES_RECORDED = "batches-recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is missing on a way: the clinic's paper, those of people, or both.

    `practitioners` are the places in the list of who lacks theirs; `nobody` is at work
    who could hold one.
    """

    clinic: bool = False
    practitioners: tuple[int, ...] = ()
    nobody: bool = False

    @property
    def size(self) -> int:
        return self.clinic + len(self.practitioners) + self.nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Papers that meet a line: of the clinic, of each practitioner, or of both."""

    clinic: frozenset[str]
    practitioners: frozenset[str]

    def gap(self, clinic: Codes, practitioners: Sequence[Codes]) -> Gap:
        """What is missing on this way; a clinic of nobody has no people."""
        lacking = tuple(
            place
            for place, held in enumerate(practitioners)
            if not self.practitioners & set(held)
        )
        return Gap(
            clinic=bool(self.clinic) and not self.clinic & set(clinic),
            practitioners=lacking if self.practitioners else (),
            nobody=bool(self.practitioners) and not practitioners,
        )

    def is_begun(self, clinic: Codes, practitioners: Sequence[Codes]) -> bool:
        """Whether anything that it takes is there."""
        held = set(clinic) & self.clinic
        return bool(held or self.practitioners & set().union(*practitioners))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a step asks: by papers, in one of several ways, or by a fact."""

    key: str
    asks: Text
    ways: tuple[Way, ...]
    fact: Fact | None
    note: Text | None
    missing: Text | None
    missing_of_people: Text | None
    mark: sources.Mark
    sources: tuple[str, ...]

    def gap(
        self, clinic: Codes, practitioners: Sequence[Codes], facts: Collection[Fact]
    ) -> Gap:
        """What is missing on the nearest way: one that is begun before others.

        Of several the one that lacks least, then the first in the file.
        """
        if self.fact:
            return Gap(clinic=self.fact not in facts)
        return min(
            self.ways,
            key=lambda way: (
                way.gap(clinic, practitioners).size > 0,
                not way.is_begun(clinic, practitioners),
                way.gap(clinic, practitioners).size,
            ),
        ).gap(clinic, practitioners)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """A line that a clinic does not meet, and what is missing for it."""

    line: Line
    gap: Gap


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
    unmet: tuple[Unmet, ...]
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
        gaps = [
            Unmet(line=line, gap=line.gap(clinic, practitioners, facts))
            for line in step.lines
        ]
        unmet = tuple(each for each in gaps if each.gap.size)
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
    entry.only(*("key", "asks", "ways", "fact", "note"), *MISSING, "mark", "sources")
    if ("ways" in entry) == ("fact" in entry):
        raise entry.fail("give either 'ways' or 'fact'")
    ways = tuple(map(_way, entry.entries("ways"))) if "ways" in entry else ()
    fact = Fact(entry.one_of("fact", tuple(Fact))) if "fact" in entry else None
    asked_of = (
        fact is not None or any(way.clinic for way in ways),
        any(way.practitioners for way in ways),
    )
    for key, is_asked in zip(MISSING, asked_of, strict=True):
        if (key in entry) != is_asked:
            raise entry.fail(f"{key!r} goes with what is asked, and only with that")
    return Line(
        key=entry.take("key", str),
        asks=entry.text("asks"),
        ways=ways,
        fact=fact,
        note=entry.maybe_text("note"),
        missing=entry.maybe_text("missing"),
        missing_of_people=entry.maybe_text("missing_of_people"),
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
