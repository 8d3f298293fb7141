from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from portal.ui import icons
from portal.ui.templatetags import ui

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


class Ids(HTMLParser):
    """The ids of a page, and the ids its links and descriptions point to."""

    def __init__(self, page):
        super().__init__()
        self.ids, self.targets = set(), set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.add(attrs["id"])
        self.targets.update((attrs.get("aria-describedby") or "").split())
        if (attrs.get("href") or "").startswith("#"):
            self.targets.add(attrs["href"][1:])


@pytest.fixture
def gallery():
    return Client().get(reverse("gallery")).content.decode()


def test_gallery_ties_hints_errors_and_summary_to_their_fields(gallery):
    page = Ids(gallery)

    assert {"id_bad-session_on_error", "id_bad-swelling_0"} <= page.targets
    assert page.targets - page.ids == set()


def test_gallery_keeps_what_was_typed_in_a_refused_form(gallery):
    assert 'name="bad-name" value="Ana"' in gallery


def test_gallery_runs_from_right_to_left_on_request():
    page = Client().get(reverse("gallery"), {"dir": "rtl"}).content.decode()

    assert 'dir="rtl"' in page


def test_gallery_shows_every_icon(gallery):
    for name in icons.PATHS:
        assert f"icon--{name}" in gallery


def test_gallery_in_spanish_links_back_to_english():
    page = Client().get("/es/gallery/").content.decode()

    assert '<html lang="es" dir="ltr">' in page
    assert "Consejo urgente:" in page
    assert '<a class="wordmark" href="/es/">' in page
    assert '<a href="/gallery/" lang="en" hreflang="en">' in page


def test_icon_path_refuses_a_name_we_do_not_have():
    with pytest.raises(KeyError):
        ui.icon_path("rocket")
