"""The hygiene level of a clinic, from the papers that hold today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clinics.models import Practitioner
from clinics.presenting import Line
from portal.knowledge import hygiene, sources
from portal.knowledge.hygiene import Fact


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that a step asks, in the reader's language.

    Once it lacks: `missing` says what, `note` what it takes.
    """

    text: str
    is_met: bool
    missing: list[str]
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

    @property
    def lacks(self) -> list[str]:
        """Exactly what has not been shown for it."""
        return [each for asked in self.asked for each in asked.missing]


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
            (
                person,
                [
                    line
                    for line in lines
                    if line.certification.practitioner_id == person.pk
                ],
            )
            for person in people
        ],
        facts=facts,
    )


def rate(
    papers: Iterable[Line],
    people: Iterable[tuple[Practitioner, Iterable[Line]]],
    *,
    facts: Collection[Fact],
) -> Shown:
    """The level on the day of the lines; `people` are all at work.

    The lines are those of certifications read `with_proof()`; `facts` those of
    `records.facts`.
    """
    people = list(people)
    rating = hygiene.rate(
        clinic=_codes(papers),
        practitioners=[_codes(lines) for _person, lines in people],
        facts=facts,
    )
    names = [person.public_name for person, _lines in people]
    return Shown(
        level=rating.level,
        steps=[
            _step(taken, names, is_missing=taken == rating.missing)
            for taken in rating.steps
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


def _step(taken: hygiene.StepTaken, names: list[str], *, is_missing: bool) -> Step:
    gaps = {each.line.key: each.gap for each in taken.unmet}
    return Step(
        level=taken.step.level,
        name=_words(taken.step.name),
        asked=[_asked(line, gaps.get(line.key), names) for line in taken.step.lines],
        is_reached=taken.is_reached,
        is_missing=is_missing,
    )


def _asked(line: hygiene.Line, gap: hygiene.Gap | None, names: list[str]) -> Asked:
    return Asked(
        text=_words(line.asks),
        is_met=gap is None,
        missing=_missing(line, gap, names) if gap else [],
        note=_words(line.note) if line.note and gap else "",
        sources=sources.resolve(line.sources),
    )


def _missing(line: hygiene.Line, gap: hygiene.Gap, names: list[str]) -> list[str]:
    """The half that is missing, or both: of the clinic, and of whom by name."""
    said = [_words(line.missing)] if gap.clinic else []
    if gap.practitioners:
        who = ", ".join(names[place] for place in gap.practitioners)
        said.append(f"{_words(line.missing_of_people)}: {who}")
    if gap.nobody:
        nobody = _("%(what)s: no practitioner is named here yet")
        said.append(nobody % {"what": _words(line.missing_of_people)})
    return said


def _words(text) -> str:
    return text.to(get_language() or "en")
