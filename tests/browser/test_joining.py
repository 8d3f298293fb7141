"""Becoming a client, in a browser: the letter, the answers, and leaving again."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, press, sign_in
from tests.browser.server import text_of

PASSWORD = "a hill of small ants"
TALLER = "/workspace/taller-coronilla"


def check(page) -> None:
    """Sound for axe, and nothing sticks out to the side."""
    width = "document.documentElement.{}Width"
    fits = f"{width.format('scroll')} <= {width.format('client')}"
    assert (axe(page), page.evaluate(fits)) == ([], True), page.url


def link_in(mail) -> str:
    return re.search(r"https?://[^/]+(/account/invitation/\S+)", text_of(mail))[1]


def test_invited_joined_seen_by_the_clinic_and_ended(page, another_page, server):
    address = f"cleo-{uuid4().hex[:8]}@example.org"
    sign_in(page, "other-owner")
    page.goto(f"{TALLER}/clients/")
    check(page)
    page.get_by_role("link", name="Invite a client").click()
    page.get_by_label("E-mail address of the client").fill(address)
    press(page, "Send the invitation")
    expect(page.get_by_text(f"on its way to {address}.")).to_be_visible()
    check(page)

    cleo = another_page()
    cleo.goto(link_in(server.wait_for_mail(address)))
    expect(cleo.get_by_text("Taller Coronilla invites you")).to_be_visible()
    press(cleo, "Create an account to accept")
    cleo.get_by_label("Your name").fill("Cleo Marr")
    cleo.get_by_label("Password").fill(PASSWORD)
    press(cleo, "Create the account")
    expect(cleo.get_by_role("heading", name="Join Taller Coronilla")).to_be_visible()
    # The browser's own, not the clinic's, which is Madrid.
    expect(cleo.get_by_label("Your time zone")).to_have_value("Europe/London")
    for name in ("Your care", "Healing photos", "Public photo"):
        expect(cleo.get_by_label(f"I allow: {name}")).not_to_be_checked()
    check(cleo)
    press(cleo, "Accept and go on")
    expect(cleo.get_by_text("Only adults can be clients here.").first).to_be_visible()
    check(cleo)
    cleo.get_by_label("I am 18 or older").check()
    cleo.get_by_label("I allow: Your care").check()
    press(cleo, "Accept and go on")
    expect(cleo.get_by_text("You are a client of Taller Coronilla")).to_be_visible()
    check(cleo)

    page.goto(f"{TALLER}/clients/?q=cleo")
    page.get_by_role("link", name="Cleo Marr").click()
    expect(page.get_by_text(address)).to_be_visible()
    check(page)

    cleo.get_by_role("link", name="Sharing", exact=True).click()
    expect(cleo.get_by_text("Sees its own part")).to_be_visible()
    check(cleo)
    cleo.get_by_role("link", name="End the link").click()
    check(cleo)
    press(cleo, "End the link now")
    expect(cleo.get_by_text("sees nothing of you any more.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("This link has ended")).to_be_visible()
    expect(page.get_by_text(address)).to_have_count(0)


@pytest.mark.parametrize("width", [390], indirect=True)
def test_code_at_the_desk_is_scanned_asked_and_answered(page, another_page, server):
    sign_in(page, "owner")
    page.goto("/workspace/crown-row-studio/clients/desk/")
    press(page, "Make a code")
    check(page)
    path = re.search(r"/my/desk/\S+", page.locator(".desk__address").inner_text())[0]

    lucia = another_page()
    sign_in(lucia, "other-client")
    lucia.goto(path)
    check(lucia)
    press(lucia, "Ask the clinic")
    expect(lucia.get_by_text("Waits for the clinic")).to_be_visible()
    page.goto("/workspace/crown-row-studio/clients/")
    check(page)
    page.get_by_role("button", name="Accept – Lucía Ferrer").click()
    expect(page.get_by_text("Lucía Ferrer is your client now.")).to_be_visible()


@pytest.mark.parametrize("width", [390], indirect=True)
def test_client_of_one_clinic_joins_another_without_scripts(another_page, server):
    page, daniel = (another_page(java_script_enabled=False) for _ in range(2))
    sign_in(page, "other-owner")
    page.goto(f"{TALLER}/clients/invite/")
    page.get_by_label("E-mail address of the client").fill("client@example.com")
    known = len(server.mails_to("client@example.com"))  # a reminder may have come
    press(page, "Send the invitation")
    expect(page.get_by_text("on its way to client@example.com.")).to_be_visible()

    daniel.goto(link_in(server.wait_for_mail("client@example.com", after=known)))
    daniel.get_by_role("link", name="Sign in to accept").click()
    sign_in(daniel, "client")
    daniel.goto("/my/sharing/")
    daniel.get_by_role("link", name="Read and answer – Taller Coronilla").click()
    expect(daniel.get_by_label("Your time zone")).to_have_value("Europe/London")
    expect(daniel.get_by_label("I allow: Your care")).to_have_count(0)
    expect(daniel.get_by_label("I allow: Public photo")).not_to_be_checked()
    press(daniel, "Accept and go on")
    expect(daniel.get_by_text("You are a client of Taller Coronilla")).to_be_visible()
    daniel.goto("/my/sharing/")
    expect(daniel.get_by_text("Sees its own part")).to_have_count(2)
