"""What day and what time it is in every zone, as conditions for the database.

A paper holds until midnight where the clinic stands, and a door opens by the clock
that hangs there.
"""

import datetime
import zoneinfo
from collections import defaultdict
from functools import lru_cache

from django.db.models import Case, DateField, Q, Value, When
from django.utils import timezone

BEFORE_THE_LAST = datetime.time(23, 58, 59, 999999)


@lru_cache(maxsize=1)
def _zones() -> tuple[tuple[str, zoneinfo.ZoneInfo], ...]:
    """Every zone a clinic can have; kept, since reading them all takes a while."""
    names = sorted(zoneinfo.available_timezones())
    return tuple((name, zoneinfo.ZoneInfo(name)) for name in names)


def days() -> dict[datetime.date, list[str]]:
    """The zones by the day it is there: two days, for some hours three."""
    now, found = timezone.now(), defaultdict(list)
    for name, zone in _zones():
        found[now.astimezone(zone).date()].append(name)
    return dict(found)


def day_there() -> Case:
    """The day it is where a clinic stands."""
    by_day = days()
    commonest = max(by_day, key=lambda day: len(by_day[day]))
    return Case(
        *(
            When(time_zone__in=zones, then=Value(day, DateField()))
            for day, zones in by_day.items()
            if day != commonest
        ),
        default=Value(commonest, DateField()),
        output_field=DateField(),
    )


def running_now() -> Q:
    """The stretches of `Hours` that hold this moment, each by its clinic's clock."""
    now, found = timezone.now(), defaultdict(list)
    for name, zone in _zones():
        there = now.astimezone(zone)
        # In the last minute of a day the doors are open that shut at midnight.
        found[there.weekday(), min(there.time(), BEFORE_THE_LAST)].append(name)
    condition = Q()
    for (weekday, time), zones in found.items():
        condition |= Q(
            clinic__time_zone__in=zones,
            weekday=weekday,
            starts_at__lte=time,
            until_at__gt=time,
        )
    return condition
