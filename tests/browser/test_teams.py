"""A team in a browser: invited, joined, another clinic, and handed over."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from portal.demo import files
from tests.browser.conftest import axe, press, sign_in
from tests.browser.server import text_of

PASSWORD = "a hill of small ants"


def check(page) -> None:
    """Sound for axe, and nothing sticks out to the side."""
    width = "document.documentElement.{}Width"
    fits = f"{width.format('scroll')} <= {width.format('client')}"
    assert (axe(page), page.evaluate(fits)) == ([], True), page.url


def follow(page, words):
    page.get_by_role("link", name=words, exact=True).click()


def invite(page, address: str, role: str) -> None:
    follow(page, "Your clinics")
    follow(page, "Team")
    check(page)
    follow(page, "Invite somebody")
    check(page)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label(role, exact=True).check()
    press(page, "Send the invitation")
    page.get_by_text(f"The invitation is on its way to {address}.").wait_for()
    check(page)


def link_in(mail) -> str:
    return re.search(r"https?://[^/]+(/account/invitation/\S+)", text_of(mail))[1]


# Each width builds on a world of its own: the story ends with another owner.
@pytest.mark.own_server(second_factor=False)
def test_invited_joined_at_two_clinics_and_handed_over(page, another_page, server):
    address = f"nia-{uuid4().hex[:8]}@example.org"
    sign_in(page, "owner")
    page.goto("/")
    invite(page, address, "Front desk")

    nia = another_page()
    nia.goto(link_in(server.wait_for_mail(address)))
    nia.get_by_text("Join Crown Row Studio as: Front desk").wait_for()
    check(nia)
    press(nia, "Create an account to accept")
    nia.get_by_label("Your name").fill("Nia Rees")
    nia.get_by_label("Password").fill(PASSWORD)
    press(nia, "Create the account")
    press(nia, "Accept the invitation")
    nia.get_by_text("Welcome to Crown Row Studio. Your role: Front desk.").wait_for()
    check(nia)

    other = another_page()
    sign_in(other, "other-owner")
    other.goto("/")
    invite(other, address, "Practitioner")
    nia.goto(link_in(server.wait_for_mail(address, after=1)))
    press(nia, "Accept the invitation")
    nia.get_by_text("Your role: Practitioner.").wait_for()
    nia.get_by_text("Another clinic").click()
    follow(nia, "Crown Row Studio")
    nia.get_by_text("Listed · Front desk").wait_for()
    follow(nia, "Your clinics")
    nia.get_by_role("heading", name="Your clinics").wait_for()
    check(nia)

    page.reload()
    follow(page, "Hand the clinic over")
    page.get_by_role("heading", name="Is it still you?").wait_for()
    page.get_by_label("Password").fill(files.password())
    press(page, "Go on")
    check(page)
    page.get_by_label("Nia Rees (Front desk)").check()
    page.get_by_label("Practitioner", exact=True).check()
    press(page, "Hand it over")
    page.get_by_text("Nia Rees owns Crown Row Studio now.").wait_for()
    page.get_by_text("Listed · Practitioner").wait_for()
    check(page)
    nia.goto("/workspace/")
    follow(nia, "Crown Row Studio")
    nia.get_by_text("Listed · Owner").wait_for()


@pytest.mark.own_server
def test_a_clinic_asks_and_the_practitioner_says_yes(page, another_page):
    sign_in(page, "other-owner")
    page.goto("/clinics/taller-coronilla/")
    assert page.get_by_text("Tobias Reid").count() == 0
    follow(page, "Your clinics")
    follow(page, "Practitioners")
    page.get_by_role("heading", name="Asked whether they work here").wait_for()
    check(page)

    tobias = another_page()
    sign_in(tobias, "practitioner")
    tobias.goto("/practitioner/")
    tobias.get_by_role("heading", name="Do you work there?").wait_for()
    check(tobias)
    tobias.get_by_role("link", name="No – Taller Coronilla").click()
    check(tobias)
    tobias.go_back()
    tobias.get_by_role("button", name="Yes, I work there – Taller Coronilla").click()
    tobias.get_by_text("You have said that you work at Taller Coronilla.").wait_for()
    check(tobias)

    page.reload()
    expect(page.get_by_role("heading", name="Asked whether")).to_have_count(0)
    page.goto("/clinics/taller-coronilla/")
    expect(page.get_by_text("Tobias Reid").first).to_be_visible()
