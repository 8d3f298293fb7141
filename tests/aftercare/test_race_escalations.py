"""Several workers at the same reports: each step is taken once, with one letter."""

import pytest

from tests.aftercare.race_escalations import REPORTS, WORKERS
from tests.portal.audit.test_race import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_step_is_taken_once_however_many_workers_there_are(tmp_path):
    result = race(tmp_path, program="tests.aftercare.race_escalations")

    assert result == {
        "workers": {"done": 2 * WORKERS},
        "first": [REPORTS, REPORTS],
        "second": [2 * REPORTS, 2 * REPORTS],
    }


def test_without_the_lock_they_write_twice(tmp_path):
    """The race is real; even then the database keeps each step once."""
    result = race(
        tmp_path, "--without-lock", program="tests.aftercare.race_escalations"
    )

    steps, letters = result["second"]
    assert letters > 2 * REPORTS or result["workers"] != {"done": 2 * WORKERS}
    assert steps <= 2 * REPORTS
