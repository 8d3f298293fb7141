"""One invitation, several tabs: one place in the team."""

import pytest

from tests.clinics.race import TABS
from tests.portal.audit.test_race import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_tabs_at_once_make_one_membership_and_the_others_are_told(tmp_path):
    result = race(tmp_path, program="tests.clinics.race")

    assert result == {
        "outcomes": ["NotOpen"] * (TABS - 1) + ["accepted"],
        "memberships": 1,
    }


def test_without_the_lock_the_tabs_get_in_each_others_way(tmp_path):
    """The race is real; even then the database keeps a second membership out."""
    result = race(tmp_path, "--without-lock", program="tests.clinics.race")

    assert "NotOpen" not in result["outcomes"]
    assert len(result["outcomes"]) == TABS
    assert result["memberships"] == 1
