"""Treated elsewhere: a report that no clinic reads, and what a moderator sees of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import press, sign_in
from tests.browser.test_reports import check, tap


@pytest.mark.own_server
@pytest.mark.parametrize("scripts", [True, False])
def test_from_no_plan_to_the_moderators(another_page, scripts):
    person = another_page(java_script_enabled=scripts)
    sign_in(person, "editor")  # anybody with an account
    given_what_is_asked_once(person, with_axe=scripts)
    number = when_it_looks_like_an_infection(person, with_axe=scripts)
    if not scripts:
        return
    moderator = another_page()
    sign_in(moderator, "moderator")
    when_a_moderator_opens_and_closes_it(moderator, number)
    person.reload()
    expect(person.get_by_text("We wrote to the studio.")).to_be_visible()
    expect(person.get_by_text("A moderator opened your name")).to_be_visible()
    person.get_by_role("link", name="Not better: report again").click()
    expect(person.get_by_label("Name of the clinic or studio")).to_have_value(
        "Estúdio da Coroa"
    )


def given_what_is_asked_once(page: Page, *, with_axe: bool):
    page.goto("/my/")
    page.get_by_role("link", name="Report about a clinic that is not here").click()
    expect(page.get_by_text("Call 112, 999 or 911 now if you")).to_be_visible()
    if with_axe:
        check(page)
    page.get_by_label("I am 18 or older").check()
    page.get_by_label("I allow: Your care").check()
    press(page, "Go on to the questions")
    page.get_by_label("Name of the clinic or studio").fill("Estúdio da Coroa")
    page.get_by_label("Town").fill("Porto")
    if with_axe:
        check(page)


def when_it_looks_like_an_infection(page: Page, *, with_axe: bool) -> str:
    tap(page, "Compared with yesterday", "Worse")
    tap(page, "Is your skin red", "Past the treated edge by less than a thumb's width")
    press(page, "Send")  # neither a country nor a day yet
    expect(page.get_by_text("Say on which day it was").first).to_be_visible()
    expect(page.get_by_label("Town")).to_have_value("Porto")
    if with_axe:
        check(page)
    page.get_by_label("Country").select_option("PT")
    page.get_by_label("I do not know the day, not even roughly").check()
    press(page, "Send")
    expect(page.get_by_text("Nothing was sent yet")).to_be_visible()
    if with_axe:
        check(page)
    tap(page, "Are there tender lumps", "Large, or very tender")
    press(page, "Send")
    expect(page.get_by_role("heading", level=1)).to_contain_text("See a doctor today")
    expect(page.get_by_text("No clinic on this portal reads this")).to_be_visible()
    expect(page.get_by_text("Our moderators were written to")).to_be_visible()
    if with_axe:
        check(page)
    return page.locator(".kicker").inner_text().rsplit("report ")[-1]


def when_a_moderator_opens_and_closes_it(page: Page, number: str):
    page.goto("/cms/queue/")
    page.get_by_role("link", name=number).click()
    expect(page.get_by_text("Estúdio da Coroa, Porto, Portugal")).to_be_visible()
    page.get_by_label("Why you need them").fill("To warn of a batch.")
    press(page, "Open name and answers")
    expect(page.get_by_text("Open to you until")).to_be_visible()
    page.get_by_label("What came of it").fill("We wrote to the studio.")
    press(page, "Close")
    expect(page.get_by_text("the client is told")).to_be_visible()
