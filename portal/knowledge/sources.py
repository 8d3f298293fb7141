"""Where every statement of the portal comes from.

The keys stand in each line of the other data files. "D" marks our own decision, "U"
general knowledge for which no published source was read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from portal.knowledge import datafile

FILE = "sources.yaml"


class Kind(StrEnum):
    """How much a source can carry."""

    CLINICAL = "clinical"
    OFFICIAL = "official"
    LAW = "law"
    TRADE = "trade"
    OWN = "own"


class Mark(StrEnum):
    """How well a line of a data file is supported."""

    TWO_SOURCES = "V2"
    ONE_SOURCE = "V1"
    PRACTICE = "P"
    UNSOURCED = "U"
    DECIDED = "D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One page, paper or law that was read; `reference` is an address or citation.

    `read_in_copy`: a reprint or quotation was read, the original not yet.
    """

    key: str
    title: str
    publisher: str
    reference: str
    kind: Kind
    read_on: date
    read_in_copy: bool = False

    @property
    def url(self) -> str | None:
        """The address, when the reference is one."""
        return self.reference if self.reference.startswith("https://") else None


class UnknownSource(LookupError):
    """No source has that key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no source {key!r} in {FILE}.")


def _source(entry: datafile.Entry) -> Source:
    entry.only(
        "key", "title", "publisher", "reference", "kind", "read_on", "read_in_copy"
    )
    return Source(
        key=entry.take("key", str),
        title=entry.take("title", str),
        publisher=entry.take("publisher", str),
        reference=entry.take("reference", str),
        kind=Kind(entry.one_of("kind", tuple(Kind))),
        read_on=entry.take("read_on", date),
        read_in_copy=entry.maybe("read_in_copy", bool) or False,
    )


def load(file: datafile.Entry) -> Mapping[str, Source]:
    """The sources of a data file, by key; two of one key are a `DataError`."""
    file.only("version", "sources")
    found: dict[str, Source] = {}
    for entry in file.entries("sources"):
        source = _source(entry)
        if source.key in found:
            raise entry.fail("this key is written twice")
        found[source.key] = source
    return MappingProxyType(found)


_DATA = datafile.read(FILE)
VERSION = datafile.version(_DATA)
SOURCES: Mapping[str, Source] = load(_DATA)


def get(key: str) -> Source:
    """The source of that key; `UnknownSource` when there is none."""
    try:
        return SOURCES[key]
    except KeyError:
        raise UnknownSource(key) from None


def resolve(keys: Iterable[str]) -> tuple[Source, ...]:
    """The sources of those keys, in their order."""
    return tuple(get(key) for key in keys)


def cited(entry: datafile.Entry) -> tuple[str, ...]:
    """The keys under `sources` of a data line: at least one, all of them known."""
    keys = entry.strings("sources")
    if not keys:
        raise entry.fail("'sources' is empty")
    for key in keys:
        if key not in SOURCES:
            raise entry.fail(f"source {key!r} is not in {FILE}")
    return keys


def mark(entry: datafile.Entry) -> Mark:
    """How well a data line says it is supported."""
    return Mark(entry.one_of("mark", tuple(Mark)))
