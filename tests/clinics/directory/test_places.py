"""Who stands in the directory, and how far away."""

import re

import pytest

from aftercare.enums import ReportLevel, ReportStatus
from clinics.enums import (
    ClinicStatus,
)
from clinics.models import Clinic
from tests.clinics.directory.asking import ask, listed, names, page
from tests.factories.clinics import (
    ClinicFactory,
    PublishedFiguresFactory,
)
from tests.factories.reports import SymptomReportFactory

pytestmark = pytest.mark.django_db


def shown(query="") -> list[Clinic]:
    """The clinics of the page, in their order."""
    return list(ask(query).context["found"].page.object_list)


# Who is in it


def test_only_listed_clinics_are_shown():
    listed("Open to all")
    for status in set(ClinicStatus) - {ClinicStatus.LISTED}:
        ClinicFactory(name=f"canary {status}", status=status)

    assert names() == ["Open to all"]
    assert "canary" not in page()


def test_without_a_question_clinics_come_by_name():
    for name in ("Beta", "Alpha", "Gamma"):
        listed(name)

    assert names() == ["Alpha", "Beta", "Gamma"]
    assert "No paid places, no stars. The order is the name, from A to Z." in page()


def test_empty_register_says_so():
    assert "No clinic is listed yet." in page()


# Where


def test_a_town_finds_the_clinics_around_it_the_nearest_first():
    listed("In York", town="York", latitude="53.95763", longitude="-1.08271")
    listed("In Leeds")
    listed("In Bradford", town="Bradford", latitude="53.79391", longitude="-1.75206")

    assert names("?town=Leeds&radius=25") == ["In Leeds", "In Bradford"]
    assert names("?town=leeds&radius=50") == ["In Leeds", "In Bradford", "In York"]
    html = page("?town=Leeds&radius=25")
    assert "13 km (8.3 miles)" in html
    assert "The order is the distance, nearest first." in html


@pytest.mark.parametrize("query", ["", "?town=Leeds", "?town=Leeds&order=name"])
def test_reports_and_figures_change_no_place_in_the_register(query):
    two, one = listed("Same"), listed("Same")
    before = [clinic.pk for clinic in shown(query)]
    for clinic, reported in ((two, 0), (one, 80)):
        PublishedFiguresFactory(clinic=clinic, reported=reported)
        for _each in range(3):
            SymptomReportFactory(
                clinic=clinic, level=ReportLevel.EMERGENCY, status=ReportStatus.WAITING
            )
        assert [each.pk for each in shown(query)] == before


def test_order_by_name_is_kept_within_a_circle():
    listed("Zeta")
    listed("Alpha", latitude="53.79391", longitude="-1.75206")

    assert names("?town=Leeds") == ["Zeta", "Alpha"]
    assert names("?town=Leeds&order=name") == ["Alpha", "Zeta"]


def test_miles_stand_beside_where_roads_are_measured_so():
    lyon = {"latitude": "45.80000", "longitude": "4.84789", "country": "FR"}
    listed("À Lyon", town="Lyon", time_zone="Europe/Paris", **lyon)

    html = page("?town=Lyon")
    assert re.search(r"\d km", html)
    assert "miles" not in html


def test_a_town_with_clinics_goes_before_a_larger_one_and_the_others_are_offered():
    spain = {"latitude": "39.46975", "longitude": "-0.37739", "country": "ES"}
    listed("Coronilla", town="Valencia", time_zone="Europe/Madrid", **spain)

    html = page("?town=Valencia")
    assert names("?town=Valencia") == ["Coronilla"]
    assert "1 clinic within 25 km of Valencia, Spain" in html
    venezuela = re.search(r'href="([^"]+)">Valencia, Venezuela', html)
    assert "place=3625549" in venezuela[1]
    chosen = page(venezuela[1].replace("&amp;", "&"))
    assert "0 clinics within 25 km of Valencia, Venezuela" in chosen


def test_a_slip_of_the_finger_is_forgiven_and_said():
    listed("In Leeds")

    html = page("?town=Leedz")
    assert "We took it for Leeds, United Kingdom." in html
    assert names("?town=Leedz") == ["In Leeds"]


def test_an_unknown_town_says_so_and_shows_nobody():
    listed("In Leeds")

    html = page("?town=Xqqzyw")
    assert "We do not know a town called “Xqqzyw”." in html
    assert names("?town=Xqqzyw") == []
    assert 'value="Xqqzyw"' in html


def test_a_position_finds_who_is_near():
    listed("In Leeds")

    html = page("?near=53.80,-1.55")
    assert "1 clinic within 25 km of your position" in html
    assert 'name="near" value="53.80,-1.55"' in html
    assert "(less than 1 km" not in html


def test_a_position_that_is_too_exact_is_rounded_in_the_address():
    response = ask("?near=53.796481234,-1.547851234&radius=50&page=2")

    assert response.status_code == 302
    assert response.url == "/clinics/?near=53.80,-1.55&radius=50&page=2"


@pytest.mark.parametrize("near", ["here", "91,0", "0,181", "1e5,2", "53.8", "٥٣,1"])
def test_a_position_that_cannot_be_read_is_said(near):
    listed("In Leeds")

    assert "We could not read your position." in page(f"?near={near}")
    assert names(f"?near={near}") == ["In Leeds"]


@pytest.mark.parametrize(
    "query",
    ["radius=7", "radius=x", "order=price", "language=xx"],
)
def test_what_cannot_be_read_is_left_out_and_said(query):
    listed("In Leeds")

    html = page(f"?{query}")
    assert "We could not read" in html
    assert names(f"?{query}") == ["In Leeds"]


# The map


def test_dots_carry_the_numbers_of_the_list():
    listed("Far", latitude="53.95763", longitude="-1.08271")
    listed("Near")
    listed("Next door")

    drawn = ask("?town=Leeds&radius=50").context["map"]
    assert [dot.text for dot in drawn.dots] == ["1, 2", "3"]
    leeds, york = drawn.dots
    assert (leeds.x, leeds.y) == pytest.approx((320, 200), abs=1)
    assert york.x > leeds.x
    assert york.y < leeds.y
    assert "Sheffield" in [town.text for town in drawn.towns]


def test_a_map_goes_across_the_date_line_the_short_way():
    fiji = {"latitude": "-17.80000", "longitude": "179.50000"}
    samoa = {"latitude": "-13.83333", "longitude": "-171.76667"}
    listed("A", **fiji)
    listed("B", **samoa)

    one, two = ask().context["map"].dots
    assert 0 < one.x < two.x < 640
    assert two.x - one.x > 300


def test_clinics_without_a_place_have_no_map():
    listed("Nowhere", latitude=None, longitude=None)

    assert ask().context["map"] is None
    assert names("?town=Leeds") == []
