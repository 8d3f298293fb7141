"""Which day it is where: papers end with the day of the place they speak of."""

import datetime
import zoneinfo
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from django.db.models import Q


def zones_by_day(moment: datetime.datetime) -> dict[datetime.date, list[str]]:
    """The names of all time zones by the date that they have at a moment.

    Two dates, for an hour or two each day three: a query asks for each by itself.
    """
    found = defaultdict(list)
    for name, zone in _zones().items():
        found[moment.astimezone(zone).date()].append(name)
    return dict(found)


def each_on_its_day(
    moment: datetime.datetime, zone: str, condition: Callable[[datetime.date], Q]
) -> Q:
    """A condition that each row answers by its own day; `zone` is its time zone."""
    found = Q()
    for day, zones in zones_by_day(moment).items():
        found |= Q(**{f"{zone}__in": zones}) & condition(day)
    return found


@cache
def _zones() -> dict[str, zoneinfo.ZoneInfo]:
    """Kept, since Python keeps no more than eight of them by itself."""
    names = sorted(zoneinfo.available_timezones())
    return {name: zoneinfo.ZoneInfo(name) for name in names}
