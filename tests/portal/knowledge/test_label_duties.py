"""The duties of a label: in the order of the law, each with its source."""

import pytest

from portal.knowledge import datafile, label_duties

TWO = """
version: 2026-11-26.1
duties:
- {key: use, letter: %s, asks: {en: a, es: a}, if_it_applies: false, sources: [R1]}
- {key: lot, letter: %s, asks: {en: b, es: b}, if_it_applies: false, sources: [R1]}
worth_nothing: []
"""


def test_the_law_has_seven_duties():
    assert [duty.letter for duty in label_duties.DUTIES] == list("abcdefg")
    assert all(duty.sources for duty in label_duties.DUTIES)


def test_duties_out_of_order_are_refused():
    file = datafile.parse(TWO % ("b", "a"), file="label_duties.yaml")

    with pytest.raises(datafile.DataError, match="in this order"):
        label_duties.load(file)
