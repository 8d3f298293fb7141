"""The hours of a week in words, as pages and forms show them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from clinics.enums import HoursKind, Weekday
from clinics.models import Clinic, Hours

Span = tuple[int, datetime.time, datetime.time]  # weekday, from, until


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the week; without stretches the door is closed."""

    label: str
    stretches: tuple[str, ...]


def spans_of(clinic: Clinic, kind: HoursKind) -> list[Span]:
    """What is stored, from Monday on."""
    rows = [row for row in clinic.hours.all() if row.kind == kind]
    return [(row.weekday, row.starts_at, row.until_at) for row in _sorted(rows)]


def in_words(spans: Iterable[Span]) -> list[Day]:
    """All seven days; [] when there is no hour in the whole week."""
    spans = list(spans)
    if not spans:
        return []
    return [
        Day(
            label=str(day.label),
            stretches=tuple(
                f"{starts_at:%H:%M}–{until_at:%H:%M}"
                for weekday, starts_at, until_at in spans
                if weekday == day
            ),
        )
        for day in Weekday
    ]


def _sorted(rows: Iterable[Hours]) -> list[Hours]:
    return sorted(rows, key=lambda row: (row.weekday, row.starts_at))
