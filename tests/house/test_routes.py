"""Everything is closed but what stands on a list, and there is one door."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.house.routes import all_routes

pytestmark = [
    pytest.mark.django_db,
    # Wagtail's and allauth's own templates name variables that they never set.
    pytest.mark.ignore_template_errors,
]

PUBLIC = {
    "^((?:[\\w\\-]+/)*)$": "published pages are for every reader",
    "sitemap.xml": "what search engines may find",
    "robots.txt": "what search engines may read",
    "share/<int:pk>-<slug:version>.png": "the picture of a published page",
    "favicon.ico": "old browsers ask for it whatever a page says",
    "feed/": "new and changed articles, for readers of feeds",
    "api/v1/certification-types": "open data: the kinds of certification",
    "api/v1/certification-types/<code>": "open data: one kind",
    "api/v1/certifications.csv": "open data: the papers that hold, as a table",
    "api/v1/certifications/<code>": "open data: one paper",
    "api/v1/clinics": "open data: the listed clinics",
    "api/v1/clinics.csv": "open data: the same as a table",
    "api/v1/clinics/<slug>": "open data: one clinic",
    "api/v1/clinics/<slug>/certifications": "open data: what it has shown",
    "api/v1/openapi.json": "open data: its description",
    "check/": "whoever has a symptom now",
    "feedback/<int:page>/": "whether a page was clear, asked of every reader",
    "feedback/comment/<uuid:key>/": "what was unclear, after a no",
    "feedback/<int:page>/thanks/": "says that an answer has come",
    "search/": "pages by words, for every reader",
    "clinics/": "who looks for a clinic",
    "gallery/": "every component, with invented words",
    "health/live": "the platform asks whether the process answers",
    "health/ready": "the platform asks whether it may have visitors",
    "media/<path:name>": "pictures of published pages",
    "clinics/<slug:slug>/": "the public profile of a clinic",
    "inks/": "the inks that were tested or are in use",
    "inks/<slug:maker>/<slug:ink>/": "what was found in the batches of one ink",
    "calendar/<str:token>.ics": "the plan of whoever made the address",
    "my/app.webmanifest": "a browser asks for it without a session",
    "my/worker.js": "the same for everybody; a browser asks by itself",
    "my/reminders/off/<str:token>/": "ends the letters of whoever got one",
    "passport/<str:token>/": "the ink passport of whoever shows its link",
    "practitioners/<slug:slug>/": "the public profile of a practitioner",
    "urgent-contact/<str:token>/": "the link of a test message, for whoever got it",
    "v/": "whoever reads a code on a poster",
    "v/<str:code>/": "whoever stands in front of a poster",
    "v/<str:code>/badge.svg": "the badge on a clinic's own website",
    "v/<str:code>/report/": "whoever sees a poster where it should not hang",
    "v/<str:code>.json": "the same as a signed statement",
    "v/keys/": "the keys to check a statement with",
    "v/keys.json": "the keys for programs",
    "v/keys/<str:key>.pem": "the keys for openssl",
    "clinics/apply/": "what comes of applying, before anybody signs in",
    "clinics/terms/": "what clinics agree to",
    "account/login/": "the door",
    "account/logout/": "signing out is never refused",
    "account/signup/": "whoever has no account yet",
    "account/inactive/": "says that an account is closed",
    "account/invitation/<str:token>/": "the link of an invitation",
    "account/confirm-email/": "the code that proves an address",
    "account/password/reset/": "whoever has forgotten the password",
    "account/password/reset/confirm/": "the code sent for that",
    "account/password/reset/complete/": "the new password",
    "account/password/reset/done/": "says that the new password holds",
    "account/login/code/": "a code in place of a forgotten password",
    "account/login/code/confirm/": "the code sent to whoever is signing in",
    "account/2fa/authenticate/": "the second factor, while signing in",
    "account/2fa/webauthn/login/": "a passkey in place of the password",
    "cms/login/": "leads to the door",
    "^cms/password_reset/": "leads to the door",
    "_util/login/": "leads to the door",
}
# Public, and yet whoever opens them out of turn is sent to the door.
LEAD_TO_THE_DOOR = {
    "_util/login/",
    "^cms/password_reset/",
    "account/2fa/authenticate/",
    "account/2fa/webauthn/login/",
    "account/confirm-email/",
    "account/login/code/confirm/",
    "account/password/reset/confirm/",
    "cms/login/",
}
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def is_sent_to_the_door(response) -> bool:
    """A redirect to the one page that signs people in, in any language."""
    doors = {reverse("wagtailadmin_login")}  # which leads there: see below
    for language in LANGUAGES:
        with translation.override(language):
            doors.add(reverse("account_login"))
    return response.status_code == 302 and response.url.partition("?")[0] in doors


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", ["get", "post", "put", "patch", "delete"])
def test_every_route_turns_strangers_away_unless_it_is_public(verb, language):
    with translation.override(language):
        routes = [route for route in all_routes() if route.pattern not in PUBLIC]

    open_to_strangers = [
        route.path
        for route in routes
        if not is_sent_to_the_door(getattr(Client(), verb)(route.path))
    ]

    assert open_to_strangers == []


@pytest.mark.parametrize(
    "path",
    [
        "/cms/login/",
        "/_util/login/",
        "/cms/password_reset/",
        "/cms/password_reset/confirm/1/1-1/",
    ],
)
def test_wagtails_own_sign_in_pages_lead_to_the_door(path):
    assert is_sent_to_the_door(Client().post(path))


def test_the_public_list_names_nothing_that_is_gone_or_closed():
    routes = {route.pattern: route for route in all_routes()}

    gone = [pattern for pattern in PUBLIC if pattern not in routes]
    closed = [
        pattern
        for pattern in PUBLIC.keys() - gone - LEAD_TO_THE_DOOR
        if is_sent_to_the_door(Client().get(routes[pattern].path))
    ]

    assert (gone, closed) == ([], [])


def test_no_other_address_signs_anybody_in(person):
    user = person("client")
    user.set_password("the right password 4 once")
    user.save()
    answers = {"username": user.email, "login": user.email, "email": user.email}
    answers["password"] = "the right password 4 once"

    doors = []
    for route in all_routes():
        client = Client()
        client.post(route.path, answers)
        if client.session.get("_auth_user_id"):
            doors.append(route.path)

    assert doors == [reverse("account_login")]
