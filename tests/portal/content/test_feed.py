"""The feed: what stands in it, in which language, and what asking again costs."""

import datetime
import uuid
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from portal.content import feed
from portal.content.models import SideEffectPage
from tests.conftest import NOW
from tests.factories.content import (
    ContributorFactory,
    GuidePageFactory,
    HomePageFactory,
    RiskFactorPageFactory,
    SideEffectPageFactory,
    reviewer,
    translation_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(path="/feed/", **headers):
    response = Client(headers=headers).get(path)
    assert response.status_code == 200
    return ET.fromstring(response.content)  # noqa: S314 - our own


def entries(tree):
    return tree.findall("a:entry", ATOM)


def text(element, name) -> str:
    return element.findtext(f"a:{name}", namespaces=ATOM)


def titles(path="/feed/") -> list[str]:
    return [text(entry, "title") for entry in entries(read(path))]


@pytest.fixture
def page():
    return SideEffectPageFactory(
        published=True,
        title="Redness",
        slug="redness",
        listing_summary="Usual for some days.",
        author=ContributorFactory(name="Ana Ruiz"),
    )


def republish(page, **changes):
    draft = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


def test_an_entry_says_all_that_a_reader_of_feeds_shows(page, clock):
    clock.shift(datetime.timedelta(days=2))
    republish(page)

    [entry] = entries(read())

    assert text(entry, "title") == "Redness"
    assert text(entry, "summary") == "Usual for some days."
    assert text(entry, "published") == "2026-11-23T09:00:00+00:00"
    assert text(entry, "updated") == "2026-11-25T09:00:00+00:00"
    assert text(entry.find("a:author", ATOM), "name") == "Ana Ruiz"
    [link] = entry.findall("a:link", ATOM)
    assert link.get("href") == "http://testserver/side-effects/redness/"
    terms = [each.get("term") for each in entry.findall("a:category", ATOM)]
    assert terms == ["Side effect", "Usual while healing"]


def test_the_feed_says_what_it_is_and_where_it_stands(page):
    tree = read()

    assert text(tree, "title") == "Scalpwise: new and changed pages"
    assert text(tree, "id") == "http://testserver/feed/"
    assert text(tree, "updated") == "2026-11-23T09:00:00+00:00"
    assert text(tree.find("a:author", ATOM), "name") == "Scalpwise"
    links = {each.get("rel"): each.get("href") for each in tree.findall("a:link", ATOM)}
    assert links == {
        "alternate": "http://testserver/",
        "self": "http://testserver/feed/",
    }
    assert tree.get(LANGUAGE) == "en"


def test_what_changed_last_comes_first_whatever_its_kind(page, clock):
    clock.shift(datetime.timedelta(hours=1))
    RiskFactorPageFactory(published=True, title="Allergies")
    clock.shift(datetime.timedelta(hours=1))
    GuidePageFactory(published=True, title="How we write")
    assert titles() == ["How we write", "Allergies", "Redness"]

    clock.shift(datetime.timedelta(hours=1))
    republish(page)

    assert titles("/feed/?anew") == ["Redness", "How we write", "Allergies"]


def test_an_entry_stays_the_same_when_its_page_is_renamed_and_no_other_has_its_id(page):
    SideEffectPageFactory(published=True, slug="other")
    before = {text(entry, "title"): text(entry, "id") for entry in entries(read())}

    republish(page, slug="red-skin")

    after = {
        text(each, "title"): text(each, "id") for each in entries(read("/feed/?a"))
    }
    assert after == before
    assert len(set(after.values())) == 2
    assert all(uuid.UUID(each) for each in after.values())


def test_drafts_and_pages_that_are_not_for_all_stay_out(page):
    SideEffectPageFactory(title="Draft", slug="draft")
    secret = GuidePageFactory(published=True, title="Secret", slug="secret")
    PageViewRestriction.objects.create(
        page=secret, restriction_type=PageViewRestriction.LOGIN
    )

    assert titles() == ["Redness"]


def test_only_the_last_ones_are_told(page, monkeypatch, clock):
    monkeypatch.setattr(feed, "MOST", 2)
    for name in ("one", "two"):
        clock.shift(datetime.timedelta(hours=1))
        GuidePageFactory(published=True, title=name, slug=name)

    assert titles() == ["two", "one"]


def test_each_language_has_its_own(page):
    assert read("/es/feed/").get(LANGUAGE) == "en"  # no Spanish front page yet

    translation_of(page, title="Enrojecimiento", clinical_reviewer=reviewer())
    cache.clear()  # publishing renews it on commit, which no test reaches
    tree = read("/es/feed/?anew")

    assert titles("/feed/?anew") == ["Redness"]
    assert [text(entry, "title") for entry in entries(tree)] == ["Enrojecimiento"]
    assert tree.get(LANGUAGE) == "es"
    assert text(tree, "id") == "http://testserver/es/feed/"
    [link] = entries(tree)[0].findall("a:link", ATOM)
    assert link.get("href") == "http://testserver/es/side-effects/redness/"
    ids = [text(entry, "id") for each in (read(), tree) for entry in entries(each)]
    assert len(set(ids)) == 2


HOSTILE = "<b>&amp;]]></title> \x0b\x1f\ufffe “ñ” \U0001f642"


def test_no_title_breaks_the_feed(page):
    named = ContributorFactory(name="A\x08na & <i>")
    republish(page, title=HOSTILE, listing_summary=HOSTILE, author=named)

    [entry] = entries(read())

    assert text(entry, "title") == "<b>&amp;]]></title>  “ñ” \U0001f642"
    assert "&lt;b&gt;&amp;amp;" in text(entry, "summary")  # HTML that shows the text
    assert text(entry.find("a:author", ATOM), "name") == "Ana & <i>"


def test_an_empty_site_has_an_empty_feed():
    Site.objects.all().delete()
    assert Client().get("/feed/").status_code == 404

    HomePageFactory(published=True)
    assert entries(read("/feed/?anew")) == []


def test_a_page_that_no_site_reaches_stays_out(page):
    other = HomePageFactory(published=True)
    assert Site.objects.get().root_page_id == other.pk

    tree = read()

    assert entries(tree) == []
    assert text(tree, "id") == "http://testserver/feed/"


def test_each_page_leads_to_the_feed_of_its_language(page):
    for path, feed_path in (("/", "/feed/"), ("/es/check/", "/es/feed/")):
        head, body = Client().get(path).content.decode().split("</head>")
        assert '<link rel="alternate" type="application/atom+xml" title=' in head
        assert f'href="{feed_path}"' in head
        assert f'<a href="{feed_path}" type="application/atom+xml">' in body


class TestCost:
    def test_a_second_reader_costs_no_query(self, page, django_assert_num_queries):
        first = Client().get("/feed/")

        with django_assert_num_queries(0):
            second = Client().get("/feed/")

        assert second.content == first.content
        assert first["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert first["Cache-Control"] == "public, max-age=900"
        assert first["Last-Modified"] == "Mon, 23 Nov 2026 09:00:00 GMT"

    def test_more_pages_cost_no_more(self, page, django_assert_num_queries):
        Client().get("/feed/?first")
        for path in ("/feed/?one", "/feed/?three"):
            with django_assert_num_queries(6):
                Client().get(path)
            for slug in ("a", "b"):
                SideEffectPageFactory(published=True, slug=f"{slug}{len(path)}")

    @pytest.mark.parametrize("known", ["ETag", "Last-Modified"])
    def test_who_asks_again_gets_it_only_when_it_changed(
        self, page, known, clock, django_capture_on_commit_callbacks
    ):
        name = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}[known]
        headers = {name: Client().get("/feed/")[known]}
        same = Client(headers=headers).get("/feed/")
        assert (same.status_code, same.content) == (304, b"")

        clock.move_to(NOW + datetime.timedelta(hours=1))
        with django_capture_on_commit_callbacks(execute=True):
            republish(page, title="Red skin")
        changed = Client(headers=headers).get("/feed/")

        assert changed.status_code == 200
        assert b"Red skin" in changed.content
        assert SideEffectPage.objects.get(pk=page.pk).title == "Red skin"
