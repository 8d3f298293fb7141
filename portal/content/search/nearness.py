"""Which words somebody may have meant with a slip of the finger.

Two words are near when few letters were left out, added, changed or swapped: none in
words of up to three letters, one in up to seven, two in longer ones. Near words share
a neighbour: what is left of a word's beginning when so many letters are taken away.
Looking up neighbours is a plain question of equality, on any database.
"""

from collections.abc import Iterable
from itertools import combinations

BEGINNING = 7


def slips(form: str) -> int:
    """How many slips a word of that length may hold; none in another script."""
    if len(form) < 4 or form.isdigit() or not form.isascii():
        return 0
    return 1 if len(form) <= BEGINNING else 2


def neighbours(form: str) -> set[str]:
    """The beginning of a word, whole and without each choice of letters."""
    start = form[:BEGINNING]
    return {
        "".join(start[n] for n in range(len(start)) if n not in left_out)
        for count in range(slips(form) + 1)
        for left_out in combinations(range(len(start)), count)
    }


def distance(one: str, other: str) -> int:
    """How many letters must be added, left out, changed or swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, another in enumerate(other, 1):
            cost = min(
                before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != another)
            )
            swapped = i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]
            row.append(min(cost, earlier[j - 2] + 1) if swapped else cost)
    return row[-1]


def _may_be_near(one: str, other: str) -> bool:
    """Rules most words out before letters are compared one by one.

    A slip changes the length by one at most, and brings in one new letter at most.
    """
    most = slips(one)
    return (
        abs(len(one) - len(other)) <= most
        and len(set(one) - set(other)) <= most
        and len(set(other) - set(one)) <= most
    )


def nearest(form: str, candidates: Iterable[str]) -> list[str]:
    """The nearest of some words, those with the same first letter first; 3 at most."""
    measured = [
        (gap, word[0] != form[0], word)
        for word in set(candidates)
        if _may_be_near(form, word) and (gap := distance(form, word)) <= slips(form)
    ]
    smallest = min(measured)[:2] if measured else None
    return [word for *key, word in sorted(measured) if tuple(key) == smallest][:3]


class Lexicon:
    """A few hundred words kept in the process, found in spite of slips."""

    def __init__(self, forms: Iterable[str]):
        self._by_neighbour: dict[str, set[str]] = {}
        for form in forms:
            for neighbour in neighbours(form):
                self._by_neighbour.setdefault(neighbour, set()).add(form)

    def near(self, form: str) -> set[str]:
        """The words that share a neighbour; `nearest` says which are meant."""
        sharing = (self._by_neighbour.get(each, ()) for each in neighbours(form))
        return set().union(*sharing)
