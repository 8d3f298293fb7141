"""Makes land.json.gz anew from the npm package `world-atlas` (Natural Earth).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m clinics.gazetteer.build_land package

Natural Earth is in the public domain; world-atlas, which cuts it into TopoJSON, is
under the ISC licence. The finer outline is cut into tiles, so that a map of one region
reads a few of them and clips nothing.
"""

import gzip
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

FILE = Path(__file__).with_name("land.json.gz")
TILE = 5  # degrees
COARSE, FINE = 10, 100  # units per degree

Point = tuple[float, float]
Ring = list[Point]


def main(package: Path) -> None:
    coarse = [_packed(ring, COARSE) for ring in _rings(package / "land-110m.json")]
    tiles: dict[str, list] = {}
    for ring in _rings(package / "land-50m.json"):
        for corner, piece in _cut(ring):
            tiles.setdefault(corner, []).append(_packed(piece, FINE))
    land = {
        "source": "Natural Earth (public domain), from world-atlas 2.0.2 (ISC)",
        "tile": TILE,
        "coarse": [ring for ring in coarse if len(ring) > 4],
        "fine": {
            corner: [ring for ring in rings if len(ring) > 4]
            for corner, rings in sorted(tiles.items())
        },
    }
    text = json.dumps(land, separators=(",", ":"))
    FILE.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _rings(file: Path) -> Iterator[Ring]:
    """Every ring of the land, from TopoJSON: arcs are sums of steps, some shared."""
    topology = json.loads(file.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = (topology["transform"][key] for key in ("scale", "translate"))
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"]:
            for ring in polygon:
                yield [
                    point
                    for index in ring
                    for point in (arcs[~index][::-1] if index < 0 else arcs[index])
                ]


def _cut(ring: Ring) -> Iterator[tuple[str, Ring]]:
    """The ring in pieces, each with the south-western corner of its tile."""
    for south, band in _strips(ring, axis=1):
        for west, piece in _strips(band, axis=0):
            yield f"{west},{south}", piece


def _strips(ring: Ring, *, axis: int) -> Iterator[tuple[int, Ring]]:
    values = [point[axis] for point in ring]
    first = int(min(values) // TILE) * TILE
    for low in range(first, int(max(values) // TILE + 1) * TILE, TILE):
        piece = _clip(ring, axis, low, lambda value, edge: value >= edge)
        piece = _clip(piece, axis, low + TILE, lambda value, edge: value <= edge)
        if len(piece) > 2:
            yield low, piece


def _clip(ring: Ring, axis: int, edge: float, keeps: Callable) -> Ring:
    """What lies on one side of an edge (Sutherland and Hodgman)."""
    kept: Ring = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        if keeps(point[axis], edge) != keeps(before[axis], edge):
            part = (edge - before[axis]) / (point[axis] - before[axis])
            crossing = [b + part * (p - b) for b, p in zip(before, point, strict=True)]
            crossing[axis] = edge
            kept.append((crossing[0], crossing[1]))
        if keeps(point[axis], edge):
            kept.append(point)
    return kept


def _packed(ring: Ring, unit: int) -> list[int]:
    """x, y, then the steps; points that fall on the one before are left out."""
    points = [(round(x * unit), round(y * unit)) for x, y in ring]
    packed = list(points[0])
    for (x0, y0), (x, y) in itertools.pairwise(points):
        if (x, y) != (x0, y0):
            packed += [x - x0, y - y0]
    return packed


if __name__ == "__main__":
    main(Path(sys.argv[1]))
