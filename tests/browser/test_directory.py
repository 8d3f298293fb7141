"""Somebody looks for a clinic near a town: with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_town_a_filter_nobody_and_a_profile(another_page, script):
    page = another_page(java_script_enabled=script)
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role(
        "link", name="Clinics"
    ).click()
    expect(page.get_by_role("button", name="Use where I am")).to_be_visible(
        visible=script
    )

    page.get_by_label("Town").fill("Cardiff")
    page.get_by_role("button", name="Find clinics").click()
    card = page.get_by_role("listitem").filter(has_text="Crown Row Studio")
    expect(card.last).to_contain_text("less than 1 km")

    page.get_by_text("What matters to you").click()
    page.get_by_label("Insurance").check()
    page.get_by_label("Ink", exact=True).check()
    page.get_by_label("They speak").select_option("pt")
    page.get_by_role("button", name="Find clinics").click()
    expect(page.get_by_text("has all that you asked for")).to_be_visible()
    if script:
        assert axe(page) == []
    page.get_by_role("link", name="1 clinic without “Portuguese”").click()

    expect(page.get_by_role("link", name="Remove: Insurance")).to_be_visible()
    expect(page.get_by_role("link", name="Remove: Ink")).to_be_visible()
    link = page.get_by_role("link", name="Crown Row Studio")
    assert link.get_attribute("href") == "/clinics/crown-row-studio/"
    page.get_by_role("link", name="Remove: Insurance").click()
    page.get_by_role("link", name="Start again").click()
    page.wait_for_url("**/clinics/")


@pytest.mark.parametrize("width", [390], indirect=True)
def test_a_position_is_asked_for_by_a_button_and_rounded(another_page, server):
    page = another_page(
        geolocation={"latitude": 53.796481, "longitude": -1.547851},
        permissions=["geolocation"],
    )
    page.goto("/clinics/?town=Cardiff")
    page.get_by_role("button", name="Use where I am").click()

    page.wait_for_url("**/clinics/?*near=*")
    assert "near=53.80%2C-1.55" in page.url
    expect(page.get_by_role("link", name="Harrow & Pine")).to_be_visible()


@pytest.mark.parametrize("width", [390], indirect=True)
def test_a_refused_position_leaves_the_form_as_it_was(another_page):
    page = another_page()
    page.goto("/clinics/")
    page.get_by_role("button", name="Use where I am").click()

    page.get_by_text("Your browser did not tell where you are").wait_for()
    page.wait_for_url("**/clinics/")


@pytest.mark.parametrize(
    "query",
    ["?town=London&radius=100", "?town=Tokyo&verified=ink", "?town=Xqqzyw&radius=3"],
)
def test_every_answer_can_be_read_in_light_and_dark(page, query):
    page.goto(f"/clinics/{query}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert axe(page) == []
    assert page.evaluate(TOO_WIDE) <= 0
