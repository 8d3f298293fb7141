"""The outline of land, for maps that ask nobody: Natural Earth, in the public domain.

build_land.py makes the file; it is read when the first map is drawn.
"""

import gzip
import json
from collections.abc import Iterator
from functools import lru_cache
from math import floor
from pathlib import Path

FILE = Path(__file__).with_name("land.json.gz")
WIDE = 30  # degrees; a wider map takes the coarse outline
COARSE, FINE = 10, 100

Ring = list[tuple[float, float]]


@lru_cache(maxsize=1)
def _land() -> dict:
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        return json.load(file)


def outlines(south: float, west: float, north: float, east: float) -> Iterator[Ring]:
    """Rings of (longitude, latitude) that cover a box; they may reach beyond it.

    Beyond 180 degrees on either side the globe goes on.
    """
    if east - west > WIDE:
        for turn in (-360, 0, 360):
            for packed in _land()["coarse"]:
                ring = _unpacked(packed, COARSE, turn)
                if _touches(ring, south, west, north, east):
                    yield ring
        return
    tile, tiles = _land()["tile"], _land()["fine"]
    for left in range(floor(west / tile) * tile, floor(east) + 1, tile):
        on_globe = (left + 180) % 360 - 180
        for low in range(floor(south / tile) * tile, floor(north) + 1, tile):
            for packed in tiles.get(f"{on_globe},{low}", ()):
                yield _unpacked(packed, FINE, left - on_globe)


def _unpacked(packed: list[int], unit: int, turn: int) -> Ring:
    x = y = 0
    ring = []
    for at in range(0, len(packed), 2):
        x, y = x + packed[at], y + packed[at + 1]
        ring.append((x / unit + turn, y / unit))
    return ring


def _touches(ring: Ring, south, west, north, east) -> bool:
    longitudes = [point[0] for point in ring]
    latitudes = [point[1] for point in ring]
    return (
        min(longitudes) <= east
        and max(longitudes) >= west
        and min(latitudes) <= north
        and max(latitudes) >= south
    )
