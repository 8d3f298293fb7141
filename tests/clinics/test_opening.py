"""Whether the door is open, by the clock of the place."""

import datetime

import pytest

from clinics import opening
from clinics.enums import Weekday
from tests.factories.clinics import ClinicFactory, HoursFactory


def hours(*stretches):
    """Rows such as (0, "09:00-12:00"), not stored."""
    return [
        HoursFactory.build(
            clinic=None,
            weekday=weekday,
            starts_at=datetime.time.fromisoformat(stretch[:5]),
            until_at=datetime.time.fromisoformat(stretch[6:]),
        )
        for weekday, stretch in stretches
    ]


WEEK = hours((0, "13:00-17:00"), (0, "09:00-12:00"), (2, "10:00-14:00"))


def door(clock, moment, rows=WEEK, zone="Europe/Lisbon"):
    clock.move_to(datetime.datetime.fromisoformat(f"{moment}+00:00"))
    clinic = ClinicFactory.build(time_zone=zone)
    return opening.now(rows, clinic), clinic


@pytest.mark.parametrize(
    ("moment", "is_open", "change"),
    [
        ("2026-11-23T08:59", False, (0, 0, "09:00")),
        ("2026-11-23T09:00", True, (0, 0, "12:00")),
        ("2026-11-23T11:59", True, (0, 0, "12:00")),
        ("2026-11-23T12:00", False, (0, 0, "13:00")),
        ("2026-11-23T16:59", True, (0, 0, "17:00")),
        ("2026-11-23T17:00", False, (2, 2, "10:00")),
        ("2026-11-24T09:30", False, (1, 2, "10:00")),
        ("2026-11-25T14:00", False, (5, 0, "09:00")),
        ("2026-11-29T23:59", False, (1, 0, "09:00")),
    ],
)
def test_door_and_its_next_change(clock, moment, is_open, change):
    now, _clinic = door(clock, moment)

    days_on, weekday, time = change
    assert now.is_open is is_open
    assert now.next == opening.Change(
        days_on=days_on,
        weekday=Weekday(weekday),
        at=datetime.time.fromisoformat(time),
    )


def test_clock_is_that_of_the_place(clock):
    now, _clinic = door(clock, "2026-11-23T20:00", zone="Pacific/Auckland")
    assert now.is_open is False
    assert now.today == ()  # it is Tuesday there

    now, clinic = door(clock, "2026-11-22T20:30", zone="Pacific/Auckland")
    assert now.is_open is True  # Monday, 09:30
    moment = opening.changes_at(now, clinic)
    assert moment.isoformat() == "2026-11-23T12:00:00+13:00"


def test_one_day_a_week_comes_round(clock):
    now, clinic = door(clock, "2026-11-23T18:00", rows=hours((0, "09:00-12:00")))

    assert (now.next.days_on, now.next.weekday) == (7, Weekday.MONDAY)
    assert opening.changes_at(now, clinic) is None


def test_stretches_that_touch_are_one(clock):
    rows = hours((0, "09:00-12:00"), (0, "12:00-17:00"))
    now, _clinic = door(clock, "2026-11-23T10:00", rows=rows)

    assert now.next.at == datetime.time(17)


NIGHT = hours((0, "20:00-23:59"), (1, "00:00-02:00"), (1, "22:00-23:59"))


@pytest.mark.parametrize(
    ("moment", "is_open", "change"),
    [
        ("2026-11-23T21:00", True, (1, 1, "02:00")),
        ("2026-11-23T23:59:30", True, (1, 1, "02:00")),
        ("2026-11-24T00:00", True, (0, 1, "02:00")),
        ("2026-11-24T02:00", False, (0, 1, "22:00")),
        ("2026-11-24T23:59:30", True, (0, 1, "23:59")),
        ("2026-11-25T00:00", False, (5, 0, "20:00")),
    ],
)
def test_night_goes_on_past_midnight(clock, moment, is_open, change):
    now, _clinic = door(clock, moment, rows=NIGHT)

    days_on, weekday, time = change
    assert now.is_open is is_open
    assert now.next == opening.Change(
        days_on=days_on,
        weekday=Weekday(weekday),
        at=datetime.time.fromisoformat(time),
    )


@pytest.mark.parametrize("time", ["00:00", "12:00", "23:59", "23:59:30"])
def test_door_that_never_shuts_is_open_without_an_end(clock, time):
    rows = hours(*((day, "00:00-23:59") for day in range(7)))
    now, clinic = door(clock, f"2026-11-23T{time}", rows=rows)

    assert (now.is_open, now.next) == (True, None)
    assert opening.changes_at(now, clinic) is None


def test_without_hours_nothing_changes(clock):
    now, clinic = door(clock, "2026-11-23T10:00", rows=[])

    assert (now.is_open, now.today, now.next) == (False, (), None)
    assert opening.changes_at(now, clinic) is None
    assert opening.week([]) == []


def test_days_with_the_same_hours_stand_together():
    rows = hours(
        (0, "09:00-17:00"),
        (1, "09:00-17:00"),
        (2, "09:00-12:00"),
        (4, "09:00-17:00"),
    )

    week = [
        (each.first.label, each.last.label, [str(row.starts_at) for row in each.hours])
        for each in opening.week(rows)
    ]

    assert week == [
        ("Monday", "Tuesday", ["09:00:00"]),
        ("Wednesday", "Wednesday", ["09:00:00"]),
        ("Thursday", "Thursday", []),
        ("Friday", "Friday", ["09:00:00"]),
        ("Saturday", "Sunday", []),
    ]
