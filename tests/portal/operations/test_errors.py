"""The pages for what went wrong: they say what to do and show nothing of the inside."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from portal import urls as portal_urls
from portal.operations.views import errors

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.urls(__name__),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error


def fail_with(error):
    def view(_request):
        raise error

    view.login_required = False
    return view


def takes_posts(_request):
    return HttpResponse("taken")


takes_posts.login_required = False
urlpatterns = [
    path("refused/", fail_with(PermissionDenied("of clinic 7"))),
    path("broken/", fail_with(ZeroDivisionError("with secret 123"))),
    path("away/", fail_with(OperationalError("at 10.0.0.7"))),
    path("cut/", fail_with(InterfaceError("at 10.0.0.7"))),
    path("post/", takes_posts),
    *portal_urls.urlpatterns,
]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/?q=%00", 400, "We could not read that"),
        ("/refused/", 403, "This page is not open to you"),
        ("/nothing-here/", 404, "We could not find that page"),
        ("/broken/", 500, "Something went wrong on our side"),
        ("/away/", 503, "We are away for a moment"),
        ("/cut/", 503, "We are away for a moment"),
    ],
)
def test_error_page_leads_on_and_shows_nothing_of_the_inside(
    visitor, address, status, words
):
    response = visitor.get(address)

    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{words}</h1>" in page
    assert 'href="/"' in page
    assert 'href="/side-effects/"' in page
    for inside in ("Traceback", "Error", "clinic 7", "secret", "10.0.0.7"):
        assert inside not in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/side-effects/redness-2/", "redness"),
        ("/side-effects/itching-and-scabs/", "itching and scabs"),
        ("/old_site/Hair_Loss.html", "Hair Loss"),
        ("/es/hinchazón/", "hinchazón"),
        ("/es/123/", ""),
        ("/guides/2024/", "guides"),
        ("/old/invitation/Xy7_kq9-ZpQ/", "invitation"),
        ("/<script>alert(1)</script>/", "script"),
        (f"/{'very-' * 40}/", ("very " * 20).strip()),
    ],
)
def test_missing_page_offers_to_search_for_the_words_of_its_address(
    visitor, path, words
):
    page = visitor.get(path).content.decode()

    [typed] = re.findall(r'name="q" value="([^"]*)"', page)
    assert typed.strip() == words
    said = "en el buscador" if path.startswith("/es/") else "in the search already"
    assert (said in page) is bool(words)
    assert "<script>alert" not in page


def test_ways_on_keep_the_language(visitor):
    page = visitor.get("/es/nada/").content.decode()

    assert 'href="/es/side-effects/"' in page
    assert '<form class="narrow no-print" action="/es/search/"' in page


def test_other_errors_offer_no_search(visitor):
    assert 'name="q"' not in visitor.get("/refused/").content.decode()


def test_away_page_says_when_to_come_back(visitor):
    assert visitor.get("/away/")["Retry-After"] == "30"


@pytest.mark.parametrize("address", ["/broken/", "/away/"])
def test_failed_page_gives_its_number_and_asks_no_database(
    visitor, address, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = visitor.get(address)

    assert f"give this number: {response['X-Request-ID']}" in response.content.decode()


def test_form_without_its_token_is_told_to_reload():
    response = Client(enforce_csrf_checks=True).post("/post/")

    assert response.status_code == 403
    assert "The page was open too long" in response.content.decode()
