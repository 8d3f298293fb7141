"""Until when a clinic answers a report, by the hours in which it says it answers."""

import datetime
import zoneinfo
from collections.abc import Iterable

from aftercare.enums import ReportLevel
from clinics.models import Clinic, Hours

# Of the clinic's own response time; the rules themselves say whom to call before.
ALLOWED = {
    ReportLevel.EXPECTED: datetime.timedelta(hours=8),
    ReportLevel.CLINIC: datetime.timedelta(hours=8),
    ReportLevel.URGENT: datetime.timedelta(minutes=30),
    ReportLevel.EMERGENCY: datetime.timedelta(minutes=30),
}
FURTHEST = 60  # days


def answer_by(
    hours: Iterable[Hours],
    clinic: Clinic,
    *,
    level: ReportLevel,
    start: datetime.datetime,
) -> datetime.datetime | None:
    """When that much of its response hours has run; None while it has none."""
    left = ALLOWED[level]
    for opens, closes in _stretches(list(hours), clinic, start):
        opens = max(opens, start)
        if opens >= closes:
            continue
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return None


def _stretches(hours: list[Hours], clinic: Clinic, start: datetime.datetime):
    """Stretches one after the other, in UTC: a day may have 23 or 25 hours."""
    zone = zoneinfo.ZoneInfo(clinic.time_zone)
    first = start.astimezone(zone).date()

    def moment(on: datetime.date, at: datetime.time) -> datetime.datetime:
        return datetime.datetime.combine(on, at, tzinfo=zone).astimezone(datetime.UTC)

    for days in range(FURTHEST):
        on = first + datetime.timedelta(days)
        midnight = moment(on + datetime.timedelta(1), datetime.time.min)
        today = [each for each in hours if each.weekday == on.weekday()]
        for each in sorted(today, key=lambda row: row.starts_at):
            closes = midnight if each.lasts_the_day else moment(on, each.until_at)
            yield moment(on, each.starts_at), closes
