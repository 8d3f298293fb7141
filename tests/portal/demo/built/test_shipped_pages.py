"""Every page that ships, in both languages: whole, and no way out of it is dead."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.models import Page

from portal.content.domain import articles
from portal.content.models import ArticlePage
from portal.ui import share_picture
from tests.portal.content.schema_org import faults

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.xdist_group("demo"),
]

SITE = "http://testserver"
XHTML = "{http://www.w3.org/1999/xhtml}"
LEAD = ("href", "src", "action")
RAW_MARK = re.compile(r"\[[A-Z]+\d+[a-z]?\]")
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
BESIDE_THE_TREE = ["/search/", "/search/?q=redness", "/search/?q=nothing+of+the+kind"]
BESIDE_THE_TREE += ["/check/", "/not-there/"]
URGENT = {"red_flags": ["breathing"], "day": "3"}


@dataclass(frozen=True)
class Shown:
    """A page as a reader gets it."""

    path: str
    html: str

    @cached_property
    def elements(self) -> list:
        return list(html5lib.parse(self.html).iter())

    @cached_property
    def ids(self) -> list[str]:
        return [each.get("id") for each in self.elements if each.get("id")]

    @cached_property
    def ways_out(self) -> set[str]:
        """Every address of ours that the page names, fragments included."""
        named = [each.get(name) for each in self.elements for name in LEAD]
        named += [
            each.get("content")
            for each in self.elements
            if each.get("property") in ("og:url", "og:image")
        ]
        found = {urljoin(f"{SITE}{self.path}", each) for each in named if each}
        return {each for each in found if each.startswith(f"{SITE}/")}


def shown(response, path: str) -> Shown:
    return Shown(path, response.content.decode())


@pytest.fixture(scope="module")
def pages(built, django_db_blocker) -> dict[str, Shown]:
    """Every public page, by its path."""
    client = Client()
    with django_db_blocker.unblock():
        paths = [page.url for page in Page.objects.live().filter(depth__gt=1)]
        for prefix in ("", "/es"):
            paths += [f"{prefix}{path}" for path in BESIDE_THE_TREE]
        return {path: shown(client.get(path), path) for path in paths}


@pytest.fixture
def written() -> list[ArticlePage]:
    """Every article that is online."""
    return [
        page
        for model in ArticlePage.__subclasses__()
        for page in model.objects.live().select_related("locale")
    ]


@pytest.fixture
def no_drawing(monkeypatch):
    """The pictures for networks are looked at elsewhere."""
    monkeypatch.setattr(share_picture, "draw", lambda **words: b"png")


def answers(address: str) -> bool:
    """Whether there is something to read at an address of ours, or the door to it."""
    path = address.removeprefix(SITE)
    if path.startswith("/static/"):
        return finders.find(urlsplit(path).path.removeprefix("/static/")) is not None
    answer = Client().get(path)
    at_the_door = answer.status_code == 302 and "/account/login/?next=" in answer.url
    return answer.status_code == 200 or at_the_door


def dead_ends(looked_at: list[Shown], known: dict[str, Shown]) -> dict[str, set[str]]:
    """What leads nowhere, and the pages on which it stands."""
    checked: dict[str, bool] = {}
    dead: dict[str, set[str]] = {}
    for page in looked_at:
        for way in page.ways_out:
            address, fragment = urldefrag(way)
            path = address.removeprefix(SITE)
            target = page if path == page.path else known.get(path)
            if target is None and address not in checked:
                checked[address] = answers(address)
            there = fragment in target.ids if fragment and target else not fragment
            if not (there and (target or checked[address])):
                dead.setdefault(way.removeprefix(SITE), set()).add(page.path)
    return dead


def test_every_file_is_a_page_in_its_language(pages):
    for language, prefix in (("en", "/"), ("es", "/es/")):
        files = list((articles.FOLDER / language).glob("*.yaml"))
        online = Page.objects.live().filter(depth__gt=1, locale__language_code=language)

        assert online.count() == len(files)
        assert all(page.url.startswith(prefix) for page in online)


def test_no_link_and_no_anchor_leads_nowhere(pages, no_drawing):
    looked_at = [*pages.values(), *answers_of_the_check()]

    assert sum(len(page.ways_out) for page in looked_at) > 1000
    assert dead_ends(looked_at, pages) == {}


def answers_of_the_check() -> list[Shown]:
    """Answers of the check, which have no address of their own."""
    return [
        shown(Client().post(path, told), path)
        for path in ("/check/", "/es/check/")
        for told in ({"day": "3", "redness_extent": "2"}, URGENT)
    ]


def test_a_dead_link_and_a_dead_anchor_are_found(pages):
    alive = '<p id="here"><a href="#here"></a><a href="/es/#main"></a></p>'
    dead = '<a href="/nothing/"></a><a href="#there"></a><a href="/guides/#no"></a>'

    assert dead_ends([Shown("/check/", alive + dead)], pages) == {
        path: {"/check/"} for path in ("/nothing/", "/check/#there", "/guides/#no")
    }


def test_no_id_stands_twice_and_no_mark_is_left_raw(pages):
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        assert not RAW_MARK.search(page.html), path


def test_each_article_shows_its_sources_and_who_reviewed_it(pages, written):
    assert len(written) > 40
    for page in written:
        ids = pages[page.url].ids

        assert page.reviewer_shown.name in pages[page.url].html, page.url
        assert "sources" in ids, page.url
        assert [each for each in ids if each.startswith("source-")], page.url


def test_each_article_tells_machines_what_it_tells_people(pages, written):
    for page in written:
        [text] = LD.findall(pages[page.url].html)
        graph = json.loads(text)["@graph"]
        medical, crumbs = graph

        assert [fault for node in graph for fault in faults(node)] == [], page.url
        assert [node["@type"] for node in graph] == ["MedicalWebPage", "BreadcrumbList"]
        assert medical["url"] == f"{SITE}{page.url}"
        assert medical["name"] == page.title
        assert medical["description"]
        assert medical["inLanguage"] == page.locale.language_code
        assert medical["lastReviewed"] == page.last_reviewed_on.isoformat()
        assert medical["reviewedBy"]["name"] == page.reviewer_shown.name
        assert medical["author"]["name"] == page.author.name
        assert len(medical["citation"]) == page.sources.count() > 0
        assert medical["image"]["url"] in pages[page.url].html
        for part in medical.get("hasPart", []):
            assert urldefrag(part["@id"])[1] in pages[page.url].ids
        items = crumbs["itemListElement"]
        assert [item["position"] for item in items] == [1, 2, 3]
        assert {item["item"].removeprefix(SITE) for item in items} <= pages.keys()


def test_no_title_is_cut_on_its_picture(pages, written):
    for page in written:
        _font, lines = share_picture._fit(page.shared_title)

        assert " ".join(lines) == page.shared_title
