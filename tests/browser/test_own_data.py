"""One's own data: taking it along, asking to be erased, and staying."""

import json
from pathlib import Path

from fhir.resources.R4B.bundle import Bundle
from playwright.sync_api import expect

from portal.demo import files
from tests.browser.conftest import axe, press, sign_in

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def check(page) -> None:
    """Sound for axe, and nothing sticks out to the side."""
    assert (axe(page), page.evaluate(OVERFLOW)) == ([], 0), page.url


def taken(page, link: str) -> bytes:
    with page.expect_download(timeout=120_000) as download:  # a PDF takes its time
        page.get_by_role("link", name=link).click(no_wait_after=True)
    return Path(download.value.path()).read_bytes()


def when_the_record_is_read_on_the_screen(page):
    page.get_by_role("link", name="Read it here").click()
    expect(page.get_by_role("heading", name="Your consents")).to_be_visible()
    check(page)
    given = page.locator("#consents")
    expect(given).to_be_hidden()
    if page.viewport_size["width"] < 1000:
        page.get_by_text("On this page").first.click()
    links = page.get_by_role("link", name="Your consents")
    expect(links).to_have_count(1)
    links.click()
    expect(given).to_be_in_viewport()
    check(page)
    page.emulate_media(media="print")
    expect(page.locator("#sessions")).to_be_visible()
    page.emulate_media(media="screen")


def test_take_it_along_ask_to_be_erased_and_stay(page):
    sign_in(page, "other-client")
    page.goto("/my/data/")
    check(page)
    page.get_by_role("link", name="Download as JSON").click()
    page.get_by_label("Password").fill(files.password())
    with page.expect_download() as download:
        page.get_by_label("Password").press("Enter")
    told = json.loads(Path(download.value.path()).read_text())
    assert told["parts"]["account"][0]["email"] == "other-client@example.com"

    page.goto("/my/data/")
    bundle = Bundle.model_validate_json(taken(page, "Download as FHIR"))
    assert "Patient" in {each.resource.get_resource_type() for each in bundle.entry}
    assert taken(page, "Download as PDF").startswith(b"%PDF-")
    when_the_record_is_read_on_the_screen(page)

    page.goto("/my/data/")
    page.get_by_role("link", name="What would be erased").click()
    expect(page.get_by_role("heading", name="What stays, and why")).to_be_visible()
    check(page)
    press(page, "Erase me in seven days")
    expect(page.get_by_text("Your account will be erased")).to_be_visible()
    check(page)

    page.goto("/my/")
    expect(page.get_by_text("Your account will be erased")).to_be_visible()
    press(page, "I want to stay")
    expect(page.get_by_text("You stay. Nothing was erased.")).to_be_visible()
    page.goto("/my/")
    expect(page.get_by_text("Your account will be erased")).to_have_count(0)
