"""Two at once: joining, asking, helping and showing happen once, and nobody waits."""

from tests.aftercare.race_joining import PEOPLE

OTHERS = PEOPLE - 1
PROGRAM = "tests.aftercare.race_joining"


def test_at_once_each_thing_happens_once(race):
    result = race(PROGRAM)

    assert result == {
        "accepted": ["NotOpen"] * OTHERS + ["done"],
        "links": 1,
        "consents": 1,
        "accepted and withdrawn": ["NotOpen", "done"],
        "one answer": True,
        "asked": ["AlreadyClient"] * OTHERS + ["done"],
        "questions": 1,
        "helper invited": ["OneIsEnough"] * OTHERS + ["done"],
        "letters": 1,
        "helper accepted": ["NotOpen"] * OTHERS + ["done"],
        "helpers": 1,
        "shown": ["done"] * PEOPLE,
        "grants": 1,
        "log is whole": True,
    }


def test_without_the_lock_people_get_in_each_others_way(race):
    """The race is real; even then the database keeps the second one out."""
    result = race(PROGRAM, "--without-lock")

    apart = {
        "helper invited": ["OneIsEnough"] * OTHERS + ["done"],
        "shown": ["done"] * PEOPLE,
    }
    assert {name: result[name] for name in apart} != apart
    assert (result["letters"], result["grants"]) == (1, 1)
