"""Several processes at the same erasures: each is carried out and told once."""

import pytest

from tests.aftercare.race_erasures import PEOPLE
from tests.portal.audit.test_race import race

pytestmark = pytest.mark.django_db(transaction=True)
PROGRAM = "tests.aftercare.race_erasures"
ONCE = {
    "refused": 0,
    "done": PEOPLE,
    "letters": PEOPLE,
    "kept": PEOPLE,
    "noted": PEOPLE,
}


def test_each_person_is_erased_once_however_many_processes_there_are(tmp_path):
    assert race(tmp_path, program=PROGRAM) == ONCE


def test_without_the_lock_they_erase_twice_or_fail(tmp_path):
    """The race is real."""
    assert race(tmp_path, "--without-lock", program=PROGRAM) != ONCE
