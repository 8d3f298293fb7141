"""Business hours: Monday to Friday, 09:00 to 17:00 UTC.

Clocks run by `working_time`; this says how many hours somebody could have worked.
Holidays are not known here: each country of each reviewer has others.
"""

import datetime

OPENS, CLOSES = datetime.time(9), datetime.time(17)
SATURDAY = 5
ONE_DAY = datetime.timedelta(days=1)


def hours_between(start: datetime.datetime, end: datetime.datetime) -> float:
    """Business hours from one moment to a later one; 0 when none lies between.

    >>> friday = datetime.datetime(2026, 11, 20, 16, tzinfo=datetime.UTC)
    >>> hours_between(friday, friday + datetime.timedelta(days=3))
    8.0
    """
    start, end = start.astimezone(datetime.UTC), end.astimezone(datetime.UTC)
    total, day = datetime.timedelta(), start.date()
    while day <= end.date():
        if day.weekday() < SATURDAY:
            opens = datetime.datetime.combine(day, OPENS, tzinfo=datetime.UTC)
            closes = datetime.datetime.combine(day, CLOSES, tzinfo=datetime.UTC)
            worked = min(end, closes) - max(start, opens)
            total += max(worked, datetime.timedelta())
        day += ONE_DAY
    return total / datetime.timedelta(hours=1)
