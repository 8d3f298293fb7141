"""Two people at one bottle or one report: one does it, the other is told."""

import pytest

from tests.clinics.race_inks import PEOPLE
from tests.portal.audit.test_race import race

pytestmark = pytest.mark.django_db(transaction=True)
OTHERS = PEOPLE - 1


def test_at_once_each_thing_is_done_once_and_the_others_are_told(tmp_path):
    result = race(tmp_path, program="tests.clinics.race_inks")

    assert result == {
        "opened": ["NotNow"] * OTHERS + ["done"],
        "openings": 1,
        "submitted": ["MoveNotAllowed"] * OTHERS + ["done"],
        "decided": ["MoveNotAllowed"] * OTHERS + ["done"],
        "decisions": 1,
    }


def test_without_the_lock_people_get_in_each_others_way(tmp_path):
    """The race is real; even then the database keeps a second opening out."""
    result = race(tmp_path, "--without-lock", program="tests.clinics.race_inks")

    assert "NotNow" not in result["opened"]
    assert (result["openings"], result["decisions"]) == (1, 1)
