"""Pages of a long list."""

import pytest

from portal.ui.paging import FURTHEST, page

ROWS = list(range(60))


@pytest.mark.parametrize(
    ("asked", "number", "first", "length", "before", "after"),
    [
        (None, 1, 0, 25, False, True),
        ("2", 2, 25, 25, True, True),
        ("3", 3, 50, 10, True, False),
        ("0", 1, 0, 25, False, True),
        ("-1", 1, 0, 25, False, True),
        ("two", 1, 0, 25, False, True),
        ("²", 1, 0, 25, False, True),
        ("9" * 5000, 1, 0, 25, False, True),
    ],
)
def test_the_page_that_was_asked_for(asked, number, first, length, before, after):
    found = page(ROWS, asked, size=25)

    assert (found.number, found.rows[0], len(found.rows)) == (number, first, length)
    assert (found.has_previous, found.has_next) == (before, after)


def test_a_page_beyond_the_end_is_empty():
    found = page(ROWS, "9" * 30, size=25)

    assert (found.number, found.rows, found.has_next) == (FURTHEST, [], False)
