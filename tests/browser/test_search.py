"""Somebody has crusts and looks for what they are: with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_crusts_lead_to_the_page_on_scabs(another_page, script):
    page = another_page(java_script_enabled=script)
    page.goto("/")
    page.get_by_role("link", name="Search").click()

    page.get_by_label("Search these pages").fill("crusts")
    page.get_by_role("button", name="Search").click()

    first = page.get_by_role("article").first
    assert first.locator("mark").first.inner_text() in {"scabs", "crusts", "crust"}
    first.get_by_role("link", name="Itching and scabs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Itching and scabs")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_results_and_an_emergency_hold_on_every_screen(another_page, scheme):
    page = another_page(color_scheme=scheme)
    for address in (
        "/search/?q=crsuts",
        "/search/?q=swollen+tongue",
        "/search/?q=zzzz",
    ):
        page.goto(address)
        assert axe(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
    page.goto("/search/?q=swollen+tongue")
    card = page.get_by_text("Call 999, 112 or 911 now if").bounding_box()
    field = page.get_by_label("Search these pages").bounding_box()
    assert card["y"] < field["y"]
