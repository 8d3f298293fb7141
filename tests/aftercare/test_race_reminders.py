"""Several processes at the same reminders: each is claimed once, with one letter."""

import pytest

from tests.aftercare.race_reminders import PEOPLE
from tests.portal.audit.test_race import race

pytestmark = pytest.mark.django_db(transaction=True)
PROGRAM = "tests.aftercare.race_reminders"
ONCE = {"claimed": PEOPLE, "letters": PEOPLE, "failed": 0, "settled": PEOPLE}


def test_each_person_is_reminded_once_however_many_processes_there_are(tmp_path):
    assert race(tmp_path, program=PROGRAM) == ONCE


def test_without_the_lock_they_write_twice_or_fail(tmp_path):
    """The race is real; even then each is claimed once."""
    result = race(tmp_path, "--without-lock", program=PROGRAM)

    assert result != ONCE
    assert result["claimed"] == PEOPLE
