"""What somebody asks of the directory: the address read, and addresses written."""

import re
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import languages
from clinics.directory.distance import Place
from clinics.enums import Category

RADII = (10, 25, 50, 100)
RADIUS = 25
LONGEST = 80
ORDERS = {
    "distance": gettext_lazy("Nearest first"),
    "name": gettext_lazy("By name, from A to Z"),
}
POSITION = re.compile(
    r"(-?\d{1,2}(?:\.\d{1,20})?),(-?\d{1,3}(?:\.\d{1,20})?)\Z", re.ASCII
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """The wishes of one reader. Each field is a name in the address."""

    town: str = ""
    place: int | None = None  # which town of that name
    near: Place | None = None
    radius: int = RADIUS
    name: str = ""
    verified: tuple[Category, ...] = ()
    type: str = ""
    language: str = ""
    open: bool = False
    order: str = "distance"
    page: int = 1
    unread: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_bare(self) -> bool:
        return self == Question()

    @property
    def asks_for_a_place(self) -> bool:
        return bool(self.town or self.near)

    def but(self, **changes: Any) -> str:
        """The query of an address with other wishes, "" for none; from page one."""
        changed = replace(self, **{"page": 1, **changes})
        query = QueryDict(mutable=True)
        for each in fields(Question):
            value = getattr(changed, each.name)
            if each.name != "unread" and value != each.default:
                query.setlist(each.name, _written(value))
        return f"?{query.urlencode(safe=',')}" if query else ""


def written(place: Place) -> str:
    """A position as addresses hold it."""
    return f"{place.latitude:.2f},{place.longitude:.2f}"


def _written(value) -> list[str]:
    if isinstance(value, Place):
        return [written(value)]
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return ["1" if value is True else str(value)]


def read(query: QueryDict) -> Question:
    """The question in an address. What cannot be read is left out, and said."""
    unread: list[str] = []
    near = _position(query.get("near", ""), unread)
    return Question(
        town="" if near else _words(query.get("town", "")),
        place=None if near else _number(query.get("place", "")),
        near=near,
        radius=_chosen(query, "radius", {str(r): r for r in RADII}, RADIUS, unread),
        name=_words(query.get("name", "")),
        verified=tuple(c for c in Category if c.value in query.getlist("verified")),
        type=_words(query.get("type", "")).upper()[:12],
        language=_chosen(
            query, "language", {code: code for code in languages.CODES}, "", unread
        ),
        open=query.get("open") == "1",
        order=_chosen(query, "order", {o: o for o in ORDERS}, "distance", unread),
        page=max(1, _number(query.get("page", "")) or 1),
        unread=tuple(unread),
    )


def _words(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _number(text: str) -> int | None:
    plain = text.isascii() and text.isdigit() and len(text) <= 9
    return int(text) if plain else None


def _chosen(query: QueryDict, name: str, known: dict, default, unread: list[str]):
    """One of the values we know; anything else is none, and noted."""
    typed = query.get(name, "")
    if typed and typed not in known:
        unread.append(
            _("We could not read “%(value)s” in “%(name)s” and left it out.")
            % {"value": typed[:LONGEST], "name": name}
        )
    return known.get(typed, default)


def _position(text: str, unread: list[str]) -> Place | None:
    """Latitude and longitude, to about a kilometre: more is nobody's business."""
    match = POSITION.match(text)
    latitude, longitude = (float(part) for part in match.groups()) if match else (0, 0)
    if match and abs(latitude) <= 90 and abs(longitude) <= 180:
        return Place(latitude=round(latitude, 2), longitude=round(longitude, 2))
    if text:
        unread.append(_("We could not read your position. Type a town instead."))
    return None
