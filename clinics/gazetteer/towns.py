"""Where a town lies. Nothing leaves the machine: the towns come with the portal.

Towns of at least 15,000 people by GeoNames (CC BY 4.0); build.py makes the file. It is
read when somebody first asks, and kept as its lines: some 10 MB.
"""

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

from django_countries import countries

from clinics.gazetteer.folding import fold

FILE = Path(__file__).with_name("towns.tsv.gz")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST_BEGINNING = 3
SHORTEST_WITH_SLIP = 4
MOST_OFFERED = 8


@dataclass(frozen=True, kw_only=True)
class Town:
    """A town and how it is told from others of its name."""

    number: int
    key: str
    name: str
    country: str
    state: str
    latitude: float
    longitude: float
    people: int
    time_zone: str

    @property
    def label(self) -> str:
        """Cambridge, Massachusetts, United States."""
        parts = (self.name, self.state, str(countries.name(self.country)))
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The towns that may be meant, the likeliest first.

    `is_guess`: none is called exactly so; `is_chosen`: the first was named by number.
    """

    towns: tuple[Town, ...] = ()
    is_guess: bool = False
    is_chosen: bool = False


@dataclass(frozen=True)
class _Register:
    towns: list[str]  # lines after their letter, in the order of the folded names
    names: list[str]  # other names, in the same way
    place: dict[int, int]  # number of a town to its place in `towns`
    latitudes: array
    longitudes: array
    by_people: array  # places in `towns`, the largest first


@lru_cache(maxsize=1)
def _register() -> _Register:
    towns, names = [], []
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            kind, _, rest = line.rstrip("\n").partition("\t")
            if kind == "T":
                towns.append(rest)
            elif kind == "A":
                names.append(rest)
    place, latitudes, longitudes, people = {}, array("f"), array("f"), array("L")
    for at, line in enumerate(towns):
        _key, number, _name, _country, _state, north, east, many, _ = line.split("\t")
        place[int(number)] = at
        latitudes.append(float(north))
        longitudes.append(float(east))
        people.append(int(many))
    by_people = sorted(range(len(people)), key=people.__getitem__, reverse=True)
    return _Register(towns, names, place, latitudes, longitudes, array("L", by_people))


def find(typed: str, *, number: int | None = None) -> Answer:
    """The town that somebody typed; `number` chooses among those that may be meant.

    Whole names come first, then beginnings, then names with one slip of the finger;
    among equals the town with the most people. What follows a comma (Leeds, United
    Kingdom) chooses among towns of one name.
    """
    name, _, where = typed.partition(",")
    key = fold(name)
    if not key:
        return Answer()
    found, is_guess = _called(key), False
    if not found and len(key) >= SHORTEST_BEGINNING:
        found, is_guess = _beginning_with(key), True
    if not found and len(key) >= SHORTEST_WITH_SLIP:
        found, is_guess = _one_slip_from(key), True
    towns = sorted(map(_at, found), key=lambda town: (-town.people, town.number))
    towns = [town for town in towns if fold(where) in fold(town.label)] or towns
    chosen = [town for town in towns if town.number == number]
    others = [town for town in towns if town.number != number]
    return Answer(
        towns=tuple((chosen + others)[:MOST_OFFERED]),
        is_guess=is_guess and not chosen,
        is_chosen=bool(chosen),
    )


def around(south: float, west: float, north: float, east: float) -> Iterator[Town]:
    """The towns in a box, the largest first; `west` may lie beyond -180, or `east`
    beyond 180. Each is read when it is asked for."""
    known = _register()
    for at in known.by_people:
        longitude = known.longitudes[at]
        if south <= known.latitudes[at] <= north and (
            west <= longitude <= east
            or west <= longitude - 360 <= east
            or west <= longitude + 360 <= east
        ):
            yield _read(known.towns[at])


def nearest(latitude: float, longitude: float) -> Town | None:
    """The nearest town within about half a degree, to name a place by."""
    width = 0.5 / max(cos(radians(latitude)), 0.01)
    towns = around(latitude - 0.5, longitude - width, latitude + 0.5, longitude + width)

    def apart(town: Town) -> float:
        east = (town.longitude - longitude + 180) % 360 - 180
        return (town.latitude - latitude) ** 2 + (east / width * 0.5) ** 2

    return min(towns, key=apart, default=None)


def _read(line: str) -> Town:
    key, number, name, country, state, latitude, longitude, people, zone = line.split(
        "\t"
    )
    return Town(
        key=key,
        number=int(number),
        name=name,
        country=country,
        state=state,
        latitude=float(latitude),
        longitude=float(longitude),
        people=int(people),
        time_zone=zone,
    )


def _at(number: int) -> Town:
    return _read(_register().towns[_register().place[number]])


def _from(lines: list[str], start: str) -> Iterator[list[str]]:
    """The fields of the lines that begin so."""
    at = bisect_left(lines, start)
    while at < len(lines) and lines[at].startswith(start):
        yield lines[at].split("\t")
        at += 1


def _named(lines: list[str], key: str) -> set[int]:
    return {int(fields[1]) for fields in _from(lines, key + "\t")}


def _called(key: str) -> set[int]:
    """The numbers of the towns of exactly that name, by any of their names."""
    known = _register()
    return _named(known.towns, key) | _named(known.names, key)


def _beginning_with(key: str) -> set[int]:
    return {int(fields[1]) for fields in _from(_register().towns, key)}


def _one_slip_from(key: str) -> set[int]:
    """Towns with one letter left out, swapped, changed or added.

    Their other names come second: among so many, almost any four letters are one.
    """
    halves = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    left_out = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    changed = {a + letter + b[1:] for a, b in halves if b for letter in LETTERS}
    added = {a + letter + b for a, b in halves for letter in LETTERS}
    near = left_out | swapped | changed | added
    for lines in (_register().towns, _register().names):
        found = {number for name in near for number in _named(lines, name)}
        if found:
            return found
    return set()
