"""A reader's way through the pages: phone and desk, with and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, sign_in

CHECKLIST = "/guides/choosing-a-clinic/"
RED = "/side-effects/redness/"
FEVER = "Fever or shivering can be a sign that an infection is spreading"
AT_A_DESK = 1280


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request) -> bool:
    return request.param


@pytest.fixture
def reader(another_page, script):
    return another_page(java_script_enabled=script)


def fits(page) -> bool:
    widths = "[document.documentElement.scrollWidth, window.innerWidth]"
    needed, there = page.evaluate(widths)
    return needed <= there


def style(page, selector: str, name: str, part: str | None = None) -> str:
    """A computed style of the first element, or of a part such as "::before"."""
    asked = "(element, [name, part]) => getComputedStyle(element, part)[name]"
    return page.locator(selector).first.evaluate(asked, [name, part])


def test_crusts_are_found_and_lead_on(reader):
    reader.goto("/")
    reader.get_by_label("Search these pages").fill("crusts")
    reader.get_by_role("button", name="Search").click()
    reader.get_by_role("link", name="Itching and scabs").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Itching and scabs")

    related = reader.locator("#related + ul")
    expect(related.get_by_role("link")).to_have_count(4)
    related.get_by_role("link", name="Healing day by day").click()
    reader.wait_for_url("**/guides/healing-day-by-day/")


def test_a_fever_on_day_5_is_urgent_and_says_why(reader):
    reader.goto("/")
    first = reader.locator(".doors").get_by_role("link").first
    expect(first).to_have_text("I have a symptom now")
    first.click()
    reader.get_by_text("Fever or shivering", exact=True).click()
    reader.get_by_label("What is your temperature").fill("38.5")
    reader.get_by_label("Days since your last session").fill("5")
    reader.get_by_role("button", name="Show the answer").click()

    expect(reader.locator("h1")).to_have_text("See a doctor today")
    expect(reader.locator(".care-card--urgent")).to_be_visible()
    expect(reader.get_by_text(FEVER)).to_be_visible()


def test_the_checklist_is_found_and_printed(reader, script):
    reader.add_init_script("window.print = () => { window.printed = true; }")
    reader.goto("/")
    reader.get_by_role("link", name="I am choosing a clinic").click()
    reader.wait_for_url(f"**{CHECKLIST}")

    button = reader.get_by_role("button", name="Print this page")
    expect(button).to_be_visible(visible=script)
    if script:
        button.click()
        assert reader.evaluate("window.printed")
    expect(reader.locator(".print-foot")).to_be_hidden()

    reader.emulate_media(media="print")
    foot = reader.locator(".print-foot")
    expect(foot).to_contain_text(CHECKLIST)
    expect(foot).to_contain_text("Clinically reviewed on")
    expect(foot).to_contain_text("999 in the United Kingdom")
    assert style(reader, ".print-foot", "display") == "table-footer-group"
    assert style(reader, ".tick-list li", "borderTopWidth", "::before") != "0px"
    expect(reader.locator(".tick-list .icon").first).to_be_hidden()
    away = ".site-nav", ".site-tools", ".toc", ".breadcrumbs", ".feedback", "#related"
    for selector in (*away, "[data-print]", ".site-footer .small"):
        assert not reader.locator(selector).first.is_visible(), selector
    for kept_whole in (".card", "tr"):
        assert style(reader, kept_whole, "breakInside") == "avoid"
    link = '#sources + ol a[href^="http"]'
    assert "http" in style(reader, link, "content", "::after")


def test_paper_needs_neither_colour_nor_script(reader):
    reader.goto(RED)
    reader.emulate_media(media="print")

    borders = [
        float(style(reader, f".care-card--{level}", "borderTopWidth")[:-2])
        for level in ("emergency", "urgent", "non-urgent")
    ]
    assert borders == sorted(set(borders), reverse=True)
    for level, word in (
        ("emergency", "Emergency advice:"),
        ("urgent", "Urgent advice:"),
        ("non-urgent", "Non-urgent advice:"),
    ):
        card = f".care-card--{level} .care-card__heading"
        expect(reader.locator(f"{card} .visually-hidden")).to_contain_text(word)
        assert style(reader, f"{card} .visually-hidden", "position") == "static"
        assert style(reader, card, "color") == "rgb(0, 0, 0)"
        assert style(reader, card, "backgroundColor") == "rgba(0, 0, 0, 0)"
    folded = reader.locator(".chart details table").first
    expect(folded).to_be_visible()


@pytest.mark.parametrize("width", [AT_A_DESK], indirect=True)
@pytest.mark.parametrize(("size", "points"), [("A4", 595), ("Letter", 612)])
def test_the_checklist_fits_on_both_sorts_of_paper(page, size, points):
    page.goto(CHECKLIST)
    sheets = page.pdf(format=size)

    widths = re.findall(rb"/MediaBox \[0 0 (\d+)", sheets)
    assert {int(width) for width in widths} <= {points - 1, points}
    assert 3 < len(widths) < 10


def test_a_reader_changes_to_spanish_and_back(reader):
    reader.goto(RED)
    reader.get_by_role("link", name="Español").click()
    reader.wait_for_url(f"**/es{RED}")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Enrojecimiento")

    reader.get_by_role("link", name="English").click()
    reader.wait_for_url(f"**{RED}")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Redness")


def test_the_contents_stand_above_on_a_phone_and_beside_at_a_desk(reader, width):
    reader.goto(RED)
    above = reader.locator(".toc--folded")
    beside = reader.locator("aside .toc")
    assert beside.is_visible() is (width == AT_A_DESK)
    assert above.is_visible() is (width != AT_A_DESK)
    if width == AT_A_DESK:
        return

    expect(above.get_by_role("link", name="Sources")).to_be_hidden()
    above.get_by_text("On this page").click()
    assert above.bounding_box()["y"] < reader.locator("#get-help").bounding_box()["y"]
    above.get_by_role("link", name="Sources").click()
    reader.wait_for_url("**#sources")


def test_a_reader_says_what_was_unclear_and_an_editor_deals_with_it(
    reader, another_page, script, width
):
    # A minute long a network has one answer to a page, so each reader takes another.
    number = 2 * script + (width == AT_A_DESK)
    title = ("Redness", "Swelling", "Infection", "Fading")[number]
    words = f"The days of {title} are hard to read."
    reader.goto(f"/side-effects/{title.lower()}/")
    reader.get_by_role("button", name="No", exact=True).click()
    reader.get_by_label("What was unclear or wrong?").fill(words)
    reader.wait_for_load_state()  # with its css
    assert fits(reader)
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert reader.context.cookies() == []

    editor = another_page()
    sign_in(editor, "editor")
    editor.goto("/cms/reports/page-feedback/")
    editor.get_by_role("link", name=title).click()
    row = editor.get_by_role("row").filter(has_text=words)
    row.get_by_role("button", name="Dealt with").click()
    row = editor.get_by_role("row").filter(has_text=words)
    expect(row).to_contain_text("Elena Marsh")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_these_screens_are_open_to_everybody(another_page, scheme):
    page = another_page(color_scheme=scheme)
    for path in ("/", "/es/", CHECKLIST):
        page.goto(path)
        assert axe(page) == []
        assert fits(page)
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Send").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert axe(page) == []
