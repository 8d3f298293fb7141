"""Kept pages: who gets one, who never does, and when it is forgotten."""

import datetime

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory

from portal.content.models import Contributor, SideEffectPage
from portal.operations import page_cache
from portal.operations.page_cache import PageCacheMiddleware
from tests.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.content import SideEffectPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(django_capture_on_commit_callbacks):
    return SideEffectPageFactory(published=True, title="Redness", slug="redness")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What happens inside is followed by what waits for the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def republish(page, **changes):
    draft = SideEffectPage.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


def test_a_second_reader_costs_no_query(page, django_assert_num_queries):
    first = Client().get(page.url)

    with django_assert_num_queries(0):
        second = Client().get(page.url)

    assert second.content == first.content
    assert b"<h1>Redness</h1>" in second.content
    for name in ("Content-Type", "Content-Language", "Content-Security-Policy"):
        assert second[name] == first[name]
    assert second["X-Request-ID"] != first["X-Request-ID"]


def test_who_holds_a_page_already_fetches_it_only_when_it_changed(page, commit):
    held = {"if-none-match": Client().get(page.url)["ETag"]}

    same = Client(headers=held).get(page.url)
    assert (same.status_code, same.content) == (304, b"")
    assert "default-src 'none'" in same["Content-Security-Policy"]

    with commit():
        republish(page, title="Red skin")
    assert b"<h1>Red skin</h1>" in Client(headers=held).get(page.url).content
    assert Client(headers=held).get(page.url).status_code == 200


def test_public_pages_set_no_cookie(page):
    for path in (page.url, "/", "/side-effects/", "/es/"):
        client = Client()
        assert client.get(path).status_code == 200
        assert client.cookies == {}


def test_each_language_and_host_has_its_own(page, settings):
    settings.ALLOWED_HOSTS = ["*"]
    english = Client().get(page.url).content
    spanish = Client().get(f"/es{page.url}").content
    other = Client(headers={"host": "other.example"}).get(page.url).content

    assert english != spanish
    assert Client().get(f"/es{page.url}").content == spanish
    assert b"<h1>Redness</h1>" in other


@pytest.mark.parametrize("change", ["title", "unpublish", "move", "contributor"])
def test_a_publication_is_seen_at_once(page, commit, change):
    Client().get(page.url)
    Client().get("/side-effects/")

    with commit():
        if change == "title":
            republish(page, title="Red skin")
        elif change == "unpublish":
            SideEffectPage.objects.get(pk=page.pk).unpublish()
        elif change == "move":
            other = SideEffectPageFactory(published=True, slug="other")
            SideEffectPage.objects.get(pk=page.pk).move(other, "left")
        else:
            person = Contributor.objects.get(user=page.clinical_reviewer)
            person.name = "Dr Renamed"
            person.save()

    response = Client().get(page.url)
    expected = {
        "title": b"<h1>Red skin</h1>",
        "unpublish": b"</html>",
        "move": b"<h1>Redness</h1>",
        "contributor": b"Dr Renamed",
    }
    assert expected[change].lower() in response.content.lower()
    assert response.status_code == (404 if change == "unpublish" else 200)


def test_a_menu_follows_a_publication(page, commit):
    assert b'aria-current="page">Side effects' in Client().get("/side-effects/").content

    with commit():
        index = page.get_parent().specific
        index.title = "Effects"
        index.save_revision().publish()

    assert b'aria-current="page">Effects' in Client().get("/side-effects/").content


def test_nothing_is_forgotten_by_what_is_rolled_back(page, django_assert_num_queries):
    Client().get(page.url)
    republish(page, title="Not committed")  # the test never commits

    with django_assert_num_queries(0):
        assert b"<h1>Redness</h1>" in Client().get(page.url).content


def test_a_new_day_asks_again(page, clock):
    Client().get(page.url)
    assert b"past its review date" not in Client().get(page.url).content

    clock.move_to(NOW + datetime.timedelta(days=366))

    assert b"past its review date" in Client().get(page.url).content


@pytest.mark.parametrize("name", ["sessionid", "messages", "csrftoken", "anything"])
def test_a_reader_with_a_cookie_neither_gets_nor_leaves_a_kept_page(name, page):
    client = Client()
    client.cookies[name] = "x"
    client.get(page.url)
    assert not [key for key in cache._cache if "content:page" in key]

    Client().get(page.url)
    SideEffectPage.objects.filter(pk=page.pk).update(title="Told anew")

    assert b"<h1>Told anew</h1>" in client.get(page.url).content
    assert b"<h1>Redness</h1>" in Client().get(page.url).content


def test_signed_in_readers_get_their_own_answer(page):
    Client().get(page.url)
    client = Client()
    client.force_login(UserFactory())

    html = client.get(page.url).content.decode()

    assert "Your account" in html
    assert "Your account" not in Client().get(page.url).content.decode()


def test_only_plain_reading_is_kept(page):
    Client().get(f"/share/{page.pk}-{'x' * 200}.png")
    Client().get(page.url + "?page=2")
    Client().head(page.url)
    Client().get("/account/login/")
    Client().get("/nothing/")
    Client(headers={"authorization": "Bearer x"}).get(page.url)

    assert not [key for key in cache._cache if "content:page" in key]


class TestMiddleware:
    """The middleware alone, in front of answers of every kind."""

    def ask(self, answer, *, allowed=True, until=None, wait=None, **meta):
        seen = []

        def view(request):
            seen.append(request)
            if allowed:
                page_cache.allow(request, until=until)
            return answer()

        middleware = PageCacheMiddleware(view)
        for _ in range(2):
            middleware(RequestFactory().get("/x/", **meta))
            if wait:
                wait()
        return len(seen)

    @pytest.mark.parametrize(
        ("seconds", "passed", "made"),
        [
            (60, 59, 1),
            (60, 60, 2),
            (0, 0, 2),
            (-5, 0, 2),
            (9000, 299, 1),
            (9000, 300, 2),
        ],
    )
    def test_an_answer_is_given_no_longer_than_it_holds(
        self, clock, seconds, passed, made
    ):
        found = self.ask(
            lambda: HttpResponse("x"),
            until=NOW + datetime.timedelta(seconds=seconds),
            wait=lambda: clock.shift(datetime.timedelta(seconds=passed)),
        )

        assert found == made

    def test_a_plain_answer_is_given_twice_but_made_once(self):
        assert self.ask(lambda: HttpResponse("x")) == 1

    def test_what_nobody_allowed_is_made_each_time(self):
        assert self.ask(lambda: HttpResponse("x"), allowed=False) == 2

    def test_an_answer_that_sets_a_cookie_is_made_each_time(self):
        def answer():
            response = HttpResponse("x")
            response.set_cookie("csrftoken", "secret")
            return response

        assert self.ask(answer) == 2

    def test_a_private_answer_is_made_each_time(self):
        headers = {"Cache-Control": "private"}
        assert self.ask(lambda: HttpResponse("x", headers=headers)) == 2

    def test_an_error_is_made_each_time(self):
        assert self.ask(lambda: HttpResponse("x", status=500)) == 2

    def test_a_preview_is_made_each_time(self):
        seen = []
        middleware = PageCacheMiddleware(lambda r: seen.append(r) or HttpResponse())
        for _ in range(2):
            request = RequestFactory().get("/x/")
            request.is_dummy = True
            middleware(request)

        assert len(seen) == 2

    def test_without_a_cache_every_answer_is_made(self, monkeypatch):
        monkeypatch.setattr(page_cache, "version", lambda: None)

        assert self.ask(lambda: HttpResponse("x")) == 2
