"""The healing course after one session: what is ordinary on which day.

One course draws the article's chart, writes the plan's daily text and drives triage.
Day 0 is the local date of the session; days are whole and never negative. The bands are
our own reading of published accounts; `SIGN_OFF` says who has checked them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from portal.knowledge import datafile, sources, spans
from portal.knowledge.bands import (
    Band,
    ExpectedValues,
    OrdinaryRange,
    exceeds,
    read_bands,
    read_expected,
    read_range,
)
from portal.knowledge.spans import Span, at
from portal.knowledge.text import Text

__all__ = [
    "CHARTED",
    "COURSE",
    "COVERED",
    "NOTES",
    "PHASES",
    "SIGN_OFF",
    "VERSION",
    "Band",
    "Course",
    "ExpectedValues",
    "NoBand",
    "Note",
    "OrdinaryRange",
    "Phase",
    "SignOff",
    "bands",
    "exceeds",
    "expected_values",
    "highest_expected",
    "is_expected",
    "phase_on",
]

FILE = "course.yaml"


class NoBand(LookupError):
    """The course says nothing about that symptom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Span):
    """What is usually seen on these days; `signal` says what is expected in it."""

    title: Text
    seen: Text
    signal: Text
    mark: sources.Mark
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A statement about the whole course."""

    key: str
    text: Text
    mark: sources.Mark
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Who has checked the bands, and when; nobody while `by` is None."""

    by: str | None
    role: str | None
    on: date | None
    statement: Text

    @property
    def given(self) -> bool:
        """Whether a named clinician has signed."""
        return self.by is not None


def _phase(entry: datafile.Entry) -> Phase:
    entry.only("days", "title", "seen", "signal", "mark", "sources")
    return Phase(
        **spans.read(entry, entry.take("days", str)),
        title=entry.text("title"),
        seen=entry.text("seen"),
        signal=entry.text("signal"),
        mark=sources.mark(entry),
        sources=sources.cited(entry),
    )


def _note(entry: datafile.Entry) -> Note:
    entry.only("key", "text", "mark", "sources")
    return Note(
        key=entry.take("key", str),
        text=entry.text("text"),
        mark=sources.mark(entry),
        sources=sources.cited(entry),
    )


def _sign_off(entry: datafile.Entry) -> SignOff:
    entry.only("by", "role", "on", "statement")
    return SignOff(
        by=entry.maybe("by", str),
        role=entry.maybe("role", str),
        on=entry.maybe("on", date),
        statement=entry.text("statement"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One version of the healing course, checked."""

    version: str
    bands: Mapping[str, tuple[Band, ...]]
    expected: Mapping[str, tuple[ExpectedValues, ...]]
    ranges: Mapping[str, OrdinaryRange]
    phases: tuple[Phase, ...]
    notes: Mapping[str, Note]
    sign_off: SignOff


def load(file: datafile.Entry) -> Course:
    """The course of a data file; a `DataError` names what is wrong, and where."""
    file.only("version", "sign_off", "bands", "expected", "ranges", "phases", "notes")
    bands = [read_bands(entry) for entry in file.entries("bands")]
    expected = [read_expected(entry) for entry in file.entries("expected")]
    ranges = [read_range(entry) for entry in file.entries("ranges")]
    notes = [_note(entry) for entry in file.entries("notes")]
    phases = [_phase(entry) for entry in file.entries("phases")]
    return Course(
        version=datafile.version(file),
        bands=MappingProxyType({found[0].symptom: found for found in bands}),
        expected=MappingProxyType({found[0].symptom: found for found in expected}),
        ranges=MappingProxyType({found.symptom: found for found in ranges}),
        phases=spans.contiguous(file, phases),
        notes=MappingProxyType({note.key: note for note in notes}),
        sign_off=_sign_off(file.take("sign_off", datafile.Entry)),
    )


COURSE = load(datafile.read(FILE))
VERSION = COURSE.version
PHASES = COURSE.phases
NOTES = COURSE.notes
SIGN_OFF = COURSE.sign_off
CHARTED = tuple(COURSE.bands)
COVERED = frozenset({*COURSE.bands, *COURSE.expected, *COURSE.ranges})


def phase_on(day: int) -> Phase:
    """The phase of that day; `ValueError` for a day before the session."""
    return at(PHASES, day)


def bands(symptom: str) -> tuple[Band, ...]:
    """The bands of a graded symptom, from day 0 on; `NoBand` when there are none."""
    try:
        return COURSE.bands[symptom]
    except KeyError:
        raise NoBand(f"The course has no bands for {symptom!r}.") from None


def highest_expected(symptom: str, *, day: int) -> int:
    """The highest ordinary grade of a graded symptom on that day."""
    return at(bands(symptom), day).highest_expected


def expected_values(symptom: str, *, day: int) -> tuple[str, ...]:
    """The ordinary words on that day for a question without grades."""
    try:
        found = COURSE.expected[symptom]
    except KeyError:
        raise NoBand(f"The course has no values for {symptom!r}.") from None
    return at(found, day).values


def is_expected(symptom: str, *, grade: float | str | frozenset[str], day: int) -> bool:
    """Whether a grade, or the words for a question without grades, are ordinary.

    Temperatures are in °C.
    """
    if isinstance(grade, str):
        return grade in expected_values(symptom, day=day)
    if isinstance(grade, frozenset):
        return grade.issubset(expected_values(symptom, day=day))
    if symptom in COURSE.ranges:
        ordinary = COURSE.ranges[symptom]
        return ordinary.first <= grade < ordinary.below
    return not exceeds(at(bands(symptom), day), grade=grade)
