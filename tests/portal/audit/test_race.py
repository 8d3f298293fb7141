"""Two writers at once keep the chain whole."""

from tests.portal.audit.race import EVENTS, WRITERS

PROGRAM = "tests.portal.audit.race"


def test_writers_without_the_lock_get_in_each_others_way(race):
    """The race is real; the constraints then refuse rather than break the chain."""
    result = race(PROGRAM, "--without-lock")

    assert result["refused"] > 0
    assert result["kept"] == result["acknowledged"]
    assert result["broken_at"] is None


def test_writers_at_once_keep_the_chain_whole_and_lose_nothing(race):
    result = race(PROGRAM)

    assert result == {
        "acknowledged": WRITERS * EVENTS,
        "refused": 0,
        "kept": WRITERS * EVENTS,
        "broken_at": None,
    }
