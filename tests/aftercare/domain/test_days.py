"""A day is a date on the calendar that the person lives by, and nothing else."""

import datetime
import zoneinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftercare.domain import days

UTC = datetime.UTC
# The first look at a zone reads its file, which a busy machine does slowly.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# With every odd offset there is, and both changes of clocks between 2024 and 2030.
ZONES = st.sampled_from(
    sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
).map(ZoneInfo)
MOMENTS = st.datetimes(
    datetime.datetime(2024, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime.datetime(2030, 12, 30),  # noqa: DTZ001 - the same
    timezones=st.just(UTC),
)
DATES = st.dates(datetime.date(2024, 1, 1), datetime.date(2030, 12, 30))


def moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


@given(DATES, st.integers(-400, 4000))
def test_a_day_and_its_date_are_two_words_for_one_thing(day_zero, day):
    on = days.date_of(day, day_zero=day_zero)

    assert days.number(on, day_zero=day_zero) == day


@patient
@given(
    MOMENTS, ZONES, st.timedeltas(datetime.timedelta(), datetime.timedelta(hours=22))
)
def test_days_go_on_one_by_one(first, zone, later):
    before = days.local_date(first, zone)
    after = days.local_date(first + later, zone)

    assert days.number(after, day_zero=before) in (0, 1)


@patient
@given(DATES, ZONES)
def test_a_day_changes_at_midnight_there_however_long_it_was(on, zone):
    tomorrow = on + datetime.timedelta(1)
    midnight = datetime.datetime.combine(tomorrow, datetime.time(), zone)
    # Where clocks go forward at midnight that hour is not there; the day begins later.
    start = midnight.astimezone(UTC)
    before = start - datetime.timedelta(hours=2)

    assert days.local_date(before, zone) == on
    assert days.local_date(start + datetime.timedelta(hours=1), zone) == tomorrow


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        # Midnight.
        ("2026-11-26T23:59:59+00:00", "Europe/London", 3),
        ("2026-11-27T00:00:00+00:00", "Europe/London", 4),
        ("2026-11-26T22:59:59+00:00", "Europe/Madrid", 3),
        ("2026-11-26T23:00:00+00:00", "Europe/Madrid", 4),
        # One moment, three calendars: travel east, and west.
        ("2026-11-26T12:00:00+00:00", "Pacific/Kiritimati", 4),
        ("2026-11-26T12:00:00+00:00", "Europe/London", 3),
        ("2026-11-26T07:00:00+00:00", "America/Los_Angeles", 2),
        # A phone says what it likes; an offset does not change the moment.
        ("2026-11-27T03:00:00+05:00", "Europe/London", 3),
    ],
)
def test_the_day_of_a_session_on_the_23rd(at, zone, day):
    on = days.local_date(moment(at), ZoneInfo(zone))

    assert days.number(on, day_zero=datetime.date(2026, 11, 23)) == day


@pytest.mark.parametrize(
    ("zone", "day_zero", "at", "day"),
    [
        # Clocks go forward on 29 March 2026 and back on 25 October 2026.
        ("Europe/Madrid", "2026-03-28", "2026-03-29T21:59:59+00:00", 1),
        ("Europe/Madrid", "2026-03-28", "2026-03-29T22:00:00+00:00", 2),
        ("Europe/Madrid", "2026-10-24", "2026-10-25T22:59:59+00:00", 1),
        ("Europe/Madrid", "2026-10-24", "2026-10-25T23:00:00+00:00", 2),
        # By half an hour.
        ("Australia/Lord_Howe", "2026-10-03", "2026-10-04T12:59:59+00:00", 1),
        ("Australia/Lord_Howe", "2026-10-03", "2026-10-04T13:00:00+00:00", 2),
        # The leap day is a day.
        ("Europe/London", "2028-02-28", "2028-02-29T12:00:00+00:00", 1),
        ("Europe/London", "2028-02-28", "2028-03-01T12:00:00+00:00", 2),
        ("Europe/London", "2027-02-28", "2027-03-01T12:00:00+00:00", 1),
    ],
)
def test_clocks_and_leap_years(zone, day_zero, at, day):
    on = days.local_date(moment(at), ZoneInfo(zone))

    assert days.number(on, day_zero=datetime.date.fromisoformat(day_zero)) == day


def test_a_moment_without_a_zone_has_no_date():
    with pytest.raises(ValueError, match="without a zone"):
        days.local_date(datetime.datetime(2026, 11, 26), UTC)  # noqa: DTZ001 - the point
