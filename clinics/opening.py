"""Whether a clinic is open, by the clock of the place, and when that changes."""

import datetime
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from clinics.enums import Weekday
from clinics.models import Clinic, Hours
from clinics.models.hours import LAST_MINUTE

DAYS = len(Weekday)


@dataclass(frozen=True, kw_only=True)
class Change:
    """The next time that the door opens or shuts: how many days on, and when."""

    days_on: int
    weekday: Weekday
    at: datetime.time


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The door of a clinic at one moment.

    `next` is None while it never opens, or stays open for a day and longer.
    """

    today: tuple[Hours, ...]
    is_open: bool
    next: Change | None


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days in a row with the same hours; none of them when closed."""

    first: Weekday
    last: Weekday
    hours: tuple[Hours, ...]


def now(hours: Iterable[Hours], clinic: Clinic) -> Opening:
    """How the door stands, from the opening hours of the whole week."""
    here = timezone.localtime(timezone=zoneinfo.ZoneInfo(clinic.time_zone))
    hours = sorted(hours, key=lambda row: (row.weekday, row.starts_at))
    today = tuple(row for row in hours if row.weekday == here.weekday())
    is_open = any(row.covers(here.time()) for row in today)
    find = _shuts if is_open else _opens
    return Opening(today=today, is_open=is_open, next=find(hours, here))


def changes_at(opening: Opening, clinic: Clinic) -> datetime.datetime | None:
    """The moment at which the door opens or shuts today; None if it stays."""
    change = opening.next
    if change is None or change.days_on:
        return None
    zone = zoneinfo.ZoneInfo(clinic.time_zone)
    return datetime.datetime.combine(clinic.today, change.at, tzinfo=zone)


def week(hours: Iterable[Hours]) -> list[Stretch]:
    """Monday to Sunday, days with the same hours together; empty without hours."""
    by_day = {day: tuple(h for h in hours if h.weekday == day) for day in Weekday}
    if not any(by_day.values()):
        return []

    def times(day: Weekday):
        return [(row.starts_at, row.until_at) for row in by_day[day]]

    runs = [list(run) for _times, run in groupby(Weekday, key=times)]
    return [Stretch(first=run[0], last=run[-1], hours=by_day[run[0]]) for run in runs]


def _shuts(hours: list[Hours], here: datetime.datetime) -> Change | None:
    """The end of the stretch that is running; one that begins with it goes on.

    So does one that begins at midnight, where this one ends then.
    """
    today = Weekday(here.weekday())
    tomorrow = Weekday((today + 1) % DAYS)
    until = _end(hours, today, here.time())
    if until < LAST_MINUTE:
        return Change(days_on=0, weekday=today, at=until)
    night = _end(hours, tomorrow, datetime.time.min)
    if night == datetime.time.min:
        return Change(days_on=0, weekday=today, at=LAST_MINUTE)
    if night < min(here.time(), LAST_MINUTE):
        return Change(days_on=1, weekday=tomorrow, at=night)
    return None


def _end(hours: list[Hours], weekday: Weekday, start: datetime.time) -> datetime.time:
    """Until when a door that is open at that time stays open on that day."""
    until = start
    for row in hours:
        if row.weekday == weekday and row.covers(until):
            until = max(until, row.until_at)
    return until


def _opens(hours: list[Hours], here: datetime.datetime) -> Change | None:
    later = [
        ((row.weekday - here.weekday()) % DAYS, row.starts_at, row) for row in hours
    ]
    # What began earlier today comes round in a week.
    ahead = [
        (DAYS if not days and start <= here.time() else days, start, row)
        for days, start, row in later
    ]
    if not ahead:
        return None
    days_on, start, row = min(ahead, key=lambda each: each[:2])
    return Change(days_on=days_on, weekday=Weekday(row.weekday), at=start)
