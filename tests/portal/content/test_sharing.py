"""The picture of a page: named in its head, drawn once, and never for a stranger."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from portal.content import sharing
from portal.content.models import SideEffectPage
from portal.ui import share_picture
from tests.factories.content import (
    GuidePageFactory,
    HomePageFactory,
    RiskFactorPageFactory,
    SideEffectPageFactory,
    reviewer,
    root,
    translation_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def told(page) -> dict[str, str]:
    """What the head of a page says to networks."""
    html = Client().get(page.url).content.decode()
    metas = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html)
    return dict(metas)


def path_in(page) -> str:
    return told(page)["og:image"].removeprefix("http://testserver")


@pytest.fixture
def page():
    return SideEffectPageFactory(published=True, title="Redness", slug="redness")


@pytest.fixture
def drawings(monkeypatch):
    """What was drawn, instead of drawing it."""
    done = []

    def draw(**words):
        done.append(words)
        return b"png"

    monkeypatch.setattr(share_picture, "draw", draw)
    return done


def test_the_head_names_a_picture_that_is_there(page):
    head = told(page)
    response = Client().get(path_in(page))

    assert re.fullmatch(
        rf"http://testserver/share/{page.pk}-[0-9a-f]{{16}}\.png", head["og:image"]
    )
    assert head["og:image:alt"] == "Scalpwise. Side effect. Redness"
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    assert head["twitter:card"] == "summary_large_image"
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_each_kind_of_page_says_what_it_is_in_its_own_language(page, drawings):
    guide = GuidePageFactory(published=True, title="Our law")
    signed = {"clinical_reviewer": reviewer()}
    spanish = translation_of(guide, title="Nuestra ley", **signed)
    factor = RiskFactorPageFactory(published=True, title="Allergies")
    home = page.get_ancestors().get(depth=2).specific
    cache.clear()  # publishing renews it on commit, which no test reaches

    for each in (page, guide, spanish, factor, home, page.get_parent().specific):
        assert Client().get(path_in(each)).status_code == 200

    assert drawings == [
        {"title": "Redness", "kicker": "Side effect"},
        {"title": "Our law", "kicker": "Guide"},
        {"title": "Nuestra ley", "kicker": "Guía"},
        {"title": "Allergies", "kicker": "Risk factor"},
        {"title": "What is usual, and what is not", "kicker": ""},
        {"title": "Side effects", "kicker": ""},
    ]


def test_it_is_drawn_once(page, drawings):
    path = path_in(page)
    for _reader in range(3):
        assert Client().get(path).content == b"png"
    assert len(drawings) == 1

    cache.clear()

    assert Client().get(path).content == b"png"
    assert len(drawings) == 2


def test_a_new_title_is_a_new_address_and_the_old_one_leads_there(page, drawings):
    old = path_in(page)
    SideEffectPage.objects.filter(pk=page.pk).update(title="Red skin")
    new = sharing.picture(SideEffectPage.objects.get()).path

    response = Client().get(old)

    assert new != old
    assert (response.status_code, response["Location"]) == (302, new)
    assert "immutable" not in response.get("Cache-Control", "")
    assert drawings == []


@pytest.mark.parametrize("version", ["x", "0" * 16, "a-text-of-mine", "A" * 300])
def test_nobody_makes_us_draw_what_they_like(page, drawings, version):
    response = Client().get(f"/share/{page.pk}-{version}.png")

    assert response["Location"] == sharing.picture(page).path
    assert drawings == []


def test_only_pages_that_are_open_to_all_have_a_picture(page, drawings):
    paths = [sharing.picture(SideEffectPageFactory(slug="draft")).path]
    paths += [f"/share/{pk}-x.png" for pk in (root().pk, 10**6, 10**30)]
    closed = GuidePageFactory(published=True)
    PageViewRestriction.objects.create(
        page=closed, restriction_type=PageViewRestriction.LOGIN
    )
    paths.append(sharing.picture(closed).path)
    unpublished = sharing.picture(page).path
    page.unpublish()

    for path in [*paths, unpublished]:
        assert Client().get(path).status_code == 404, path
    assert drawings == []


def test_a_page_of_wagtails_own_has_none():
    welcome = root().add_child(instance=Page(title="Welcome", slug="welcome"))

    assert Client().get(f"/share/{welcome.pk}-x.png").status_code == 404


def test_the_preview_of_a_page_never_stored_names_no_picture(rf, page):
    draft = SideEffectPage(title="New", locale=page.locale)

    assert sharing.picture(draft) is None


def test_it_costs_four_queries_and_sets_no_cookie(page, django_assert_num_queries):
    path = path_in(page)
    client = Client()
    client.get(path)

    with django_assert_num_queries(4):
        client.get(path)
    assert client.cookies == {}


def test_the_front_page_says_what_the_site_is():
    assert told(HomePageFactory(published=True))["og:image:alt"] == (
        "Scalpwise. What is usual, and what is not"
    )
