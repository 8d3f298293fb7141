"""Five working days are a week, and a weekend is none."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


MOMENTS = st.datetimes(
    min_value=datetime.datetime(2020, 1, 1),  # noqa: DTZ001 (wants naive bounds)
    max_value=datetime.datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(datetime.UTC),
)
SPANS = st.timedeltas(
    min_value=datetime.timedelta(), max_value=datetime.timedelta(days=40)
)


@given(MOMENTS, MOMENTS, SPANS)
def test_sums_of_working_time_hold_together(one, other, span):
    assert working_time.between(one, working_time.after(one, span)) == span
    assert working_time.between(working_time.before(one, span), one) == span
    assert working_time.between(one, other) == -working_time.between(other, one)
    assert working_time.after(one, span).weekday() < 5
    # What a filter asks the database is what a line says.
    if working_time.between(working_time.before(other, span), one):
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
