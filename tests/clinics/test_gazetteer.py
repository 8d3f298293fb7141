"""The towns that come with the portal."""

import itertools

import pytest

from clinics.gazetteer import land, towns
from clinics.gazetteer.folding import fold


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Leeds", "Leeds, United Kingdom"),
        ("  LEEDS ", "Leeds, United Kingdom"),
        ("Sao Paulo", "São Paulo, Brazil"),
        ("São Paulo", "São Paulo, Brazil"),
        ("Londres", "London, United Kingdom"),
        ("Milano", "Milan, Italy"),
        ("Lisboa", "Lisbon, Portugal"),
        (
            "Cambridge, Massachusetts",
            "Cambridge, Massachusetts, United States of America",
        ),
        ("Manches", "Manchester, United Kingdom"),
        ("Birmngham", "Birmingham, United Kingdom"),
        ("Brimingham", "Birmingham, United Kingdom"),
        ("Birminghan", "Birmingham, United Kingdom"),
    ],
)
def test_a_town_is_found_by_what_people_type(typed, label):
    assert towns.find(typed).towns[0].label == label


@pytest.mark.parametrize(
    ("typed", "is_guess"),
    [("Leeds", False), ("Londres", False), ("Manches", True), ("Leedz", True)],
)
def test_a_guess_is_called_one(typed, is_guess):
    assert towns.find(typed).is_guess is is_guess


@pytest.mark.parametrize("typed", ["", " ,", "?!", "Xqqzyw", "zq", "q" * 80])
def test_no_town_is_no_town(typed):
    assert towns.find(typed).towns == ()


def test_towns_of_one_name_come_by_their_people_and_can_be_chosen():
    answer = towns.find("Valencia")

    assert [town.country for town in answer.towns[:2]] == ["VE", "ES"]
    chosen = towns.find("Valencia", number=2509954)
    assert (chosen.towns[0].country, chosen.is_chosen) == ("ES", True)
    assert set(chosen.towns) == set(answer.towns)
    # The number of another town chooses nothing.
    assert towns.find("Leeds", number=2509954).towns[0].name == "Leeds"


def test_a_town_has_a_place_and_a_clock():
    leeds = towns.find("Leeds").towns[0]

    assert (leeds.latitude, leeds.longitude) == (53.796, -1.548)
    assert leeds.time_zone == "Europe/London"
    assert towns.nearest(53.8, -1.55).name == "Leeds"
    assert towns.nearest(0, -140) is None


def test_a_box_across_the_date_line_holds_both_sides():
    found = {town.name for town in towns.around(-25, 175, -10, 195)}

    assert {"Suva", "Apia"} <= found


def test_the_largest_towns_come_first_and_only_those_asked_for_are_read(monkeypatch):
    read, as_it_was = [], towns._read
    monkeypatch.setattr(towns, "_read", lambda it: read.append(it) or as_it_was(it))
    largest = list(itertools.islice(towns.around(-90, -180, 90, 180), 50))

    assert largest == sorted(largest, key=lambda town: -town.people)
    assert largest[0].people > 20_000_000
    assert len(read) == 50


def test_names_fold_alike():
    assert fold("St. Gallen") == fold("st gallen") == "stgallen"


def test_both_files_are_small():
    assert towns.FILE.stat().st_size < 1_500_000
    assert land.FILE.stat().st_size < 200_000


@pytest.mark.parametrize(
    ("box", "is_land"),
    [
        ((53.7, -1.6, 53.9, -1.4), True),  # Leeds
        ((45, -35, 46, -34), False),  # the middle of the Atlantic
        ((-30, 100, 50, 200), True),  # beyond the date line
    ],
)
def test_land_is_where_there_is_some(box, is_land):
    assert any(land.outlines(*box)) is is_land
