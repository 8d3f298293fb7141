"""Time that reviewers work: Monday to Friday, in UTC, without holidays.

Every moment has a place on one line from which the weekends are cut out, so adding,
taking away and comparing are sums.
"""

import datetime

from django.db.models import Case, DateTimeField, ExpressionWrapper, F, When
from django.db.models.functions import ExtractIsoWeekDay, TruncDay
from django.db.models.lookups import LessThanOrEqual

DAY = datetime.timedelta(days=1)
DAYS_A_WEEK = 5
MONDAY = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


def after(moment: datetime.datetime, working: datetime.timedelta) -> datetime.datetime:
    """When that much has been worked since; what ends on a Friday ends on Monday."""
    return _moment(_place(moment) + working)


def before(moment: datetime.datetime, working: datetime.timedelta) -> datetime.datetime:
    """The first moment from which that much, and no more, is worked until this one.

    What began before it is behind; a weekend begins on Friday at midnight.
    """
    place = _place(moment) - working
    weekend = datetime.timedelta(0) if place % (DAYS_A_WEEK * DAY) else 2 * DAY
    return _moment(place) - weekend


def between(start: datetime.datetime, end: datetime.datetime) -> datetime.timedelta:
    """How much is worked from one moment to another; negative where it is earlier."""
    return _place(end) - _place(start)


def days_after(field: str, days: int) -> Case:
    """As `after` does for whole days, worked out by the database."""
    weekday = ExtractIsoWeekDay(field, tzinfo=datetime.UTC)
    whens = [
        When(LessThanOrEqual(weekday, last), then=then)
        for last, then in _days_after(field, days)
    ]
    return Case(*whens, output_field=DateTimeField())


def _days_after(field: str, days: int):
    """Until which day of the week (Monday is 1) what is added to the moment."""
    weeks, rest = divmod(days, DAYS_A_WEEK)
    # Until this day no further weekend is crossed.
    yield DAYS_A_WEEK - rest, _later(F(field), days + 2 * weeks)
    yield DAYS_A_WEEK, _later(F(field), days + 2 * weeks + 2)
    midnight = TruncDay(field, tzinfo=datetime.UTC)
    yield 6, _later(midnight, days + 2 * weeks + 2)  # nothing is worked till Monday
    yield 7, _later(midnight, days + 2 * weeks + 1)


def _later(moment, days: int) -> ExpressionWrapper:
    later = moment + datetime.timedelta(days=days)
    return ExpressionWrapper(later, output_field=DateTimeField())


def _place(moment: datetime.datetime) -> datetime.timedelta:
    weeks, rest = divmod(moment - MONDAY, 7 * DAY)
    return weeks * DAYS_A_WEEK * DAY + min(rest, DAYS_A_WEEK * DAY)


def _moment(place: datetime.timedelta) -> datetime.datetime:
    weeks, rest = divmod(place, DAYS_A_WEEK * DAY)
    return MONDAY + weeks * 7 * DAY + rest
