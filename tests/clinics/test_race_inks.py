"""Two people at one bottle or one report: one does it, the other is told."""

from tests.clinics.race_inks import PEOPLE

PROGRAM = "tests.clinics.race_inks"
OTHERS = PEOPLE - 1


def test_at_once_each_thing_is_done_once_and_the_others_are_told(race):
    result = race(PROGRAM)

    assert result == {
        "opened": ["NotNow"] * OTHERS + ["done"],
        "openings": 1,
        "submitted": ["MoveNotAllowed"] * OTHERS + ["done"],
        "decided": ["MoveNotAllowed"] * OTHERS + ["done"],
        "decisions": 1,
    }


def test_without_the_lock_people_get_in_each_others_way(race):
    """The race is real; even then the database keeps a second opening out."""
    result = race(PROGRAM, "--without-lock")

    assert "NotNow" not in result["opened"]
    assert (result["openings"], result["decisions"]) == (1, 1)
