"""What search engines are told: which addresses there are, and which one counts."""

import datetime
import re
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from clinics.enums import ClinicStatus
from tests.factories.clinics import ClinicFactory
from tests.factories.content import (
    GuidePageFactory,
    HomePageFactory,
    SideEffectPageFactory,
    reviewer,
    translation_of,
)
from tests.factories.inks import BottleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SITE = "http://testserver"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture
def page():
    return SideEffectPageFactory(published=True, title="Redness", slug="redness")


@pytest.fixture
def spanish(page):
    made = translation_of(page, title="Rojez", clinical_reviewer=reviewer())
    cache.clear()  # publishing renews it on commit, which no test reaches
    return made


def sitemap() -> dict[str, tuple[str | None, dict[str, str]]]:
    """Path to its day and its languages."""
    response = Client().get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    found = {}
    for url in ET.fromstring(response.content):  # noqa: S314 - our own
        links = {
            each.get("hreflang"): each.get("href").removeprefix(SITE)
            for each in url.findall("x:link", NAMES)
        }
        address = url.findtext("s:loc", namespaces=NAMES)
        assert address.startswith(f"{SITE}/"), address
        day = url.findtext("s:lastmod", namespaces=NAMES)
        found[address.removeprefix(SITE)] = (day, links)
    return found


OWN = {
    f"{language}{path}"
    for language in ("", "/es")
    for path in ("/check/", "/clinics/", "/inks/")
}


class TestSitemap:
    def test_it_names_what_is_open_to_all_and_nothing_else(self, page):
        SideEffectPageFactory(slug="draft")
        closed = GuidePageFactory(published=True, slug="closed")
        PageViewRestriction.objects.create(
            page=closed, restriction_type=PageViewRestriction.LOGIN
        )

        assert sitemap().keys() == {
            "/",
            "/side-effects/",
            "/side-effects/redness/",
            "/guides/",
            *OWN,
        }

    def test_a_page_has_the_day_of_its_last_publication(self, page, clock):
        clock.shift(datetime.timedelta(days=3))
        page.save_revision()  # a draft changes nothing
        assert sitemap()["/side-effects/redness/"][0] == "2026-11-23"

        page.save_revision().publish()
        cache.clear()

        assert sitemap()["/side-effects/redness/"][0] == "2026-11-26"
        # What a clinic's page says changes with the day, so the whole has no date.
        assert "Last-Modified" not in Client().get("/sitemap.xml")

    def test_every_language_is_in_it_and_names_the_others(self, page, spanish):
        GuidePageFactory(published=True, slug="law")
        cache.clear()

        found = sitemap()

        both = {"en": "/side-effects/redness/", "es": "/es/side-effects/redness/"}
        assert found["/side-effects/redness/"][1] == both
        assert found["/es/side-effects/redness/"][1] == both
        assert found["/es/"][1] == {"en": "/", "es": "/es/"}
        assert found["/check/"] == (None, {"en": "/check/", "es": "/es/check/"})
        assert found["/guides/law/"][1] == {}

    def test_more_pages_cost_no_more(self, page, django_assert_num_queries):
        Client().get("/sitemap.xml?first")
        for path in ("/sitemap.xml?one", "/sitemap.xml?three"):
            with django_assert_num_queries(4):
                Client().get(path)
            for slug in ("a", "b"):
                SideEffectPageFactory(published=True, slug=f"{slug}{len(path)}")

    def test_it_is_kept(self, page, django_assert_num_queries):
        first = Client().get("/sitemap.xml").content

        with django_assert_num_queries(0):
            assert Client().get("/sitemap.xml").content == first

    @pytest.mark.parametrize("number", ["2", "x"])
    def test_it_has_one_part(self, page, number):
        assert Client().get(f"/sitemap.xml?p={number}").status_code == 404

    def test_a_page_that_no_site_reaches_stays_out(self, page):
        assert "/side-effects/" in sitemap()
        HomePageFactory(published=True)  # the site starts here now

        found = Client().get("/sitemap.xml?anew").content.decode()

        assert "side-effects" not in found
        assert "/check/" in found

    def test_without_a_site_it_names_our_own_places(self):
        Site.objects.all().delete()
        assert sitemap().keys() == OWN

    def test_it_names_listed_clinics_and_inks_on_show(self, page):
        clinic = ClinicFactory(slug="crown-row", status=ClinicStatus.LISTED)
        ClinicFactory(slug="not-yet")
        bottle = BottleFactory(clinic=clinic, in_use=True)
        shelved = BottleFactory(clinic=clinic)

        found = sitemap()

        ink = bottle.batch.ink
        assert f"/es/inks/{ink.maker.slug}/{ink.slug}/" in found
        assert found["/clinics/crown-row/"][1]["es"] == "/es/clinics/crown-row/"
        assert not any("not-yet" in address for address in found)
        assert not any(shelved.batch.ink.slug in address for address in found)


