"""What still is ordinary healing: grades, words and numbers by day."""

from dataclasses import dataclass

from portal.knowledge import datafile, sources, spans
from portal.knowledge.spans import Span
from portal.knowledge.symptoms import CATALOGUE, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Span):
    """The highest grade of a symptom that still is ordinary healing on these days."""

    symptom: str
    highest_expected: int
    mark: sources.Mark
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedValues(Span):
    """The words that still are ordinary healing, for a question without grades.

    Of a question with ticks all of them may be ticked together.
    """

    symptom: str
    values: tuple[str, ...]
    mark: sources.Mark
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinaryRange:
    """The numbers that are ordinary on every day: from `first` to below `below`."""

    symptom: str
    first: float
    below: float
    mark: sources.Mark
    sources: tuple[str, ...]


def exceeds(band: Band, *, grade: float) -> bool:
    """Whether a grade is higher than is ordinary on the band's days."""
    return grade > band.highest_expected


def _symptom(entry: datafile.Entry, *kinds: Kind) -> str:
    symptom = entry.take("symptom", str)
    if symptom not in CATALOGUE.items or CATALOGUE.items[symptom].kind not in kinds:
        raise entry.fail(f"{symptom!r} is not a question of kind {' or '.join(kinds)}")
    return symptom


def read_bands(entry: datafile.Entry) -> tuple[Band, ...]:
    """The bands of one graded symptom, checked to cover every day once."""
    entry.only("symptom", "highest", "mark", "sources")
    symptom = _symptom(entry, Kind.SCALE, Kind.NUMBER)
    basis = {"mark": sources.mark(entry), "sources": sources.cited(entry)}
    bands = []
    highest = entry.take("highest", datafile.Entry)
    for days in highest:
        grade = highest.take(days, int)
        try:
            CATALOGUE.items[symptom].check(grade)
        except ValueError as error:
            raise entry.fail(str(error)) from None
        span = spans.read(entry, days) | basis
        bands.append(Band(symptom=symptom, highest_expected=grade, **span))
    return spans.contiguous(entry, bands)


def read_expected(entry: datafile.Entry) -> tuple[ExpectedValues, ...]:
    """The ordinary words for one question, checked to cover every day once."""
    entry.only("symptom", "values", "mark", "sources")
    symptom = _symptom(entry, Kind.CHOICE, Kind.TICKS)
    basis = {"mark": sources.mark(entry), "sources": sources.cited(entry)}
    found = []
    values = entry.take("values", datafile.Entry)
    for days in values:
        words = values.strings(days)
        for word in words:
            if word not in CATALOGUE.items[symptom].values:
                raise entry.fail(f"{word!r} is no answer to {symptom!r}")
        span = spans.read(entry, days) | basis
        found.append(ExpectedValues(symptom=symptom, values=words, **span))
    return spans.contiguous(entry, found)


def read_range(entry: datafile.Entry) -> OrdinaryRange:
    """The range of a number that does not change from day to day."""
    entry.only("symptom", "from", "below", "mark", "sources")
    return OrdinaryRange(
        symptom=_symptom(entry, Kind.NUMBER),
        first=entry.take("from", float),
        below=entry.take("below", float),
        mark=sources.mark(entry),
        sources=sources.cited(entry),
    )
