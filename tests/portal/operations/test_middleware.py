"""What holds for every answer, public and signed-in."""

import re

import pytest
from django.http import UnreadablePostError
from django.test import Client
from django.test.client import FakePayload

from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PUBLIC = ["/health/live", "/account/login/", "/account/signup/", "/nothing-here/"]
SIGNED_IN = ["/account/", "/nothing-here/", "/account/password/change/"]
ALWAYS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
ADMIN = STRICT | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' blob: data:",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
}


def policy(response):
    directives = response["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


def shown(response):
    return {name: response.get(name) for name in ALWAYS}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_carry_the_strict_headers(client, path):
    response = client.get(path)

    assert shown(response) == ALWAYS
    assert policy(response) == STRICT
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", SIGNED_IN)
def test_signed_in_pages_stay_out_of_every_cache(sign_in_as, path):
    response = sign_in_as("client").get(path)

    assert shown(response) == ALWAYS
    assert policy(response) == STRICT
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_public_pages_may_be_kept_and_set_no_cookie(client):
    response = client.get("/nothing-here/")

    assert "no-store" not in response.get("Cache-Control", "")
    assert not response.cookies


@pytest.mark.ignore_template_errors
def test_admin_alone_has_inline_script_and_frames_itself(client):
    client.force_login(UserFactory(is_superuser=True))

    response = client.get("/cms/reports/audit/")

    assert response.status_code == 200
    assert policy(response) == ADMIN
    assert "nonce" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]


def test_signing_out_clears_what_the_browser_kept(sign_in_as):
    browser = sign_in_as("client")
    assert "Clear-Site-Data" not in browser.get("/account/")

    response = browser.post("/account/logout/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get("/account/").status_code == 302


def test_every_answer_has_a_number_of_its_own(client):
    numbers = {client.get("/health/live")["X-Request-ID"] for _ in range(3)}

    assert len(numbers) == 3
    assert all(re.fullmatch(r"[0-9a-f-]{36}", number) for number in numbers)


def test_number_in_the_request_is_not_believed(client):
    response = client.get("/health/live", headers={"X-Request-ID": "mine"})

    assert response["X-Request-ID"] != "mine"


@pytest.mark.parametrize("path", ["/", "/health/live", "/account/login/", "/cms/"])
def test_trace_is_refused(client, path):
    response = client.trace(path)

    assert response.status_code == 405
    assert policy(response)


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/", {"q": "a\0b"}),
        lambda client: client.get("/", {"a\0b": "q"}),
        lambda client: client.get("/nothing\0/"),
        lambda client: client.post("/account/login/", {"login": "a\0b@example.com"}),
        lambda client: client.post("/account/login/", {"lo\0gin": "a"}),
        lambda client: client.get("/account/", headers={"cookie": r'a="b\000c"'}),
    ],
)
def test_nul_byte_is_refused(ask):
    response = ask(Client(raise_request_exception=False))

    assert response.status_code == 400
    assert "We could not read that" in response.content.decode()


def test_text_without_nul_byte_passes(client):
    response = client.post("/account/login/", {"login": "a\tb ✓@example.com"})

    assert response.status_code == 200


def test_request_that_breaks_off_is_refused():
    class BrokenOff(FakePayload):
        def read(self, *_size):
            raise UnreadablePostError("connection lost")

    response = Client(raise_request_exception=False).post(
        "/account/login/",
        content_type="application/x-www-form-urlencoded",
        **{"wsgi.input": BrokenOff(b"login=a"), "CONTENT_LENGTH": 7},
    )

    assert response.status_code == 400
