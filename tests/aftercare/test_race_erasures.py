"""Several processes at the same erasures: each is carried out and told once."""

from tests.aftercare.race_erasures import PEOPLE

PROGRAM = "tests.aftercare.race_erasures"
ONCE = {
    "refused": 0,
    "done": PEOPLE,
    "letters": PEOPLE,
    "kept": PEOPLE,
    "noted": PEOPLE,
}


def test_each_person_is_erased_once_however_many_processes_there_are(race):
    assert race(PROGRAM) == ONCE


def test_without_the_lock_they_erase_twice_or_fail(race):
    """The race is real."""
    assert race(PROGRAM, "--without-lock") != ONCE
