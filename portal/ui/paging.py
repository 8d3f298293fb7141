"""Pages of a list that is too long to be counted for each look at it."""

from dataclasses import dataclass

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
    number = int(asked) if asked and asked.isascii() and asked.isdigit() else 1
    number = min(max(number, 1), FURTHEST)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(rows=found[:size], number=number, has_next=len(found) > size)
