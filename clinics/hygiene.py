"""The hygiene level of a clinic, from the papers that hold today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from clinics.models import Practitioner
from clinics.presenting import Line
from portal.knowledge import hygiene, sources
from portal.knowledge.hygiene import Fact


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that a step asks, in the reader's language; `note` once it lacks."""

    text: str
    is_met: bool
    note: str
    sources: tuple[sources.Source, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step as the page shows it; the missing one is the lowest that is not met."""

    level: int
    name: str
    asked: list[Asked]
    is_reached: bool
    is_missing: bool


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The level, and every step with what it asks."""

    level: int
    steps: list[Step]

    @property
    def highest(self) -> int:
        return len(self.steps)

    @property
    def missing(self) -> Step | None:
        return next((step for step in self.steps if step.is_missing), None)


def of_lines(
    lines: Iterable[Line], people: Iterable[Practitioner], *, facts: Collection[Fact]
) -> Shown:
    """The level from the papers of a clinic and its people in one list."""
    lines = list(lines)
    return rate(
        [line for line in lines if line.certification.clinic_id],
        [
            [line for line in lines if line.certification.practitioner_id == person.pk]
            for person in people
        ],
        facts=facts,
    )


def rate(
    papers: Iterable[Line],
    people: Iterable[Iterable[Line]],
    *,
    facts: Collection[Fact],
) -> Shown:
    """The level on the day of the lines; `people` has an entry per practitioner.

    The lines are those of certifications read `with_proof()`; `facts` those of
    `records.facts`.
    """
    rating = hygiene.rate(
        clinic=_codes(papers),
        practitioners=[_codes(lines) for lines in people],
        facts=facts,
    )
    return Shown(
        level=rating.level,
        steps=[
            _step(taken, is_missing=taken == rating.missing) for taken in rating.steps
        ],
    )


def _codes(lines: Iterable[Line]) -> set[str]:
    """The kinds of paper that hold and rest on more than somebody's own word."""
    return {
        line.certification.type.code
        for line in lines
        if line.holds
        and (not line.certification.is_self_declared or line.certification.proof_seen)
    }


def _step(taken: hygiene.StepTaken, *, is_missing: bool) -> Step:
    return Step(
        level=taken.step.level,
        name=_words(taken.step.name),
        asked=[_asked(line, taken) for line in taken.step.lines],
        is_reached=taken.is_reached,
        is_missing=is_missing,
    )


def _asked(line: hygiene.Line, taken: hygiene.StepTaken) -> Asked:
    is_met = line not in taken.unmet
    return Asked(
        text=_words(line.asks),
        is_met=is_met,
        note=_words(line.note) if line.note and not is_met else "",
        sources=sources.resolve(line.sources),
    )


def _words(text) -> str:
    return text.to(get_language() or "en")
