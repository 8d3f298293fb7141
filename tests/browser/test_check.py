"""A worried client checks a symptom, on a phone and on a desk."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, send

FEVER = "Fever or shivering can be a sign that an infection is spreading"


def check_a_fever_on_day_5(page):
    page.goto("/")
    page.get_by_role("link", name="I have a symptom now").click()
    page.get_by_text("Fever or shivering", exact=True).click()
    page.get_by_label("What is your temperature").fill("38.5")
    page.get_by_label("Days since your last session").fill("5")
    send(page, "Show the answer")


def test_a_fever_on_day_5_leads_to_a_doctor_today(page):
    check_a_fever_on_day_5(page)

    expect(page.locator("h1")).to_have_text("See a doctor today")
    expect(page.get_by_text(FEVER)).to_be_visible()
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    assert page.context.cookies() == []
    asked = urlsplit(page.url)
    assert (asked.path, asked.query) == ("/check/", "")  # no answer is in an address


def test_the_same_without_javascript(another_page):
    page = another_page(java_script_enabled=False)

    check_a_fever_on_day_5(page)

    expect(page.locator("h1")).to_have_text("See a doctor today")
    expect(page.get_by_text(FEVER)).to_be_visible()


def test_back_brings_the_answers_again(page):
    check_a_fever_on_day_5(page)
    page.go_back()

    expect(page.get_by_label("Days since your last session")).to_have_value("5")
    temperature = page.get_by_label("What is your temperature")
    expect(temperature).to_be_visible()
    expect(temperature).to_have_value("38.5")

    temperature.fill("39")
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_role("button", name="Change my answers").click()
    expect(page.get_by_label("What is your temperature")).to_have_value("39")


def test_a_red_flag_says_at_once_what_to_do(page):
    page.goto("/check/")
    button = page.get_by_role("button", name="Show me what to do")
    expect(button).to_be_hidden()

    page.get_by_label("Hard to breathe").check()

    expect(page.get_by_role("alert")).to_contain_text("Call the emergency number now")
    button.click()
    expect(page.locator("h1")).to_have_text("Call for help now")


def test_a_mistake_keeps_what_was_told(page):
    page.goto("/check/")
    page.get_by_text("Itch", exact=True).click()
    page.get_by_label("How bad was the worst itch?").select_option("8")
    page.get_by_role("button", name="Show the answer").click()

    page.get_by_role("link", name="Type the number of days").click()
    page.keyboard.type("3")
    expect(page.get_by_label("How bad was the worst itch?")).to_have_value("8")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Contact your clinic", level=1).wait_for()
    expect(page.locator(".chart-marker")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_check_opens_to_everybody(another_page, scheme):
    page = another_page(color_scheme=scheme)
    page.goto("/check/")
    page.get_by_text("Red, darker or hot skin").click()
    page.get_by_label("Past the edge by more").check()
    page.get_by_label("Hard to breathe").check()
    assert axe(page) == []
    assert fits(page)

    page.get_by_label("Hard to breathe").uncheck()
    page.get_by_role("button", name="Show the answer").click()
    assert axe(page) == []

    page.get_by_label("Days since your last session").fill("5")
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator("h1")).to_have_text("See a doctor today")
    assert axe(page) == []
    assert fits(page)


def fits(page) -> bool:
    """Whether nothing sticks out to the side."""
    widths = "[document.documentElement.scrollWidth, window.innerWidth]"
    needed, there = page.evaluate(widths)
    return needed <= there
