"""Two owners write one profile at once, and no change of theirs is lost."""

from tests.clinics.race_profiles import MARKS, OWNERS

PROGRAM = "tests.clinics.race_profiles"


def test_owners_who_do_not_say_what_they_read_lose_each_others_changes(race):
    """The race is real."""
    result = race(PROGRAM, "--without-edition")

    assert result["acknowledged"] == OWNERS * MARKS
    assert result["kept"] < result["acknowledged"]


def test_owners_at_once_lose_no_change_and_each_application_makes_one_clinic(race):
    result = race(PROGRAM)

    assert result == {
        "acknowledged": OWNERS * MARKS,
        "kept": OWNERS * MARKS,
        "made": OWNERS,
        "owners": OWNERS,
    }
