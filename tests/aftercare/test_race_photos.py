"""A photo sent twice at once is one, and one view has one photo."""

import pytest

from tests.aftercare.race_photos import CLICKS
from tests.portal.audit.test_race import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_at_once_it_is_one_photo_and_no_file_is_left_over(tmp_path):
    result = race(tmp_path, program="tests.aftercare.race_photos")

    assert result == {
        "one file": ["done"] * CLICKS,
        "photos of it": 1,
        "files of it": 2,
        "several files": ["done"] * CLICKS,
        "photos of them": 1,
        "files left": 4,
    }


def test_without_the_lock_they_get_in_each_others_way(tmp_path):
    """The race is real; even then the database keeps a second photo out."""
    result = race(tmp_path, "--without-lock", program="tests.aftercare.race_photos")

    assert (result["photos of it"], result["photos of them"]) == (1, 1)
    assert result["one file"] != ["done"] * CLICKS or result["files of it"] > 2
