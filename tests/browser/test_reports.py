"""A check-in that is usual; one that is not, answered, resolved, and not better."""

import time

import pytest
from playwright.sync_api import Page, expect

from portal.knowledge.symptoms import CATALOGUE
from portal.knowledge.triage import RULES, Level
from tests.browser.conftest import axe, press, sign_in

EMERGENCY = RULES.levels[Level.EMERGENCY]
BREATHING = CATALOGUE.item("red_flags").option("breathing").label.to("en")
WITHIN = 90  # seconds for a check-in on a usual day


def check(page: Page) -> None:
    """Sound for axe, and nothing sticks out to the side."""
    width = "document.documentElement.{}Width"
    fits = f"{width.format('scroll')} <= {width.format('client')}"
    assert (axe(page), page.evaluate(fits)) == ([], True), page.url


def tap(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


@pytest.mark.own_server
@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_usual_day_to_one_that_is_not_better(another_page, scripts):
    client = another_page(java_script_enabled=scripts)
    sign_in(client, "client")
    when_all_is_usual(client, with_axe=scripts)
    number = when_it_looks_like_an_infection(client, with_axe=scripts)

    if not scripts:
        return
    clinic = another_page()
    sign_in(clinic, "frontdesk")
    when_the_clinic_answers(clinic, number)
    then_the_client_reads_it_and_is_not_better(client)
    clinic.reload()
    expect(clinic.get_by_text("Open again, waits for the clinic")).to_be_visible()


def when_all_is_usual(page, *, with_axe):
    page.goto("/my/")
    page.get_by_role("link", name="Check in: how is it today?").click()
    begun = time.monotonic()
    expect(page.get_by_text("Call 112, 999 or 911 now if you")).to_be_visible()
    if with_axe:
        check(page)
    tap(page, "Compared with yesterday", "Better")
    tap(page, "Is your skin red", "On the treated skin, and fading")
    tap(page, "How bad was the worst pain", "2")
    press(page, "Send")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Usual for this day")
    assert time.monotonic() - begun < WITHIN
    expect(page.get_by_text("Answered at once")).to_be_visible()
    if with_axe:
        check(page)


def when_it_looks_like_an_infection(page, *, with_axe) -> str:
    page.goto("/my/report/")
    tap(page, "Compared with yesterday", "Worse")
    tap(page, "Is your skin red", "Past the treated edge by less than a thumb's width")
    press(page, "Send")
    expect(page.get_by_text("Nothing was sent yet")).to_be_visible()
    if with_axe:
        check(page)
    tap(page, "Are there tender lumps", "Large, or very tender")
    press(page, "Send")
    expect(page.get_by_role("heading", level=1)).to_contain_text("See a doctor today")
    expect(page.get_by_text("To get an answer sooner")).to_be_visible()
    if with_axe:
        check(page)
    return page.url.rstrip("/").split("/")[-1]


def when_the_clinic_answers(page, number):
    page.goto("/workspace/")
    page.get_by_role("link", name="Reports", exact=True).click()
    check(page)
    page.get_by_role("button", name=f"{number[:4]} {number[4:]}").click()
    expect(page.get_by_text("Read by the clinic")).to_be_visible()
    check(page)
    press(page, "I take this on")
    page.get_by_role("link", name="See a doctor", exact=True).click()
    press(page, "Send the answer")
    expect(page.get_by_text("It is written down").first).to_be_visible()
    press(page, "It is resolved")
    expect(page.get_by_text("It healed as usual").first).to_be_visible()


def then_the_client_reads_it_and_is_not_better(page):
    page.reload()
    expect(page.get_by_text("Please have a doctor look at it today")).to_be_visible()
    press(page, "I have read this")
    check(page)
    page.get_by_label("What is not better?").fill("It hurts more.")
    press(page, "Not better: ask the clinic to look again")
    expect(page.get_by_text("Your clinic is asked to look again.")).to_be_visible()


@pytest.mark.own_server
@pytest.mark.parametrize("scripts", [True, False])
def test_an_emergency_is_told_whom_to_call_before_and_after_it_is_sent(
    another_page, scripts
):
    client = another_page(java_script_enabled=scripts)
    sign_in(client, "client")
    client.goto("/my/report/")
    advice = EMERGENCY.advice.to("en")
    expect(client.get_by_text(advice)).to_be_hidden()

    tap(client, "Right now, do you have any of these?", BREATHING)
    expect(client.get_by_text(advice)).to_be_visible()
    press(client, "Send this now")

    expect(client.get_by_role("heading", level=1)).to_contain_text(
        EMERGENCY.name.to("en")
    )
    expect(client.get_by_text(advice).first).to_be_visible()
    expect(client.get_by_role("link", name="999").first).to_be_visible()
    if scripts:
        check(client)


@pytest.mark.own_server
def test_moderator_looks_into_what_nobody_of_the_clinic_opened(another_page):
    """The demo's report of Owen Price climbed from contact to deputy to moderators."""
    moderator = another_page()
    sign_in(moderator, "moderator")
    moderator.goto("/cms/queue/")
    row = moderator.locator("tr", has_text="Crown Row Studio").filter(
        has=moderator.get_by_role("link", name="A doctor today")
    )
    row.get_by_role("link", name="A doctor today").click()
    expect(
        moderator.get_by_text("The deputy of the clinic: Written to")
    ).to_be_visible()
    expect(moderator.get_by_text("Owen Price")).to_have_count(0)

    moderator.get_by_role("textbox", name="Why you need them").fill(
        "Nobody answers; I call."
    )
    press(moderator, "Open name and answers")
    expect(moderator.get_by_text("Owen Price").first).to_be_visible()
    moderator.get_by_role("textbox", name="To the clinic").fill(
        "Please call him today."
    )
    press(moderator, "Write to the clinic")
    moderator.get_by_role("textbox", name="What came of it").fill(
        "His doctor sees him today."
    )
    press(moderator, "Close")
    expect(moderator.locator("tr", has_text="Kontur")).to_have_count(1)
    expect(row).to_have_count(0)

    clinic = another_page()
    sign_in(clinic, "frontdesk")
    clinic.goto("/workspace/crown-row-studio/inbox/")
    row = clinic.get_by_role("listitem").filter(has_text="Owen Price")
    row.get_by_role("button", name="Open").click()
    expect(clinic.get_by_text("Please call him today.")).to_be_visible()
    check(clinic)
