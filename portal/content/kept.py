"""What was worked out for a page, kept in the process until the next publication.

A reader with a cookie gets no kept page, but need not wait for the long parts of an
article, nor for the addresses of its translations, which are the same for all.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")

MOST = 900  # three entries an article, some 30 kB together: at most 10 MB

_store: dict[tuple[Hashable, ...], object] = {}


def once(key: tuple[Hashable, ...] | None, name: str, make: Callable[[], T]) -> T:
    """What `make` returns, made once for a key and name; a key of None makes anew.

    The first part of a key is the era of the public pages, their version and a stretch
    of time: what belongs to an older era is dropped.
    """
    if key is None:
        return make()
    full = (*key, name)
    found = _store.get(full, _store)
    if found is not _store:
        return found
    made = make()
    if len(_store) >= MOST or any(old[0] != key[0] for old in tuple(_store)):
        _store.clear()
    _store[full] = made
    return made


def forget() -> None:
    """Drop everything."""
    _store.clear()
