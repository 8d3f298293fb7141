"""The limits for substances in tattoo ink, by place and date, from the data files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from portal.knowledge import datafile, sources
from portal.knowledge.datafile import Entry
from portal.knowledge.text import Text

FILE = "ink_limits.yaml"


class Basis(StrEnum):
    """The part of a substance that a limit or a result speaks of."""

    TOTAL = "total"
    SOLUBLE = "soluble"
    HEXAVALENT = "hexavalent"
    ORGANOMETALLIC = "organometallic"
    SOLUBLE_MARKED = "soluble_marked"  # the mark in the law is to be confirmed
    EACH_INDIVIDUAL = "each_individual"


FRACTIONS = (Basis.TOTAL, Basis.SOLUBLE, Basis.HEXAVALENT, Basis.ORGANOMETALLIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One legal limit: a result equal to or above `ppm` (mg/kg) breaks it."""

    substance: str
    group: str
    ec: str
    cas: str
    ppm: Decimal
    basis: Basis
    applies_from: date
    verification: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """A place with its codes, and whether a table of limits is in force there."""

    key: str
    name: Text
    codes: tuple[str, ...]
    in_force: bool
    statement: Text
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What a name in a report stands for; the fraction if the name says it."""

    limit: Limit
    fraction: Basis | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InkTable:
    """All limits and places of one version."""

    version: str
    limits: tuple[Limit, ...]
    jurisdictions: Mapping[str, Jurisdiction]
    elsewhere: Text
    names: Mapping[str, Named]


def plain(name: str) -> str:
    """A name without case, spaces and punctuation, to compare it by."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _row(entry: Entry) -> Limit:
    try:
        percent, ppm = Decimal(entry["limit_pct_w_w"]), Decimal(entry["limit_ppm"])
        applies_from = date.fromisoformat(entry["applies_from"])
        basis = Basis(entry["basis"])
    except (ArithmeticError, KeyError, ValueError) as error:
        raise entry.fail(f"this line cannot be read: {error!r}") from None
    if percent * 10_000 != ppm:
        raise entry.fail(f"{percent} % are not {ppm} ppm")
    keys = entry["sources"].split(";")
    return Limit(
        substance=entry["substance"],
        group=entry["group"],
        ec=entry["ec"],
        cas=entry["cas"],
        ppm=ppm,
        basis=basis,
        applies_from=applies_from,
        verification=entry["verification"],
        sources=tuple(source.key for source in sources.resolve(keys)),
        note=entry["note"],
    )


def _later(entry: Entry) -> Limit:
    entry.only(
        *("substance", "group", "ec", "cas", "limit_ppm", "basis", "applies_from"),
        *("mark", "sources"),
    )
    return Limit(
        substance=entry.take("substance", str),
        group=entry.take("group", str),
        ec=entry.take("ec", str),
        cas=entry.take("cas", str),
        ppm=Decimal(entry.take("limit_ppm", str)),
        basis=Basis(entry.one_of("basis", tuple(Basis))),
        applies_from=entry.take("applies_from", date),
        verification=sources.mark(entry),
        sources=sources.cited(entry),
        note="",
    )


def _jurisdiction(entry: Entry) -> Jurisdiction:
    entry.only("key", "name", "codes", "in_force", "statement", "sources")
    return Jurisdiction(
        key=entry.take("key", str),
        name=entry.text("name"),
        codes=entry.strings("codes"),
        in_force=entry.take("in_force", bool),
        statement=entry.text("statement"),
        sources=sources.cited(entry),
    )


def _spellings(limit: Limit) -> tuple[str, ...]:
    """The names of a row: as printed, without its colour index, and its CAS number."""
    bare, _, index = limit.substance.partition(" (CI ")
    colour_index = f"CI {index.rstrip(')')}" if index else bare
    return (limit.substance, bare, colour_index, limit.cas or bare)


def _names(file: Entry, limits: tuple[Limit, ...]) -> Mapping[str, Named]:
    names = {
        plain(spelling): Named(limit, None)
        for limit in limits
        for spelling in _spellings(limit)
    }
    each = file.take("pah_each", Entry)
    each.only("row", "mark", "sources", "substances")
    sources.cited(each)
    row = _find(names, each, "row")
    for pah in each.entries("substances"):
        for spelling in (pah.take("name", str), pah.take("cas", str)):
            names[plain(spelling)] = Named(row.limit, None)
    for alias in file.entries("aliases"):
        alias.only("name", "substance", "fraction")
        meant = _find(names, alias, "substance").limit
        told = alias.one_of("fraction", FRACTIONS) if "fraction" in alias else None
        names[plain(alias.take("name", str))] = Named(meant, told and Basis(told))
    return MappingProxyType(names)


def _find(names: Mapping[str, Named], entry: Entry, key: str) -> Named:
    try:
        return names[plain(entry.take(key, str))]
    except KeyError:
        raise entry.fail(f"no limit is named {entry[key]!r}") from None


def load(file: Entry, rows: tuple[Entry, ...]) -> InkTable:
    """The table of the data files; a `DataError` names what is wrong, and where."""
    file.only(
        *("version", "table", "table_version", "open_questions", "jurisdictions"),
        *("elsewhere", "later", "pah_each", "aliases"),
    )
    limits = (*map(_row, rows), *map(_later, file.entries("later")))
    places = [_jurisdiction(entry) for entry in file.entries("jurisdictions")]
    return InkTable(
        version=datafile.version(file),
        limits=limits,
        jurisdictions=MappingProxyType(
            {code: place for place in places for code in place.codes}
        ),
        elsewhere=file.take("elsewhere", Entry).text("statement"),
        names=_names(file, limits),
    )


_DATA = datafile.read(FILE)
TABLE = load(_DATA, datafile.read_rows(_DATA.take("table", str)))
