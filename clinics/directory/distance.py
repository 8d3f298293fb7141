"""How far a clinic is, in the database: a box that an index finds, then the globe.

The same on SQLite and PostgreSQL, across the date line and at the poles.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import asin, cos, degrees, radians, sin, sqrt

from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import ASin, Cast, Cos, Least, Power, Radians, Sin, Sqrt

EARTH = 6371.0088  # mean radius in kilometres (IUGG)
MILE = 1.609344  # kilometres
MARGIN = 1e-5  # degrees; coordinates are stored to five places


@dataclass(frozen=True, kw_only=True)
class Place:
    """A point on the globe, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Box:
    """What lies within some kilometres of a place, and a little more.

    `west` may be less than -180 and `east` more than 180: then the box crosses the
    date line. Around a pole it holds every longitude.
    """

    south: float
    west: float
    north: float
    east: float

    @property
    def condition(self) -> Q:
        """The clinics inside."""
        latitudes = Q(
            latitude__gte=_stored(self.south), latitude__lte=_stored(self.north)
        )
        if self.east - self.west >= 360:
            return latitudes & Q(longitude__isnull=False)
        if self.west < -180:
            return latitudes & (self._from(self.west + 360) | self._to(self.east))
        if self.east > 180:
            return latitudes & (self._from(self.west) | self._to(self.east - 360))
        return latitudes & self._from(self.west) & self._to(self.east)

    def _from(self, west: float) -> Q:
        return Q(longitude__gte=_stored(west))

    def _to(self, east: float) -> Q:
        return Q(longitude__lte=_stored(east))


def _stored(angle: float) -> Decimal:
    return Decimal(str(round(angle, 5)))


def box(place: Place, kilometres: float) -> Box:
    reach = kilometres / EARTH
    angle = degrees(reach) + MARGIN
    south, north = place.latitude - angle, place.latitude + angle
    if south <= -90 or north >= 90:
        return Box(south=max(south, -90), west=-180, north=min(north, 90), east=180)
    # Meridians draw together: the box is widest off the latitude of its middle.
    width = degrees(asin(min(1, sin(reach) / cos(radians(place.latitude))))) + MARGIN
    return Box(
        south=south,
        west=place.longitude - width,
        north=north,
        east=place.longitude + width,
    )


def kilometres_from(place: Place):
    """The distance of a row with `latitude` and `longitude`: the haversine formula."""
    latitude = Radians(Cast(F("latitude"), FloatField()))
    longitude = Radians(Cast(F("longitude"), FloatField()))
    here, there = radians(place.latitude), radians(place.longitude)
    half_up = Sin((latitude - Value(here)) / Value(2.0))
    half_along = Sin((longitude - Value(there)) / Value(2.0))
    chord = Power(half_up, Value(2.0)) + Value(cos(here)) * Cos(latitude) * Power(
        half_along, Value(2.0)
    )
    # Rounding may lift the chord of two antipodes above one.
    return Value(2 * EARTH) * ASin(Sqrt(Least(Value(1.0), chord)))


def kilometres(one: Place, other: Place) -> float:
    """The same between two places at hand."""
    up = radians(other.latitude - one.latitude) / 2
    along = radians(other.longitude - one.longitude) / 2
    across = cos(radians(one.latitude)) * cos(radians(other.latitude))
    chord = sin(up) ** 2 + across * sin(along) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, chord)))


def farness(place: Place):
    """What puts clinics in about the order of their distance, without trigonometry.

    For the few nearest among very many, on a database that calls Python for a sine.
    """
    up = Cast(F("latitude"), FloatField()) - Value(place.latitude)
    longitude = Cast(F("longitude"), FloatField())
    ways = [longitude - Value(place.longitude + turn) for turn in (-360.0, 0.0, 360.0)]
    narrow = Value(cos(radians(place.latitude)) ** 2)
    return up * up + narrow * Least(*(along * along for along in ways))
