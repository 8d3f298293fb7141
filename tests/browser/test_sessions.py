"""A session is recorded between two clients, handed over, received, and shown."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import axe, press, sign_in

AT = "/workspace/taller-coronilla/treatments/"


def check(page: Page) -> None:
    """Sound for axe, and nothing sticks out to the side."""
    width = "document.documentElement.{}Width"
    fits = f"{width.format('scroll')} <= {width.format('client')}"
    assert (axe(page), page.evaluate(fits)) == ([], True), page.url


def heading(page: Page, words: str):
    return page.get_by_role("heading", name=words, exact=True, level=1)


@pytest.mark.own_server
def test_a_session_from_the_first_page_to_a_passport_that_is_shown(page, another_page):
    sign_in(page, "other-owner")
    when_the_clinic_answers_until_the_ink(page)
    then_a_bottle_in_quarantine_is_refused(page)
    when_the_session_is_saved_and_handed_over(page)

    client = another_page()
    sign_in(client, "other-client")
    then_the_client_confirms(client)
    address = when_the_client_makes_a_link(client)

    stranger = another_page()
    then_a_stranger_reads_the_passport_alone(stranger, address)
    client.goto("/my/passport/")
    press(client, "Withdraw the link")
    expect(client.get_by_text("The link leads nowhere from now on.")).to_be_visible()
    stranger.goto(address)
    expect(heading(stranger, "This link leads to no passport")).to_be_visible()


def when_the_clinic_answers_until_the_ink(page):
    page.goto(AT)
    check(page)
    page.get_by_role("link", name="Record a session").click()
    page.get_by_label("A part of the name").fill("lucía")
    press(page, "Find")
    page.get_by_role("main").get_by_role("link", name="Lucía Ferrer").click()
    page.get_by_label("A new treatment").check()
    page.get_by_label("What is done in the new treatment").fill("Scar at the back")
    check(page)
    press(page, "Go on")

    expect(heading(page, "Consent and health")).to_be_visible()
    check(page)
    page.get_by_label(re.compile("^Keloid scars")).check()
    nothing = page.get_by_label("None of these applies")
    nothing.uncheck()
    page.get_by_label(re.compile("was asked each of these today")).check()
    press(page, "Go on")

    expect(heading(page, "Practitioner and day")).to_be_visible()
    check(page)
    press(page, "Go on")
    expect(heading(page, "Ink")).to_be_visible()


def then_a_bottle_in_quarantine_is_refused(page):
    check(page)
    expect(page.get_by_text("It is in quarantine.")).to_be_visible()
    scan = page.get_by_label("Scan a bottle, or type its lot number")
    scan.fill("TS-7741")
    scan.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary.get_by_text("It is in quarantine.")).to_be_visible()
    check(page)


def when_the_session_is_saved_and_handed_over(page):
    scan = page.get_by_label("Scan a bottle, or type its lot number")
    scan.fill("lot 1202 4090")
    scan.press("Enter")
    expect(
        page.get_by_text(re.compile("^Added: Fjordpigment Fjord Grey"))
    ).to_be_visible()
    press(page, "Go on")
    expect(heading(page, "Is all of this right?")).to_be_visible()
    expect(page.get_by_text("This asks for a reason")).to_be_visible()
    check(page)
    page.get_by_label("Why it went ahead all the same").fill(
        "Another part of the head."
    )
    press(page, "Save the session")
    expect(page.get_by_text("The session is saved.")).to_be_visible()
    check(page)
    press(page, "It is handed over")
    expect(page.get_by_text("Handed over. The client can now confirm")).to_be_visible()


def then_the_client_confirms(client):
    client.goto("/my/passport/")
    check(client)
    latest = client.locator("article").first
    expect(latest.get_by_text("Scar at the back, session 1")).to_be_visible()
    latest.get_by_role("button", name="I have received both").click()
    expect(client.get_by_text("Thank you. The clinic sees that")).to_be_visible()


def when_the_client_makes_a_link(client) -> str:
    press(client, "Make a link")
    code = client.get_by_role("img", name="QR code that leads to your passport")
    expect(code).to_be_visible()
    check(client)
    address = client.locator(".key a").get_attribute("href")
    return "/passport/" + address.strip("/").rpartition("/")[2] + "/"


def then_a_stranger_reads_the_passport_alone(stranger, address):
    stranger.goto(address)
    expect(heading(stranger, "Ink passport")).to_be_visible()
    expect(stranger.get_by_text("Below every limit tested").first).to_be_visible()
    for private in ("Lucía", "Scar at the back", "Keloid"):
        expect(stranger.get_by_text(private)).to_have_count(0)
    check(stranger)


@pytest.mark.own_server
def test_the_same_works_without_javascript(another_page, width):
    page = another_page(java_script_enabled=False)
    sign_in(page, "other-owner")
    page.goto(f"{AT}record/")
    page.get_by_role("main").get_by_role("link", name="Lucía Ferrer").click()
    press(page, "Go on")
    page.get_by_label("None of these applies").check()
    page.get_by_label(re.compile("was asked each of these today")).check()
    press(page, "Go on")
    press(page, "Go on")
    page.get_by_label("Why no bottle is named").fill("Only a look at the healing.")
    press(page, "Go on")
    page.get_by_label("Why it went ahead all the same").fill("No needle was used.")
    press(page, "Save the session")

    expect(page.get_by_text("The session is saved.")).to_be_visible()
