"""How long something took, in words."""

import datetime

import pytest

from portal.ui import durations


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"seconds": 0}, "about 5 minutes"),
        ({"minutes": 5}, "about 5 minutes"),
        ({"minutes": 6}, "about 10 minutes"),
        ({"minutes": 115}, "about 115 minutes"),
        ({"minutes": 116}, "about 2 hours"),
        ({"hours": 2, "seconds": 1}, "about 3 hours"),
        ({"hours": 47}, "about 47 hours"),
        ({"hours": 47, "seconds": 1}, "about 2 days"),
        ({"days": 2, "hours": 1}, "about 3 days"),
    ],
)
def test_as_one_would_say_it(told, words):
    assert durations.about(datetime.timedelta(**told)) == words
