"""The number to call for an ambulance where somebody is, each with its source.

The country follows from the time zone, by the list of the IANA database. A country
for which no source was read has no number here: then the three that stand on every
page are said, and no other.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from portal.knowledge import datafile, sources

FILE = "emergency_numbers.csv"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of one country (ISO 3166, two letters); `source` is a key of sources.yaml."""

    country: str
    emergency: str
    source: str


def load(text: str) -> dict[str, Numbers]:
    """The numbers by country. Raises DataError for a source that nobody knows."""
    found = {}
    for row in datafile.rows(text, file=FILE):
        if row["source"] not in sources.SOURCES:
            raise datafile.DataError(f"{FILE}: no source {row['source']!r}")
        found[row["country"]] = Numbers(**row)
    return found


NUMBERS = load((datafile.FOLDER / FILE).read_text(encoding="utf-8"))


@cache
def _countries() -> dict[str, str]:
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab")
    rows = [
        line.split("\t")
        for line in table.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return {row[2]: row[0] for row in rows}


def of_zone(time_zone: str) -> Numbers | None:
    """The numbers of the country that lives by this zone; None without a source."""
    return NUMBERS.get(_countries().get(time_zone, ""))
