"""What of a count is shown, and the interval of a share."""

import pytest

from portal.knowledge import disclosure
from portal.knowledge.disclosure import Share


def of(part, whole, **people):
    usual = {"people": whole, "people_in_part": part}
    return disclosure.share(part, whole, **usual | people)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (10, 19, None),
        (0, 20, Share(whole=20, part=0)),
        (1, 20, Share(whole=20, part=None)),
        (7, 20, Share(whole=20, part=None)),
        (8, 20, Share(whole=20, part=10)),
        (12, 22, Share(whole=20, part=10)),
        (13, 23, Share(whole=25, part=15)),
        (23, 23, Share(whole=25, part=25)),
    ],
)
def test_few_are_hidden_and_all_else_is_rounded(part, whole, shown):
    assert of(part, whole) == shown


def test_people_are_counted_and_not_what_they_stand_for():
    assert of(40, 60, people=19) is None
    assert of(40, 60, people=25, people_in_part=7) == Share(whole=60, part=None)


def test_percentages_come_from_the_rounded_numbers():
    share = of(13, 23)

    assert share.percent == 60  # 15 of 25, not 13 of 23
    assert share.range == (41, 77)
    hidden = of(3, 23)
    assert (hidden.percent, hidden.range) == (None, None)


# R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1),
    ],
)
def test_interval_of_a_share(part, whole, low, high):
    assert disclosure.wilson(part, whole) == pytest.approx((low, high), abs=0.00005)
