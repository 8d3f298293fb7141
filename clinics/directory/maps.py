"""A plain map of the clinics on a page, drawn on the server from what ships with it.

Its dots carry the numbers of the list, and the list says in words all that it shows.
"""

import itertools
from dataclasses import dataclass
from math import cos, radians

from clinics.directory.cards import Card
from clinics.directory.finding import Centre
from clinics.gazetteer import land, towns

WIDTH, HEIGHT, EDGE = 640, 400, 56
KM_PER_DEGREE = 111.195
LEAST = 30.0  # kilometres from side to side: a street plan is not what this is
TOUCHING = 30  # units; dots nearer than this become one
LABEL = 90  # units that the name of a town takes
MOST_TOWNS = 9
LENGTHS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something with words at a point of the drawing."""

    x: float
    y: float
    text: str
    width: float = 0

    @property
    def half(self) -> float:
        return self.width / 2


@dataclass(frozen=True, kw_only=True)
class Map:
    """Ready for `clinics/directory/map.html`."""

    land: str
    dots: list[Mark]
    towns: list[Mark]
    circle: Mark | None  # the radius that was asked for: its width
    bar: Mark  # a length in kilometres

    width = WIDTH
    height = HEIGHT


@dataclass(frozen=True)
class _Sheet:
    """Degrees to units of the drawing, true to scale at its middle."""

    latitude: float
    longitude: float
    per_km: float

    @property
    def along(self) -> float:
        return self.per_km * KM_PER_DEGREE * max(cos(radians(self.latitude)), 0.05)

    @property
    def up(self) -> float:
        return self.per_km * KM_PER_DEGREE

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = WIDTH / 2 + (longitude - self.longitude) * self.along
        y = HEIGHT / 2 - (latitude - self.latitude) * self.up
        return round(x, 1), round(y, 1)

    def near(self, longitude: float) -> float:
        """The same meridian, on this side of the date line."""
        return self.longitude + (longitude - self.longitude + 180) % 360 - 180

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """South, west, north, east."""
        up, along = HEIGHT / 2 / self.up, WIDTH / 2 / self.along
        south, north = max(self.latitude - up, -90), min(self.latitude + up, 90)
        return south, self.longitude - along, north, self.longitude + along


def draw(cards: list[Card], centre: Centre | None, *, radius: int) -> Map | None:
    """The map of these clinics; None when no one of them has a place."""
    placed = [card for card in cards if card.clinic.latitude is not None]
    if not placed:
        return None
    sheet = _around(centre, radius) if centre else _over(placed)
    dots = _dots(placed, sheet)
    circle = None
    if centre:
        x, y = sheet.at(centre.place.latitude, centre.place.longitude)
        circle = Mark(x=x, y=y, text="", width=round(radius * sheet.per_km, 1))
    return Map(
        land=_land(sheet),
        dots=dots,
        towns=_towns(sheet, dots),
        circle=circle,
        bar=_bar(sheet),
    )


def _around(centre: Centre, radius: int) -> _Sheet:
    per_km = (HEIGHT - EDGE) / (2 * radius)
    return _Sheet(centre.place.latitude, centre.place.longitude, per_km)


def _over(cards: list[Card]) -> _Sheet:
    """All of them, on the side of the globe where they lie closest together."""
    latitudes = [float(card.clinic.latitude) for card in cards]
    turns = sorted(float(card.clinic.longitude) for card in cards)
    gaps = [
        ((after - before) % 360, after)
        for before, after in zip([turns[-1], *turns], turns, strict=False)
    ]
    _widest, west = max(gaps) if len(turns) > 1 else (0, turns[0])
    east = west + max((turn - west) % 360 for turn in turns)
    middle = (min(latitudes) + max(latitudes)) / 2
    across = (east - west) * KM_PER_DEGREE * max(cos(radians(middle)), 0.05)
    high = (max(latitudes) - min(latitudes)) * KM_PER_DEGREE
    per_km = min(
        (WIDTH - 2 * EDGE) / max(across, LEAST), (HEIGHT - 2 * EDGE) / max(high, LEAST)
    )
    return _Sheet(middle, (west + east) / 2, per_km)


def _dots(cards: list[Card], sheet: _Sheet) -> list[Mark]:
    """One dot for clinics that would cover each other: "2, 5", or "2, 5 …"."""
    groups: list[tuple[float, float, list[Card]]] = []
    for card in cards:
        x, y = sheet.at(
            float(card.clinic.latitude), sheet.near(float(card.clinic.longitude))
        )
        for group_x, group_y, members in groups:
            if abs(group_x - x) < TOUCHING and abs(group_y - y) < TOUCHING:
                members.append(card)
                break
        else:
            groups.append((x, y, [card]))
    marks = []
    for x, y, members in groups:
        numbers = [str(card.number) for card in members[:3]]
        text = ", ".join(numbers) + (" …" if len(members) > 3 else "")
        width = 20 + 8 * len(text)
        marks.append(Mark(x=x, y=y, text=text, width=width))
    return marks


def _towns(sheet: _Sheet, dots: list[Mark]) -> list[Mark]:
    """The largest towns that have room for their names."""
    taken = [(dot.x, dot.y, dot.width / 2) for dot in dots]
    marks: list[Mark] = []
    for town in towns.around(*sheet.corners):
        x, y = sheet.at(town.latitude, sheet.near(town.longitude))
        inside = LABEL / 2 < x < WIDTH - LABEL / 2 and 20 < y < HEIGHT - 30
        room = all(
            abs(x - at_x) > half + LABEL / 2 or abs(y - at_y) > 26
            for at_x, at_y, half in taken
        )
        if inside and room:
            marks.append(Mark(x=x, y=y, text=town.name))
            taken.append((x, y, LABEL / 2))
        if len(marks) == MOST_TOWNS:
            break
    return marks


def _bar(sheet: _Sheet) -> Mark:
    fitting = [length for length in LENGTHS if length * sheet.per_km < WIDTH / 4]
    length = max(fitting, default=LENGTHS[0])
    return Mark(
        x=16, y=HEIGHT - 14, text=str(length), width=round(length * sheet.per_km, 1)
    )


def _land(sheet: _Sheet) -> str:
    """Path data in whole units, each point as the step from the one before.

    Points far outside are drawn to the edge of a wider frame, and those that fall on
    the one before are left out: a world of coast stays small.
    """
    paths = []
    for ring in land.outlines(*sheet.corners):
        points = [sheet.at(latitude, longitude) for longitude, latitude in ring]
        whole = [
            (
                round(min(max(x, -WIDTH / 4), WIDTH * 1.25)),
                round(min(max(y, -HEIGHT / 4), HEIGHT * 1.25)),
            )
            for x, y in points
        ]
        steps = [
            f"{x - x0} {y - y0}"
            for (x0, y0), (x, y) in itertools.pairwise(whole)
            if (x, y) != (x0, y0)
        ]
        if len(steps) > 2:
            paths.append(f"M{whole[0][0]} {whole[0][1]}l{' '.join(steps)}z")
    return "".join(paths)
