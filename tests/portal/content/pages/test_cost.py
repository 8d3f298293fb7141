"""What a page costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.content import kept
from portal.content.models import PageSource, SideEffectPage
from tests.factories.content import (
    GuidePageFactory,
    HomePageFactory,
    SideEffectPageFactory,
)
from tests.portal.content.pages.articles import article, picture, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def count(client, path) -> int:
    client.get(path)
    kept.forget()  # count what the parts of the page cost as well
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path + "?fresh")  # a query string is never kept
    assert response.status_code == 200
    return len(queries)


# Wagtail leaves the temporary file of a new rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_article_costs_the_same_whatever_is_on_it(client):
    plain = article(slug="plain")
    assert count(client, plain.url) == 6

    image = picture()
    shown = {"image": image, "alt": "x", "skin_tone": "brown", "caption": ""}
    target = GuidePageFactory(published=True)
    link = f'<p><a id="{target.pk}" linktype="page">x</a></p>'
    rich = article(
        slug="rich",
        usual=[("picture", shown | {"long_description": "x"}), ("text", link)] * 5
        + [("illustration", {"drawing": "redness-tones"})],
        what_to_do=[("text", link)] * 9,
    )
    assert count(client, rich.url) == 8


def test_parts_are_rendered_once_for_readers_who_get_no_kept_page(
    client, django_assert_num_queries, django_capture_on_commit_callbacks
):
    page = article()
    client.cookies["csrftoken"] = "x"
    read(client, page)
    PageSource.objects.filter(page=page).update(publisher="Told anew")
    with django_assert_num_queries(2):  # the page, and who may see it
        assert "Told anew" not in read(client, page)

    with django_capture_on_commit_callbacks(execute=True):
        SideEffectPage.objects.get(pk=page.pk).save_revision().publish()
    assert "Told anew" in read(client, page)


def test_a_preview_is_rendered_anew(rf):
    page = article()
    request = rf.get(page.url)
    request.is_preview = True

    assert page.get_context(request)["kept_under"] is None
    request.is_preview = False
    assert page.get_context(request)["kept_under"] is not None


def test_a_list_costs_the_same_at_one_page_and_at_three(client):
    SideEffectPageFactory(published=True, slug="one")
    index = SideEffectPage.objects.first().get_parent()
    at_one = count(client, index.url)
    for slug in ("two", "three"):
        SideEffectPageFactory(published=True, slug=slug)

    assert (at_one, count(client, index.url)) == (3, 3)


def test_the_front_page_costs_little(client):
    home = HomePageFactory(published=True)

    assert count(client, home.url) == 1  # who may see it


def test_a_list_that_is_known_costs_two_queries(client, django_assert_num_queries):
    page = SideEffectPageFactory(published=True)
    address = page.get_parent().url + "?fresh"
    client.get(address)

    with django_assert_num_queries(2):  # who may see it, and its cards
        assert page.title in client.get(address).content.decode()
