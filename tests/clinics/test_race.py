"""One invitation, several tabs: one place in the team."""

from tests.clinics.race import TABS

PROGRAM = "tests.clinics.race"


def test_tabs_at_once_make_one_membership_and_the_others_are_told(race):
    result = race(PROGRAM)

    assert result == {
        "outcomes": ["NotOpen"] * (TABS - 1) + ["accepted"],
        "memberships": 1,
    }


def test_without_the_lock_the_tabs_get_in_each_others_way(race):
    """The race is real; even then the database keeps a second membership out."""
    result = race(PROGRAM, "--without-lock")

    assert "NotOpen" not in result["outcomes"]
    assert len(result["outcomes"]) == TABS
    assert result["memberships"] == 1
