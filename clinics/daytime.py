"""Which day it is where: papers end with the day of the place they speak of."""

import datetime
import zoneinfo
from collections import defaultdict
from functools import cache


def zones_by_day(moment: datetime.datetime) -> dict[datetime.date, list[str]]:
    """The names of all time zones by the date that they have at a moment.

    Two dates, for an hour or two each day three: a query asks for each by itself.
    """
    found = defaultdict(list)
    for name, zone in _zones().items():
        found[moment.astimezone(zone).date()].append(name)
    return dict(found)


@cache
def _zones() -> dict[str, zoneinfo.ZoneInfo]:
    """Kept, since Python keeps no more than eight of them by itself."""
    names = sorted(zoneinfo.available_timezones())
    return {name: zoneinfo.ZoneInfo(name) for name in names}