def test_robots_stay_out_of_what_is_nobodys_page():
    response = Client().get("/robots.txt")

    assert response["Content-Type"].startswith("text/plain")
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /health/",
        "Disallow: /account/",
        "Disallow: /search/?",
        "Disallow: /es/account/",
        "Disallow: /es/search/?",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def head(path) -> str:
    return Client().get(path).content.decode().split("</head>")[0]


def canonical(path) -> list[str]:
    found = re.findall(r'<link rel="canonical" href="([^"]+)">', head(path))
    return [address.removeprefix(SITE) for address in found]


def languages(path) -> dict[str, str]:
    found = re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', head(path))
    return {code: address.removeprefix(SITE) for code, address in found}


class TestCanonical:
    @pytest.mark.parametrize(
        ("path", "address"),
        [
            ("/", "/"),
            ("/side-effects/", "/side-effects/"),
            ("/side-effects/redness/", "/side-effects/redness/"),
            ("/side-effects/redness/?from=mail", "/side-effects/redness/"),
            ("/side-effects/?page=1", "/side-effects/"),
            ("/side-effects/?page=9", "/side-effects/"),
            ("/es/side-effects/redness/", "/es/side-effects/redness/"),
            ("/check/", "/check/"),
            ("/check/?from=mail", "/check/"),
            ("/es/check/", "/es/check/"),
        ],
    )
    def test_each_place_has_one_address_that_counts(self, spanish, path, address):
        assert canonical(path) == [address]

    def test_each_part_of_a_long_list_counts_for_itself(self, spanish, monkeypatch):
        monkeypatch.setattr("portal.content.models.listing.ON_A_PAGE", 1)
        SideEffectPageFactory(published=True, slug="swelling")
        cache.clear()

        assert canonical("/side-effects/") == ["/side-effects/"]
        assert languages("/side-effects/") == {
            "en": "/side-effects/",
            "es": "/es/side-effects/",
        }
        assert canonical("/side-effects/?page=2") == ["/side-effects/?page=2"]
        assert canonical("/side-effects/?page=7") == ["/side-effects/?page=2"]
        assert languages("/side-effects/?page=2") == {}
        url = (
            '<meta property="og:url" content="http://testserver/side-effects/?page=2">'
        )
        assert url in head("/side-effects/?page=2")

    def test_the_check_names_its_languages(self):
        assert languages("/check/") == {"en": "/check/", "es": "/es/check/"}
        assert languages("/es/check/") == languages("/check/")

    def test_its_answer_and_the_search_are_not_to_be_found(self, page):
        answer = Client().post("/check/", {"day": "3", "temp": "38.5"})

        assert answer["X-Robots-Tag"] == "noindex"
        assert "canonical" not in answer.content.decode()
        for path in ("/search/", "/search/?q=redness", "/gallery/"):
            assert '<meta name="robots" content="noindex">' in head(path)
            assert canonical(path) == []


def test_old_browsers_find_the_icon():
    response = Client().get("/favicon.ico")

    assert response.status_code == 302
    assert response["Location"].startswith("/static/ui/favicon")
