"""Several of a team at one client: one session each time, and the others are told."""

from tests.aftercare.race_sessions import PEOPLE

PROGRAM = "tests.aftercare.race_sessions"
OTHERS = PEOPLE - 1


def test_at_once_each_thing_is_written_down_once(race):
    result = race(PROGRAM)

    assert result == {
        "one form": ["done"] * PEOPLE,
        "sessions of it": 1,
        "several forms": ["Held"] * OTHERS + ["done"],
        "sessions of them": 1,
        "handed over": ["NotNow"] * OTHERS + ["done"],
        "amended": ["Stale"] * OTHERS + ["done"],
        "amendments": 1,
        "links": ["done"] * PEOPLE,
        "open links": 1,
    }


def test_without_the_lock_people_get_in_each_others_way(race):
    """The race is real; even then the database keeps a second session of a form out."""
    result = race(PROGRAM, "--without-lock")

    assert result["one form"] != ["done"] * PEOPLE
    assert result["sessions of it"] == 1
    assert "Stale" not in result["amended"]
