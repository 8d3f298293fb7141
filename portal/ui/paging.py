"""Pages of a list that is too long to be counted for each look at it."""

from dataclasses import dataclass

from django.db.models import QuerySet

FURTHEST = 10_000  # pages; a database refuses to skip more rows than it can count


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and whether there are more before and after."""

    rows: list
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page(rows, asked: str | None, *, size: int) -> Page:
    """The page that was asked for, from 1 on; the first where that is no number.

    `rows` is anything that can be sliced; one row more than shown is fetched.
    """
    try:
        number = min(max(int(asked or 1), 1), FURTHEST)
    except ValueError:  # or of more digits than Python reads
        number = 1
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(rows=found[:size], number=number, has_next=len(found) > size)


class InTurn:
    """Lists one after the other as one; a list is read once the page reaches it."""

    def __init__(self, *lists: QuerySet):
        self.lists = lists

    def __getitem__(self, asked: slice) -> list:
        found, skip, left = [], asked.start, asked.stop - asked.start
        for rows in self.lists:
            here = list(rows[skip : skip + left])
            found, left = found + here, left - len(here)
            if not left:
                break
            # Only where the page begins behind this list its length is asked.
            skip = skip - rows.count() if skip and not here else 0
        return found
