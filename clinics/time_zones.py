"""Which clock most people of a country live by: a guess that the clinic confirms.

From the time zone database (IANA, zone.tab, public domain), the zone of most people
where a country has several; uninhabited places are left out.
"""

from pathlib import Path

from portal.knowledge import datafile

FILE = Path(__file__).with_name("time_zones.csv")
OF_COUNTRY: dict[str, str] = {
    row["country"]: row["time_zone"]
    for row in datafile.rows(FILE.read_text(encoding="utf-8"), file=FILE.name)
}


def guess(country: str) -> str:
    """The zone of most people of a country; "" for one where nobody lives."""
    return OF_COUNTRY.get(country, "")
