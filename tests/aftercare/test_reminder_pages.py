"""A person's own wishes, and the way out that works without signing in."""

import pytest
from django.core import mail
from django.test import Client

from aftercare import opting_out
from aftercare.domain import reminders, wishes
from aftercare.models import ReminderWish
from tests.factories.plans import launched

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGE = "/my/reminders/"
HOURS = {"hour": 9, "quiet_from": 21, "quiet_until": 8}


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


def said(response) -> str:
    return response.content.decode()


def test_the_usual_until_somebody_says_otherwise(
    me, browser, django_assert_num_queries
):
    browser.get(PAGE)  # the menu is read once
    with django_assert_num_queries(5):
        page = said(browser.get(PAGE))
    assert me.email in page
    assert '<option value="9" selected>09:00' in page
    assert "checked" in page
    assert ReminderWish.objects.count() == 0


def test_wishes_are_kept(me, browser):
    sent = {"hour": 18, "quiet_from": 22, "quiet_until": 6}
    response = browser.post(PAGE, sent, follow=True)

    assert "Your reminders are set." in said(response)
    wish = ReminderWish.objects.get(user=me)
    assert (wish.by_email, wish.hour, wish.quiet_from, wish.quiet_until) == (
        False,
        18,
        22,
        6,
    )
    assert "checked" not in said(browser.get(PAGE))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"hour": 22}, "Choose an hour outside the quiet hours."),
        ({"hour": 24}, "Choose an hour from the list."),
        ({"quiet_from": "x"}, "Choose an hour from the list."),
        ({"hour": ""}, "Choose one."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_lost(browser, wrong, sentence):
    page = said(browser.post(PAGE, HOURS | {"quiet_until": 7} | wrong))

    assert sentence in page
    assert '<option value="7" selected>' in page
    assert ReminderWish.objects.count() == 0


def address_in_letter(me) -> str:
    launched(me, days_ago=3)
    reminders.remind()
    address = mail.outbox[-1].extra_headers["List-Unsubscribe"].strip("<>")
    return address.removeprefix("http://testserver")


def test_the_way_out_is_a_button_and_reading_changes_nothing(me):
    address = address_in_letter(me)
    stranger = Client(enforce_csrf_checks=True)

    page = stranger.get(address)
    assert "End these reminders" in said(page)
    assert me.email not in said(page)
    assert page["Referrer-Policy"] == "no-referrer"
    assert page.cookies == {}
    assert wishes.of(me).by_email is True

    after = said(stranger.post(address, follow=True))
    assert "No more reminders come by e-mail" in after
    assert "End these reminders" not in after
    assert ReminderWish.objects.get(user=me).by_email is False


def test_a_mail_program_ends_them_by_one_post_however_often(me):
    address = address_in_letter(me)
    for _twice in range(2):
        sent = {"List-Unsubscribe": "One-Click"}
        response = Client(enforce_csrf_checks=True).post(address, sent)
        assert (response.status_code, "Location" in response) == (200, False)
    assert ReminderWish.objects.get(user=me).by_email is False


def test_hours_stay_when_letters_end(me):
    wishes.change(me, by=me, hour=18)
    wishes.end_letters(me)

    wish = ReminderWish.objects.get(user=me)
    assert (wish.by_email, wish.hour) == (False, 18)


@pytest.mark.parametrize("forge", [lambda pk: f"{pk}.x", lambda pk: "x", str])
def test_a_guess_ends_nothing(me, forge):
    response = Client().post(f"/my/reminders/off/{forge(me.pk)}/")

    assert response.status_code == 404
    assert "This address leads nowhere" in said(response)
    assert ReminderWish.objects.count() == 0


def test_the_key_of_another_person_or_of_another_thing_ends_nothing(me, person):
    other = person("other_client")
    _own, signature = opting_out.token(me).split(".")
    response = Client().post(f"/my/reminders/off/{other.pk}.{signature}/")
    assert response.status_code == 404
    assert ReminderWish.objects.count() == 0


def test_a_closed_account_has_no_way_out(me):
    address = address_in_letter(me)
    me.is_active = False
    me.save()
    assert Client().get(address).status_code == 404


def test_today_leads_to_the_reminders(me, browser):
    launched(me)
    assert 'href="/my/reminders/"' in said(browser.get("/my/"))
    assert 'href="/my/reminders/"' in said(browser.get("/my/plan/"))
