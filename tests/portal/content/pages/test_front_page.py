"""Lists, the front page and its doors."""

import datetime
import re

import pytest
from django.utils.formats import date_format
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale

from portal.content.models import HomePage, SideEffectPage
from portal.content.models.home import DoorBlock
from tests.conftest import NOW, TODAY
from tests.factories.content import (
    GuidePageFactory,
    HomePageFactory,
    SideEffectIndexPageFactory,
    SideEffectPageFactory,
    translation_of,
)
from tests.portal.content.pages.articles import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


class TestLists:
    def test_the_list_runs_from_a_to_z_and_names_the_state_of_review(
        self, client, clock
    ):
        for title in ("Swelling", "Itching", "Redness"):
            SideEffectPageFactory(published=True, title=title, slug=title.lower())
        index = SideEffectPage.objects.first().get_parent()

        html = read(client, index)
        assert html.index("Itching") < html.index("Redness") < html.index("Swelling")
        assert html.count(f"Reviewed {date_format(TODAY)}") == 3
        assert 'href="itching/"' in html

        clock.move_to(NOW + datetime.timedelta(days=400))
        assert read(client, index).count("Review is overdue") == 3

    def test_an_empty_list_says_so(self, client):
        assert "Nothing to read here yet" in read(
            client, SideEffectIndexPageFactory(published=True)
        )

    def test_a_long_list_is_paged(self, client, monkeypatch):
        monkeypatch.setattr("portal.content.models.listing.ON_A_PAGE", 2)
        for letter in "abc":
            SideEffectPageFactory(published=True, title=letter, slug=letter)
        index = SideEffectPage.objects.first().get_parent()

        first = read(client, index)
        second = client.get(f"{index.url}?page=2").content.decode()

        assert 'href="a/"' in first
        assert 'href="c/"' not in first
        assert "Page 1 of 2" in first
        assert 'href="c/"' in second


def test_the_front_page_opens_only_doors_behind_which_is_something(client):
    guide = GuidePageFactory(published=True, title="Get help", slug="help")
    hidden = GuidePageFactory(title="Hidden", slug="hidden")
    home = guide.get_ancestors().get(depth=2).specific
    home.doors = [
        ("door", {"label": "Open", "text": "x", "page": guide}),
        ("door", {"label": "Shut", "text": "x", "page": hidden}),
    ]
    home.save_revision().publish()

    html = read(client, home)

    assert 'href="/guides/help/">Open</a>' in html
    assert "Shut" not in html


def test_a_door_leads_to_the_check_in_the_language_of_the_front_page(client):
    home = HomePageFactory(published=True)
    home.doors = [
        ("door", {"label": "Check", "text": "x", "page": None, "address": "check"})
    ]
    home.save_revision().publish()

    assert 'href="/check/">Check</a>' in read(client, home)
    home.locale = Locale.objects.get_or_create(language_code="es")[0]
    assert [door["url"] for door in home.open_doors()] == ["/es/check/"]


def test_three_doors_are_large_and_the_others_stand_below(client):
    home = HomePageFactory(published=True)
    door = {"text": "x", "page": None, "address": "check"}
    home.doors = [("door", door | {"label": f"Door {n}"}) for n in range(5)]
    home.save_revision().publish()

    large, small = read(client, home).split('class="doors"')[1].split("<form", 1)

    assert re.findall(r">(Door \d)<", large) == ["Door 0", "Door 1", "Door 2"]
    assert re.findall(r">(Door \d)<", small) == ["Door 3", "Door 4"]


def test_a_door_leads_to_the_translation_once_it_is_live(client):
    guide = GuidePageFactory(published=True, title="Healing", slug="healing")
    home = guide.get_ancestors().get(depth=2).specific
    twin = translation_of(home)
    twin.doors = [("door", {"label": "Curación", "text": "x", "page": guide})]
    twin.save_revision().publish()
    html = read(client, twin)
    assert '<a href="/guides/healing/" hreflang="en">Curación</a>' in html
    assert '<p class="small">' in html

    translated = translation_of(guide)

    twin = HomePage.objects.get(pk=twin.pk)
    assert twin.open_doors() == [
        {"label": "Curación", "text": "x", "url": translated.url, "language": ""}
    ]


def test_a_door_leads_to_one_place():
    guide = GuidePageFactory(published=True)
    block = DoorBlock()

    def door(**leads_to):
        return block.clean(block.to_python({"label": "a", "text": "b"} | leads_to))

    assert door(page=guide.pk)["page"].pk == guide.pk
    assert door(address="check")["address"] == "check"
    for wrong in ({}, {"page": guide.pk, "address": "check"}):
        with pytest.raises(StructBlockValidationError):
            door(**wrong)
