"""Somebody whose scalp is red reads what that means."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe

RED = "/side-effects/redness/"


def test_a_worried_reader_finds_redness_and_what_to_do(page):
    page.goto("/")
    page.get_by_role("link", name="Side effects from A to Z").click()
    page.get_by_role("link", name="Redness").click()

    page.wait_for_url(f"**{RED}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Redness")
    for heading in ("What is usual", "When to get help", "What to do", "Sources"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    emergency = page.locator("#emergency")
    expect(emergency).to_contain_text("Call 999, 112 or 911 now if")
    expect(emergency.locator("a")).to_have_count(0)


def test_help_is_one_press_away_from_every_page(page):
    page.goto(RED)
    page.get_by_role("link", name="Get help now").first.click()

    expect(page.get_by_text("Call 999, 112 or 911 now if")).to_be_visible()


def test_a_reader_changes_to_spanish_and_back(page):
    page.goto(RED)
    page.get_by_role("link", name="Español").click()

    page.wait_for_url(f"**/es{RED}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enrojecimiento")
    emergency = page.locator("#emergency")
    expect(emergency).to_contain_text("Llama ya al 999, al 112 o al 911 si")

    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Redness")


def test_the_chart_opens_as_a_table(page):
    page.goto(RED)
    chart = page.locator(".chart")
    expect(chart.locator("svg")).to_be_visible()

    chart.get_by_text("The same figures as a table").click()

    expect(
        chart.get_by_text("On the treated skin, and not fading").first
    ).to_be_visible()


def test_a_number_in_the_text_leads_to_its_source(page):
    page.goto(RED)
    page.locator("sup a").first.click()

    anchor = page.url.split("#")[1]
    expect(page.locator(f"#{anchor}")).to_be_visible()


def test_nothing_runs_over_the_edge(page):
    paths = (RED, "/", "/side-effects/", "/guides/when-to-get-help/")
    for path in (*paths, *(f"/es{path}" for path in paths)):
        page.goto(path)
        wide, seen = page.evaluate(
            "[document.documentElement.scrollWidth, window.innerWidth]"
        )
        assert wide <= seen, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_article_can_be_read_by_everybody(scheme, another_page):
    page = another_page(color_scheme=scheme)
    page.goto(RED)

    assert axe(page) == []


def test_the_article_needs_no_script(another_page):
    page = another_page(java_script_enabled=False)
    page.goto(RED)

    expect(page.get_by_text("Call 999, 112 or 911 now if")).to_be_visible()
    expect(page.locator(".chart svg")).to_be_visible()
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_paper_shows_the_article_and_leaves_the_menus_out(page):
    page.goto(RED)
    page.emulate_media(media="print")

    expect(page.locator(".care-card--emergency")).to_be_visible()
    expect(page.locator("#sources")).to_be_visible()
    for screen_only in (".site-nav", ".toc", ".breadcrumbs", "[data-print]"):
        expect(page.locator(screen_only).first).to_be_hidden()


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_a_first_visit_is_light(page):
    sizes = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(RED)
    page.wait_for_load_state("networkidle")

    assert len(sizes) <= 7  # the icon is asked for by the browser itself
