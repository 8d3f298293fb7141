"""A photo sent twice at once is one, and one view has one photo."""

from tests.aftercare.race_photos import CLICKS

PROGRAM = "tests.aftercare.race_photos"


def test_at_once_it_is_one_photo_and_no_file_is_left_over(race):
    result = race(PROGRAM)

    assert result == {
        "one file": ["done"] * CLICKS,
        "photos of it": 1,
        "files of it": 2,
        "several files": ["done"] * CLICKS,
        "photos of them": 1,
        "files left": 4,
    }


def test_without_the_lock_they_get_in_each_others_way(race):
    """The race is real; even then the database keeps a second photo out."""
    result = race(PROGRAM, "--without-lock")

    assert (result["photos of it"], result["photos of them"]) == (1, 1)
    assert result["one file"] != ["done"] * CLICKS or result["files of it"] > 2
