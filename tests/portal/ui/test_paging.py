"""Pages of a long list."""

import pytest

from portal.accounts.models import User
from portal.ui.paging import FURTHEST, InTurn, page
from tests.factories.accounts import UserFactory

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


@pytest.mark.django_db
def test_lists_in_turn_are_cut_into_pages_as_one(django_assert_num_queries):
    for name in "abcdefg":
        UserFactory(email=f"{name}@example.com")
    people = User.objects.order_by("email")
    parts = [people.filter(email__lt="d"), people.none(), people.filter(email__gte="d")]
    in_turn = InTurn(*parts)

    def read(number) -> tuple[str, bool]:
        found = page(in_turn, str(number), size=2)
        return "".join(each.email[0] for each in found.rows), found.has_next

    with django_assert_num_queries(1):
        assert read(1) == ("ab", True)
    assert [read(number) for number in (2, 3, 4, 5)] == [
        ("cd", True),
        ("ef", True),
        ("g", False),
        ("", False),
    ]
