"""Time that reviewers work: Monday to Friday, in UTC, without holidays.

Every moment has a place on one line from which the weekends are cut out, so adding,
taking away and comparing are sums.
"""

import datetime

from django.db.models import Case, DateTimeField, ExpressionWrapper, F, When
from django.db.models.functions import ExtractIsoWeekDay, TruncDay
from django.db.models.lookups import Exact

DAY = datetime.timedelta(days=1)
DAYS_A_WEEK = 5
MONDAY = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


def after(moment: datetime.datetime, working: datetime.timedelta) -> datetime.datetime:
    """When that much has been worked since; what ends on a Friday ends on Monday."""
    return _moment(_place(moment) + working)


def before(moment: datetime.datetime, working: datetime.timedelta) -> datetime.datetime:
    """The moment from which that much has been worked until this one."""
    return _moment(_place(moment) - working)


def between(start: datetime.datetime, end: datetime.datetime) -> datetime.timedelta:
    """How much is worked from one moment to another; negative where it is earlier."""
    return _place(end) - _place(start)


def days_after(field: str, days: int) -> Case:
    """As `after` does for whole days, worked out by the database."""
    whens = [
        When(Exact(ExtractIsoWeekDay(field, tzinfo=datetime.UTC), n + 1), then=then)
        for n, then in enumerate(_days_after(field, days))
    ]
    return Case(*whens, output_field=DateTimeField())


def _days_after(field: str, days: int):
    """What to add to the moment, for each day of the week it may fall on."""
    for weekday in range(7):
        begins, shift = F(field), days
        if weekday < DAYS_A_WEEK:
            shift += (weekday + days) // DAYS_A_WEEK * 2
        else:  # nothing is worked before Monday begins
            begins = TruncDay(field, tzinfo=datetime.UTC)
            shift += 7 - weekday + days // DAYS_A_WEEK * 2
        later = begins + datetime.timedelta(days=shift)
        yield ExpressionWrapper(later, output_field=DateTimeField())


def _place(moment: datetime.datetime) -> datetime.timedelta:
    weeks, rest = divmod(moment - MONDAY, 7 * DAY)
    return weeks * DAYS_A_WEEK * DAY + min(rest, DAYS_A_WEEK * DAY)


def _moment(place: datetime.timedelta) -> datetime.datetime:
    weeks, rest = divmod(place, DAYS_A_WEEK * DAY)
    return MONDAY + weeks * 7 * DAY + rest
