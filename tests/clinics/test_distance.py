"""Distances in the database, where the globe is awkward and where it is not."""

import pytest

from clinics.directory.distance import Place, box, farness, kilometres, kilometres_from
from clinics.models import Clinic
from tests.factories.clinics import ClinicFactory

pytestmark = pytest.mark.django_db
LEEDS = Place(latitude=53.79648, longitude=-1.54785)
YORK = Place(latitude=53.95763, longitude=-1.08271)
SUVA = Place(latitude=-18.14161, longitude=178.44149)


def at(place):
    return ClinicFactory(
        latitude=f"{place.latitude:.5f}", longitude=f"{place.longitude:.5f}"
    )


def within(place, radius):
    measured = Clinic.objects.filter(box(place, radius).condition)
    measured = measured.annotate(km=kilometres_from(place))
    return measured.filter(km__lte=radius)


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        (LEEDS, LEEDS, 0),
        (LEEDS, YORK, 35.38),
        # Across the date line, at the poles, and to the other side of the globe.
        (SUVA, Place(latitude=-18.14161, longitude=-179.0), 270.40),
        (
            Place(latitude=89.5, longitude=10),
            Place(latitude=89.5, longitude=-170),
            111.19,
        ),
        (
            Place(latitude=-89.9, longitude=0),
            Place(latitude=-89.9, longitude=180),
            22.24,
        ),
        (Place(latitude=0, longitude=0), Place(latitude=0, longitude=180), 20015.1),
    ],
)
def test_distance_is_the_same_in_the_database_and_here(here, there, km):
    clinic = at(there)

    measured = Clinic.objects.annotate(km=kilometres_from(here)).get(pk=clinic.pk)
    assert measured.km == pytest.approx(km, abs=0.5)
    assert kilometres(here, there) == pytest.approx(measured.km, abs=1e-4)


@pytest.mark.parametrize(
    "here",
    [
        LEEDS,
        SUVA,
        Place(latitude=0, longitude=180),
        Place(latitude=0, longitude=-180),
        Place(latitude=66.5, longitude=-179.9),
        Place(latitude=89.99, longitude=45),
        Place(latitude=-89.5, longitude=-120),
    ],
)
@pytest.mark.parametrize("radius", [10, 100])
def test_the_box_leaves_out_nobody_who_is_near_enough(here, radius):
    """A ring of clinics just inside the circle, and one just outside."""
    from math import asin, atan2, cos, degrees, radians, sin

    def on_circle(bearing, km):
        reach, up = km / 6371.0088, radians(here.latitude)
        turn = radians(bearing)
        lat = asin(sin(up) * cos(reach) + cos(up) * sin(reach) * cos(turn))
        along = atan2(sin(turn) * sin(reach) * cos(up), cos(reach) - sin(up) * sin(lat))
        longitude = (here.longitude + degrees(along) + 180) % 360 - 180
        return Place(latitude=degrees(lat), longitude=longitude)

    inside = {at(on_circle(turn, radius * 0.999)).pk for turn in range(0, 360, 15)}
    for turn in range(0, 360, 15):
        at(on_circle(turn, radius * 1.001))

    assert set(within(here, radius).values_list("pk", flat=True)) == inside


def test_farness_orders_like_distance_across_the_date_line():
    here = Place(latitude=-17, longitude=179.9)
    far, near = (
        at(Place(latitude=-17, longitude=178)),
        at(Place(latitude=-17, longitude=-179.5)),
    )

    assert list(Clinic.objects.order_by(farness(here))) == [near, far]


def test_a_clinic_without_a_place_is_in_no_circle():
    ClinicFactory(latitude=None, longitude=None)

    assert not within(Place(latitude=89.99, longitude=0), 100).exists()
