"""Several workers at the same reports: each step is taken once, with one letter."""

from tests.aftercare.race_escalations import REPORTS, WORKERS

PROGRAM = "tests.aftercare.race_escalations"


def test_each_step_is_taken_once_however_many_workers_there_are(race):
    result = race(PROGRAM)

    assert result == {
        "workers": {"done": 2 * WORKERS},
        "first": [REPORTS, REPORTS],
        "second": [2 * REPORTS, 2 * REPORTS],
    }


def test_without_the_lock_they_write_twice(race):
    """The race is real; even then the database keeps each step once."""
    result = race(PROGRAM, "--without-lock")

    steps, letters = result["second"]
    assert letters > 2 * REPORTS or result["workers"] != {"done": 2 * WORKERS}
    assert steps <= 2 * REPORTS
