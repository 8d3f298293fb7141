"""Every page of ours is sound HTML that anybody's software can read."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

import html5lib
import pytest
from django.test import Client

from tests.house.pages import Shown, account_pages, own_pages, tree_pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.xdist_group("html"),  # one process asks for all pages, and keeps them
]

XHTML = "{http://www.w3.org/1999/xhtml}"
NEED_A_LABEL = {"input", "select", "textarea"}
NEED_NONE = {"hidden", "submit", "button", "reset", "image"}
SAMPLES = {"/gallery/"}  # shows components with invented words and links
BARE_TITLES = {"", "Scalpwise"}
ELSEWHERE = re.compile(r"(?:https?:)?//|mailto:|tel:")


COLLECTED: list[Shown] = []


def every_page(person, sign_in_as) -> Iterator[Shown]:
    yield from own_pages(person, sign_in_as)
    yield from account_pages(sign_in_as)
    yield from tree_pages(Client())


@pytest.fixture
def pages(person, sign_in_as) -> list[Shown]:
    """Every page of ours, asked for once: the clock stands still, so they stay."""
    if not COLLECTED:
        COLLECTED.extend(every_page(person, sign_in_as))
    return COLLECTED


def tree(page: Shown):
    parser = html5lib.HTMLParser(strict=False)
    document = parser.parse(page.html)
    faults = {code for _, code, _ in parser.errors}
    assert not faults, (page.path, parser.errors)
    return document


@cache
def elements(page: Shown):
    """(name, element) of the page, in its order."""
    return [
        (element.tag.removeprefix(XHTML), element)
        for element in tree(page).iter()
        if isinstance(element.tag, str)
    ]


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def each(pages, faults_of) -> dict:
    """What is wrong, by page; pages without a fault are left out."""
    found = {(page.path, page.role): faults_of(page) for page in pages}
    return {page: faults for page, faults in found.items() if faults}


def test_there_are_pages_to_look_at(pages):
    paths = {page.path for page in pages}
    assert {"/", "/account/", "/account/login/", "/guides/", "/gallery/"} <= paths


def test_every_page_parses_without_a_fault(pages):
    for page in pages:
        assert page.html.lstrip().lower().startswith("<!doctype html>"), page.path
        assert elements(page)


def test_every_page_says_its_language_and_has_a_title_of_its_own(pages):
    def faults(page):
        found = dict(elements(page))
        root, title = found["html"], found["title"]
        return [
            fault
            for fault, is_there in (
                ("lang", not root.get("lang")),
                ("title", words(title) in BARE_TITLES and page.path != "/"),
            )
            if is_there
        ]

    assert each(pages, faults) == {}


def test_every_page_has_one_first_heading_and_skips_no_level(pages):
    def faults(page):
        levels = [
            int(name[1]) for name, _ in elements(page) if re.fullmatch("h[1-6]", name)
        ]
        skips = [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1]
        return skips + ([] if levels.count(1) == 1 else [("h1", levels.count(1))])

    assert each(pages, faults) == {}


def test_every_id_stands_once_and_every_reference_leads_to_one(pages):
    def faults(page):
        found = [element for _, element in elements(page)]
        ids = [element.get("id") for element in found if element.get("id") is not None]
        twice = {each for each in ids if ids.count(each) > 1}
        asked = {
            reference
            for element in found
            for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls")
            for reference in (element.get(name) or "").split()
        }
        return twice | (asked - set(ids))

    assert each(pages, faults) == {}


def test_every_field_has_a_label(pages):
    def faults(page):
        found = elements(page)
        labelled = {element.get("for") for name, element in found if name == "label"}
        inside = {
            id(inner)
            for name, element in found
            if name == "label"
            for inner in element.iter()
        }
        return [
            element.get("name")
            for name, element in found
            if name in NEED_A_LABEL
            and element.get("type") not in NEED_NONE
            and element.get("id") not in labelled
            and id(element) not in inside
            and not (element.get("aria-label") or element.get("aria-labelledby"))
        ]

    assert each(pages, faults) == {}


def test_every_link_and_button_has_words(pages):
    def faults(page):
        return [
            dict(element.attrib)
            for name, element in elements(page)
            if name in {"a", "button"}
            and not (words(element) or element.get("aria-label"))
            and not any(image.get("alt") for image in element.iter(f"{XHTML}img"))
        ]

    assert each(pages, faults) == {}


def test_every_picture_has_words_for_who_cannot_see_it(pages):
    def faults(page):
        return [
            element.get("src")
            for name, element in elements(page)
            if name == "img" and element.get("alt") is None
        ]

    assert each(pages, faults) == {}


def test_every_internal_link_leads_somewhere(person, sign_in_as):
    # Collected anew: the rows that the links lead to must be there.
    collected = every_page(person, sign_in_as)
    pages = [page for page in collected if page.path not in SAMPLES]
    answers = {}

    def leads_somewhere(path, role):
        """For a stranger, or for whom the page was shown to."""
        for reader in dict.fromkeys(["anonymous", role]):
            if (path, reader) not in answers:
                found = sign_in_as(reader).get(path).status_code
                answers[path, reader] = found in {200, 302}
            if answers[path, reader]:
                return True
        return False

    def faults(page):
        found = elements(page)
        ids = {element.get("id") for _, element in found}
        links = {element.get("href") for name, element in found if name == "a"} - {None}
        inside = {link for link in links if not ELSEWHERE.match(link)}
        return {
            link
            for link in inside
            if (link.startswith("#") and link[1:] not in ids)
            or not leads_somewhere(urljoin(page.path, urldefrag(link).url), page.role)
        }

    assert each(pages, faults) == {}
