"""A client goes on at another clinic and shows it what the first one did."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, press, sign_in
from tests.browser.server import text_of

TALLER = "/workspace/taller-coronilla"


def check(page) -> None:
    """Sound for axe, and nothing sticks out to the side."""
    width = "document.documentElement.{}Width"
    fits = f"{width.format('scroll')} <= {width.format('client')}"
    assert (axe(page), page.evaluate(fits)) == ([], True), page.url


def link_in(mail) -> str:
    return re.search(r"https?://[^/]+(/account/invitation/\S+)", text_of(mail))[1]


@pytest.mark.own_server
def test_a_client_moves_shows_a_treatment_and_hides_it(page, another_page, server):
    daniel = another_page(java_script_enabled=False)
    sign_in(page, "other-owner")
    given_a_client_of_both(page, daniel, server)

    daniel.goto("/my/sharing/")
    daniel.get_by_role("link", name="What it sees – Taller Coronilla").click()
    expect(daniel.get_by_text("made at Crown Row Studio").first).to_be_visible()
    expect(daniel.get_by_text("Not shown").first).to_be_visible()
    daniel.get_by_role("button", name=re.compile("^Show it")).first.click()
    expect(daniel.get_by_text("Taller Coronilla can read").first).to_be_visible()

    page.goto(f"{TALLER}/clients/?q=daniel")
    page.get_by_role("main").get_by_role("link", name="Daniel").first.click()
    expect(page.get_by_text("made at Crown Row Studio").first).to_be_visible()
    check(page)
    page.get_by_role("listitem").filter(
        has_text="made at Crown Row Studio"
    ).get_by_role("link").click()
    expect(page.get_by_text("Made at Crown Row Studio, shown by")).to_be_visible()
    check(page)
    shown = page.url
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Go on from here with a session").click()
    expect(page.get_by_label("What is done")).to_have_value(title)
    check(page)

    daniel.get_by_role("button", name=re.compile("^Hide it")).first.click()
    expect(daniel.get_by_text("sees nothing of").first).to_be_visible()
    expect(daniel.get_by_text("It could be read from").first).to_be_visible()
    page.goto(shown)
    expect(page.get_by_text("made at Crown Row Studio")).to_have_count(0)


def given_a_client_of_both(page, daniel, server):
    page.goto(f"{TALLER}/clients/invite/")
    page.get_by_label("E-mail address of the client").fill("client@example.com")
    press(page, "Send the invitation")
    expect(page.get_by_text("on its way to client@example.com.")).to_be_visible()
    daniel.goto(link_in(server.wait_for_mail("client@example.com")))
    daniel.get_by_role("link", name="Sign in to accept").click()
    sign_in(daniel, "client")
    daniel.goto("/my/sharing/")
    daniel.get_by_role("link", name="Read and answer – Taller Coronilla").click()
    press(daniel, "Accept and go on")
    expect(daniel.get_by_text("You are a client of Taller Coronilla")).to_be_visible()
