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
    try:
        number = min(max(int(asked or 1), 1), FURTHEST)
    except ValueError:  # or of more digits than Python reads
        number = 1
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(rows=found[:size], number=number, has_next=len(found) > size)
