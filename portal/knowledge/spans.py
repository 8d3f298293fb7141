"""Runs of days after a session, day 0 being its local date."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from portal.knowledge import datafile


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of days, both ends included; no last day means "from then on"."""

    first_day: int
    last_day: int | None

    def __contains__(self, day: int) -> bool:
        last = self.last_day
        return self.first_day <= day and (last is None or day <= last)


S = TypeVar("S", bound=Span)


def read(entry: datafile.Entry, written: str) -> dict[str, int | None]:
    """The fields of a `Span` from "4-7" or "29+" in a data file."""
    first, dash, last = written.partition("-")
    open_end = not dash and written.endswith("+")
    try:
        start = int(written[:-1] if open_end else first)
        end = None if open_end else int(last)
    except ValueError:
        raise entry.fail(f"days {written!r} are not like '4-7' or '29+'") from None
    return {"first_day": start, "last_day": end}


def contiguous(entry: datafile.Entry, spans: Sequence[S]) -> tuple[S, ...]:
    """The spans, if they cover every day from 0 on, each day once."""
    following: int | None = 0
    for span in spans:
        if span.first_day != following:
            raise entry.fail(f"days must go on at {following}, not at {span.first_day}")
        if span.last_day is not None and span.last_day < span.first_day:
            raise entry.fail(f"day {span.last_day} comes before {span.first_day}")
        following = None if span.last_day is None else span.last_day + 1
    if following is not None:
        raise entry.fail("the last days must be open, like '29+'")
    return tuple(spans)


def at(spans: Sequence[S], day: int) -> S:
    """The one of contiguous spans that holds a day; `ValueError` before day 0."""
    if day < 0:
        raise ValueError(f"Day {day} is before the session.")
    return next(span for span in reversed(spans) if span.first_day <= day)
