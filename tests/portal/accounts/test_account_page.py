"""A person's own account page."""

import pytest
from django.urls import reverse

from portal.accounts.enums import Purpose
from portal.accounts.models import Consent
from tests.factories.accounts import ConsentFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
VERSION = "2026-11-23.1"
DETAILS = {
    "display_name": "Robin Newname",
    "language": "en",
    "time_zone": "Europe/Lisbon",
}


def test_page_is_for_those_who_signed_in(client):
    response = client.get("/account/")

    assert response.url == "/account/login/?next=/account/"


def test_page_shows_who_one_is(signed_in, user):
    MembershipFactory(user=user, clinic=ClinicFactory(name="Crown Clinic"))

    page = signed_in.get("/account/").content.decode()

    for words in (
        "Robin Reader",
        "robin@example.com",
        "Owner at Crown Clinic",
        "You have no second factor yet",
        "1 place",
        "Your care",
    ):
        assert words in page
    assert "no-store" in signed_in.get("/account/")["Cache-Control"]


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [("client", "What matters today"), ("owner", "Open the workspace"), ("editor", "")],
)
def test_page_leads_on_to_what_one_came_for(role, leads_to, sign_in_as):
    page = sign_in_as(role).get("/account/").content.decode()

    ways = {"What matters today": "/my/", "Open the workspace": "/workspace/"}
    shown = {words: f'href="{ways[words]}">{words}</a>' in page for words in ways}
    assert shown == {words: words == leads_to for words in ways}


def test_a_new_name_stands_on_one_line(signed_in, user):
    signed_in.post("/account/", DETAILS | {"display_name": "Robin\n\nReply at once"})

    user.refresh_from_db()
    assert user.display_name == "Robin Reply at once"


def test_details_are_saved(signed_in, user):
    page = signed_in.post("/account/", DETAILS, follow=True).content.decode()

    user.refresh_from_db()
    assert (user.display_name, user.time_zone) == ("Robin Newname", "Europe/Lisbon")
    assert "Your details are saved." in page


def test_language_is_spoken_from_the_next_page_on(signed_in, user):
    response = signed_in.post("/account/", DETAILS | {"language": "es"})

    assert response.url == "/es/account/"
    assert "Tus datos están guardados." in signed_in.get(response.url).content.decode()
    user.refresh_from_db()
    assert user.language == "es"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"display_name": ""}, "Your name: "),
        ({"display_name": "x" * 81}, "80"),
        ({"language": "xx"}, "Language: "),
        ({"time_zone": "Mars/Olympus"}, "Time zone: "),
    ],
)
def test_mistakes_are_named_and_the_rest_is_kept(signed_in, user, wrong, says):
    page = signed_in.post("/account/", DETAILS | wrong).content.decode()

    assert "Please check your answers" in page
    assert says in page
    if "display_name" not in wrong:
        assert 'value="Robin Newname"' in page
    user.refresh_from_db()
    assert user.display_name == "Robin Reader"


@pytest.mark.parametrize(
    "field", ["email", "is_superuser", "is_active", "groups", "password"]
)
def test_nothing_else_is_taken_from_the_form(signed_in, user, field):
    before = getattr(user, field)

    signed_in.post("/account/", DETAILS | {field: "1"})

    user.refresh_from_db()
    assert str(getattr(user, field)) == str(before)


def test_consent_is_given_and_withdrawn(signed_in, user):
    path = reverse("account-consent", args=["photos"])

    page = signed_in.post(
        path, {"act": "give", "text_version": VERSION}, follow=True
    ).content.decode()
    assert "Your consent is recorded." in page
    assert Consent.objects.in_force(user) == {Purpose.PHOTOS}

    page = signed_in.post(path, {"act": "withdraw"}, follow=True).content.decode()
    assert "Your consent is withdrawn" in page
    assert Consent.objects.in_force(user) == set()


@pytest.mark.parametrize(
    ("purpose", "data"),
    [
        ("photos", {"act": "withdraw"}),
        ("photos", {"act": "give", "text_version": "1999-01-01.1"}),
        ("photos", {"act": "give"}),
    ],
)
def test_impossible_answer_changes_nothing(signed_in, user, purpose, data):
    page = signed_in.post(
        reverse("account-consent", args=[purpose]), data, follow=True
    ).content.decode()

    assert "Nothing was changed." in page
    assert not Consent.objects.exists()


def test_unknown_purpose_is_not_found(signed_in, user):
    response = signed_in.post(
        reverse("account-consent", args=["marketing"]),
        {"act": "give", "text_version": VERSION},
    )

    assert response.status_code == 404
    assert not Consent.objects.exists()


def test_consent_to_older_words_is_asked_again(signed_in, user):
    ConsentFactory(user=user, text_version="2020-01-01.1")

    page = signed_in.get("/account/").content.decode()

    assert "The words have changed since." in page


def test_consents_are_read_in_the_language_of_the_page(signed_in, user):
    page = signed_in.get("/es/account/").content.decode()

    assert "Scalpwise guarda tus tratamientos" in page
    assert "Scalpwise keeps your treatments" not in page


def test_queries_do_not_grow_with_history(signed_in, user, django_assert_num_queries):
    signed_in.get("/account/")  # fills what the menu keeps per process
    counts = []
    for rows in (1, 5):
        for _ in range(rows):
            ConsentFactory(user=user)
        with django_assert_num_queries(100, exact=False) as queries:
            signed_in.get("/account/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
