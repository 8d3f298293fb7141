"""The course of a client: invited, joined, a session, its days, a second session."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import days
from tests.browser.conftest import press, sign_in
from tests.browser.server import text_of

TALLER = "/workspace/taller-coronilla"
ANYWHERE = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])


def check(page: Page) -> None:
    """Nothing sticks out to the side; the pages have stories for axe of their own."""
    width = "document.documentElement.{}Width"
    fits = f"{width.format('scroll')} <= {width.format('client')}"
    assert page.evaluate(fits), page.url


def heading(page: Page, words: str):
    return page.get_by_role("heading", name=words, exact=True, level=1)


@ANYWHERE
@pytest.mark.own_server
def test_from_the_invitation_to_a_second_session(another_page, server, scripts):
    clinic, cleo = (another_page(java_script_enabled=scripts) for _ in range(2))
    address = f"cleo-{uuid4().hex[:8]}@example.org"
    sign_in(clinic, "other-owner")
    given_a_client_who_joined(clinic, cleo, server, address)
    when_a_session_is_recorded(clinic, title="Hairline")
    then_it_is_day_0(cleo)
    days.let_pass(server, 3, of=address)
    then_it_is_day_3(cleo)

    when_a_session_is_recorded(clinic, why="Another part of the head.")
    then_it_is_day_0(cleo)
    then_the_first_course_is_closed(cleo)


def given_a_client_who_joined(clinic, cleo, server, address):
    clinic.goto(f"{TALLER}/clients/invite/")
    clinic.get_by_label("E-mail address of the client").fill(address)
    press(clinic, "Send the invitation")
    expect(clinic.get_by_text(f"on its way to {address}.")).to_be_visible()
    letter = text_of(server.wait_for_mail(address))
    cleo.goto(re.search(r"https?://[^/]+(/account/invitation/\S+)", letter)[1])
    press(cleo, "Create an account to accept")
    cleo.get_by_label("Your name").fill("Cleo Marr")
    cleo.get_by_label("Password").fill("a hill of small ants")
    press(cleo, "Create the account")
    cleo.get_by_label("I am 18 or older").check()
    cleo.get_by_label("I allow: Your care").check()
    press(cleo, "Accept and go on")
    expect(cleo.get_by_text("You are a client of Taller Coronilla")).to_be_visible()


def when_a_session_is_recorded(clinic, *, title="", why=""):
    clinic.goto(f"{TALLER}/treatments/record/")
    clinic.get_by_label("A part of the name").fill("cleo")
    press(clinic, "Find")
    clinic.get_by_role("main").get_by_role("link", name="Cleo Marr").click()
    if title:
        clinic.get_by_label("What is done").fill(title)
    press(clinic, "Go on")
    clinic.get_by_label("None of these applies").check()
    clinic.get_by_label(re.compile("was asked each of these today")).check()
    press(clinic, "Go on")
    press(clinic, "Go on")
    scan = clinic.get_by_label("Scan a bottle, or type its lot number")
    scan.fill("TS-7741")
    scan.press("Enter")
    refused = clinic.get_by_role("alert").get_by_text("It is in quarantine.")
    expect(refused).to_be_visible()
    scan.fill("lot 1202 4090")
    scan.press("Enter")
    expect(clinic.get_by_text(re.compile("^Added: Fjordpigment"))).to_be_visible()
    press(clinic, "Go on")
    if why:
        expect(clinic.get_by_text("This asks for a reason")).to_be_visible()
        clinic.get_by_label("Why it went ahead all the same").fill(why)
    press(clinic, "Save the session")
    press(clinic, "It is handed over")
    expect(clinic.get_by_text("Handed over. The client can now")).to_be_visible()


def then_it_is_day_0(cleo):
    cleo.goto("/my/")
    expect(heading(cleo, "Day 0 of 28")).to_be_visible()
    first = cleo.get_by_role("button", name=re.compile("^(Done|Kept to it) ")).first
    first.click()
    expect(cleo.get_by_role("button", name=re.compile("^Undo "))).to_have_count(1)
    check(cleo)


def then_it_is_day_3(cleo):
    cleo.goto("/my/")
    expect(heading(cleo, "Day 3 of 28")).to_be_visible()
    expect(cleo.get_by_role("button", name=re.compile("^Undo "))).to_have_count(0)
    cleo.goto("/my/plan/")
    expect(day_0(cleo)).to_be_visible()
    check(cleo)


def day_0(page: Page):
    """Day 0 in the calendar, once something was ticked on it."""
    return page.get_by_role("link", name=re.compile(r"^Day 0 .*1 done"))


def then_the_first_course_is_closed(cleo):
    cleo.goto("/my/plan/")
    expect(day_0(cleo)).to_be_visible()
    cleo.get_by_role("link", name=re.compile("^Session on")).click()
    expect(cleo.get_by_text("Another session restarted the course")).to_be_visible()
    check(cleo)
    days_held = cleo.get_by_role("link", name=re.compile(r"^Day \d"))
    expect(days_held).to_have_count(3)
    days_held.first.click()
    expect(cleo.get_by_text("What you said of these days stays")).to_be_visible()
    answers = re.compile("^(Done|Kept to it|Undo|I looked)")
    expect(cleo.get_by_role("button", name=answers)).to_have_count(0)
