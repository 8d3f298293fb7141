"""Several processes at the same reminders: each is claimed once, with one letter."""

from tests.aftercare.race_reminders import PEOPLE

PROGRAM = "tests.aftercare.race_reminders"
ONCE = {"claimed": PEOPLE, "letters": PEOPLE, "failed": 0, "settled": PEOPLE}


def test_each_person_is_reminded_once_however_many_processes_there_are(race):
    assert race(PROGRAM) == ONCE


def test_without_the_lock_they_write_twice_or_fail(race):
    """The race is real; even then each is claimed once."""
    result = race(PROGRAM, "--without-lock")

    assert result != ONCE
    assert result["claimed"] == PEOPLE
