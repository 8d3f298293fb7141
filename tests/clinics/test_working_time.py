"""Five working days are a week, and a weekend is none."""

import datetime
import itertools

import pytest

from clinics import working_time
from clinics.models import MisuseReport
from tests.factories.clinics import MisuseReportFactory


def moment(text):
    return datetime.datetime.fromisoformat(f"{text}:00+00:00")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-23T09:00", 5, "2026-11-30T09:00"),  # Monday
        ("2026-11-27T09:00", 1, "2026-11-30T09:00"),  # Friday
        ("2026-11-28T09:00", 1, "2026-12-01T00:00"),  # Saturday
        ("2026-11-29T23:59", 5, "2026-12-07T00:00"),  # Sunday
        ("2026-11-25T00:00", 3, "2026-11-30T00:00"),  # Wednesday, until the weekend
    ],
)
def test_working_days_are_counted_from_a_moment(start, days, end):
    working = days * working_time.DAY

    assert working_time.after(moment(start), working) == moment(end)


HOUR = datetime.timedelta(hours=1)
BEGINS = moment("2026-11-23T00:00")
MOMENTS = [BEGINS + hours * HOUR for hours in range(0, 21 * 24, 8)]
SPANS = [hours * HOUR for hours in (0, 1, 24, 60, 5 * 24, 11 * 24)]


@pytest.mark.parametrize("span", SPANS)
def test_sums_of_working_time_hold_together(span):
    for one, other in itertools.product(MOMENTS, MOMENTS):
        assert working_time.between(one, working_time.after(one, span)) == span
        assert working_time.between(working_time.before(one, span), one) == span
        there = working_time.between(one, other)
        assert working_time.between(other, one) == -there
        assert working_time.after(one, span).weekday() < 5
        # What a filter asks the database is what a line says.
        overdue = working_time.after(one, span) < other
        assert overdue == (one < working_time.before(other, span))


@pytest.mark.django_db
@pytest.mark.parametrize("days", [2, 5, 7])
def test_the_database_counts_as_we_do(days):
    begins = moment("2026-11-23T09:30")
    for hours in range(0, 14 * 24, 11):
        at = begins + datetime.timedelta(hours=hours)
        MisuseReportFactory(received_at=at)

    found = MisuseReport.objects.annotate(
        due=working_time.days_after("received_at", days)
    )

    for report in found:
        due = working_time.after(report.received_at, days * working_time.DAY)
        assert report.due == due, report.received_at
