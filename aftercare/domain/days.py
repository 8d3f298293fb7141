"""Days of a plan on somebody's calendar.

A day is a date on the calendar of the place that the person says they live by, an IANA
zone that we keep. Only the server's clock is asked. Times of day never count: a day may
have 23, 24 or 25 hours, and whoever crosses the date line can have a date twice or not
at all.
"""

import datetime
from zoneinfo import ZoneInfo


def local_date(moment: datetime.datetime, zone: ZoneInfo) -> datetime.date:
    """The date on the calendar there at that moment, which must be aware of its zone.

    Raises ValueError for a moment that is not.
    """
    if moment.utcoffset() is None:
        raise ValueError("A moment without a zone has no date.")
    return moment.astimezone(zone).date()


def number(on: datetime.date, *, day_zero: datetime.date) -> int:
    """The day of the plan on that date; negative before the session."""
    return (on - day_zero).days


def date_of(day: int, *, day_zero: datetime.date) -> datetime.date:
    """The date of a day of the plan."""
    return day_zero + datetime.timedelta(days=day)
