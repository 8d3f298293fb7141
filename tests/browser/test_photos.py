"""A client adds photos to a report; the clinic sees them until that is taken back."""

from playwright.sync_api import expect

from tests.browser.conftest import axe, press, send, sign_in
from tests.browser.test_accounts import fits
from tests.factories import documents


def is_sound(page):
    assert (axe(page), fits(page)) == ([], True)


def send_report(page) -> str:
    """Check in and go on to the photos; gives the number of the report."""
    page.goto("/my/report/")
    page.locator("input[name=trend][value=better]").check()
    page.locator("input[name=redness_extent][value='0']").check()
    press(page, "Send")
    page.get_by_role("heading", name="What happens with your report").wait_for()
    number = page.url.rstrip("/").split("/")[-1]
    page.get_by_role("link", name="Add photos").click()
    page.get_by_role("heading", name="Add photos").wait_for()
    return number


def add(page, file, view="Crown"):
    place = page.get_by_role("region", name=view)
    place.locator("input[type=file]").set_input_files(file)
    place.get_by_role("button", name="Add").click()


def test_client_adds_photos(page, another_page, tmp_path):
    (tmp_path / "crown.jpg").write_bytes(documents.picture())
    (tmp_path / "broken.jpg").write_bytes(documents.picture()[:900])
    sign_in(page, "client")
    number = send_report(page)
    is_sound(page)
    if page.get_by_role("button", name="Yes, I allow photos").count():
        press(page, "Yes, I allow photos")
    is_sound(page)
    add(page, tmp_path / "crown.jpg")
    page.get_by_text("Crown: added.").wait_for()
    page.get_by_role("img", name="Crown, day").first.wait_for()
    add(page, tmp_path / "broken.jpg", view="Left side")
    page.get_by_role("alert").get_by_text("The photo cannot be opened.").wait_for()
    is_sound(page)
    page.get_by_role("link", name="All your photos, day by day").click()
    page.get_by_role("heading", name="Your photos").wait_for()
    is_sound(page)

    clinic = another_page()
    sign_in(clinic, "owner")
    clinic.goto(f"/workspace/crown-row-studio/inbox/{number}/")
    shown = clinic.get_by_role("region", name="Crown").get_by_role("img")
    expect(shown.last).to_be_visible()
    is_sound(clinic)

    # The next time the last one is the guide; this browser has no camera to open.
    send_report(page)
    page.get_by_text("Your last one, of day").first.wait_for()
    crown = page.get_by_role("region", name="Crown")
    crown.get_by_role("button", name="Camera, with the last photo laid over").click()
    page.get_by_text("The camera did not open. Choose a photo above.").wait_for()

    page.goto("/my/sharing/")
    send(page, "Withdraw Healing photos")
    clinic.reload()
    expect(clinic.get_by_role("heading", name="Photos of this course")).to_have_count(0)
