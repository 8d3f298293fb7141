"""A client on a phone, in the evening: reads the day, ticks, slips, takes it back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, sign_in

KEEP_DRY = "Keep your scalp dry"


def check(page) -> None:
    """Sound for axe, and nothing sticks out to the side."""
    width = "document.documentElement.{}Width"
    fits = f"{width.format('scroll')} <= {width.format('client')}"
    assert (axe(page), page.evaluate(fits)) == ([], True), page.url


def line(page, title):
    return page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name=title, exact=True)
    )


@pytest.mark.own_server
def test_day_3(page):
    sign_in(page, "client")
    page.goto("/my/")
    expect(page.get_by_role("heading", level=1, name="Day 3 of 28")).to_be_visible()
    expect(page.get_by_text("Call 112, 999 or 911 now if you")).to_be_visible()
    expect(page.get_by_text("Redness and soreness ease.")).to_be_visible()
    expect(line(page, KEEP_DRY)).to_contain_text("Last day today.")
    check(page)

    page.get_by_role("button", name=f"Kept to it {KEEP_DRY}").click()
    expect(page.get_by_role("button", name=f"Undo {KEEP_DRY}")).to_be_visible()
    expect(line(page, KEEP_DRY)).to_contain_text("Kept to it")
    check(page)
    page.get_by_role("button", name=f"Undo {KEEP_DRY}").click()
    expect(page.get_by_role("button", name=f"Kept to it {KEEP_DRY}")).to_be_visible()

    line(page, KEEP_DRY).get_by_text("Why", exact=False).first.click()
    expect(
        line(page, KEEP_DRY).get_by_text("Clinics let it end between day 2")
    ).to_be_visible()
    page.get_by_role("link", name=f"Skip it, or own up to a slip {KEEP_DRY}").click()
    check(page)
    page.get_by_role("button", name="Skip it", exact=True).click()
    expect(page.get_by_label("My clinic told me otherwise.")).to_be_focused()
    page.get_by_label("Another reason").check()
    page.get_by_role("button", name="Skip it", exact=True).click()
    expect(page.get_by_label("In a few words")).to_be_focused()
    page.get_by_label("In a few words").fill("I am at sea.")
    page.get_by_role("button", name="Skip it", exact=True).click()
    expect(line(page, KEEP_DRY)).to_contain_text("I am at sea.")
    line(page, KEEP_DRY).get_by_text("Why", exact=False).first.click()
    page.get_by_role("link", name=f"Skip it, or own up to a slip {KEEP_DRY}").click()
    page.get_by_role("button", name="It happened", exact=True).click()
    expect(line(page, KEEP_DRY)).to_contain_text("Pat it dry with a clean towel.")
    check(page)
    page.get_by_role("button", name=f"Undo {KEEP_DRY}").click()
    expect(page.get_by_role("button", name=f"Kept to it {KEEP_DRY}")).to_be_visible()


def test_the_whole_plan_and_a_day_of_it(page):
    sign_in(page, "client")
    page.goto("/my/plan/")
    expect(page.get_by_role("heading", level=1, name="Your plan")).to_be_visible()
    check(page)

    page.get_by_role("link", name=re.compile(r"^Day 1 .*5 done, .*it happened")).click()
    expect(page.get_by_role("heading", level=1, name="Day 1")).to_be_visible()
    expect(line(page, "No gym and no heavy sweating")).to_contain_text("It happened")
    expect(line(page, "No wet razor")).to_contain_text("Kept to it")
    check(page)


@pytest.mark.own_server
def test_without_scripts(another_page):
    page = another_page(java_script_enabled=False)
    sign_in(page, "client")
    page.goto("/my/")
    page.get_by_role("button", name=f"Kept to it {KEEP_DRY}").click()
    expect(page.get_by_role("button", name=f"Undo {KEEP_DRY}")).to_be_visible()
    page.get_by_role("button", name=f"Undo {KEEP_DRY}").click()
    expect(page.get_by_role("button", name=f"Kept to it {KEEP_DRY}")).to_be_visible()

    line(page, KEEP_DRY).get_by_text("Why", exact=False).first.click()
    page.get_by_role("link", name=f"Skip it, or own up to a slip {KEEP_DRY}").click()
    page.get_by_role("button", name="Skip it", exact=True).click()
    expect(page.get_by_text("Choose one of the answers.").first).to_be_visible()
    page.get_by_role("button", name="It happened", exact=True).click()
    expect(line(page, KEEP_DRY)).to_contain_text("Pat it dry with a clean towel.")
    page.get_by_role("button", name=f"Undo {KEEP_DRY}").click()
    expect(page.get_by_role("button", name=f"Kept to it {KEEP_DRY}")).to_be_visible()
