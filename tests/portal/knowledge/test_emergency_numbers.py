"""Whom to call where somebody is."""

import pytest

from portal.knowledge import emergency_numbers
from portal.knowledge.datafile import DataError


@pytest.mark.parametrize(
    ("zone", "number"),
    [
        ("Europe/London", "999"),
        ("Europe/Madrid", "112"),
        ("Atlantic/Reykjavik", "112"),
        ("America/Edmonton", "911"),
        ("America/New_York", "911"),
        ("Australia/Sydney", "000"),
        ("Pacific/Auckland", "111"),
    ],
)
def test_the_number_is_that_of_the_country_of_the_zone(zone, number):
    assert emergency_numbers.of_zone(zone).emergency == number


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "Nowhere/Here", ""])
def test_without_a_source_there_is_no_number(zone):
    assert emergency_numbers.of_zone(zone) is None


def test_a_source_that_nobody_knows_is_refused():
    with pytest.raises(DataError, match="no source 'X0'"):
        emergency_numbers.load("country,emergency,source\nXX,123,X0\n")
