"""A page goes through two pairs of eyes, on the real screens of the admin."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in

pytestmark = pytest.mark.own_server

SENTENCE = "Redness comes with almost every session, and usually fades in three days."


def edit_redness(page):
    page.goto("/cms/pages/search/?q=Redness")
    page.get_by_role("link", name="Redness", exact=True).click()
    page.wait_for_selector("[name=in_short]")
    # Draftail and the blocks must stand before anything is typed or sent.
    page.wait_for_selector("#panel-child-content-skin_tones-section .Draftail-Editor")


def more_actions(page):
    page.locator("footer [data-w-dropdown-target=toggle]").click()


def approve(page):
    more_actions(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Approve", exact=True).click()


def approve_is_offered(page) -> bool:
    toggle = page.locator("footer [data-w-dropdown-target=toggle]")
    if toggle.count():
        toggle.click()
    return page.get_by_role("button", name="Approve", exact=True).count() > 0


def write_and_submit(page, text):
    # Wagtail saves by itself while one types; a press during that save crosses it.
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.fill("[name=in_short]", text)
    more_actions(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Submit to Article review").click()


def test_edit_editorial_review_clinical_review_published(another_page, problems):
    # What the editor saves by itself while somebody approves is refused, rightly.
    problems.expect("/edit/ 400")
    editor, second, clinician, reader = (another_page() for _ in range(4))

    sign_in(editor, "editor")
    edit_redness(editor)
    write_and_submit(editor, SENTENCE)
    assert "has been submitted for moderation" in editor.content()

    edit_redness(editor)
    assert not approve_is_offered(editor)
    editor.close()  # left open, it saves by itself and is refused once others acted

    sign_in(second, "admin")
    edit_redness(second)
    approve(second)
    second.close()
    reader.goto("/side-effects/redness/")
    assert SENTENCE not in reader.content()

    sign_in(clinician, "clinical-reviewer")
    edit_redness(clinician)
    approve(clinician)

    reader.goto("/side-effects/redness/")
    assert SENTENCE in reader.content()
    assert "Dr Amara Obi" in reader.content()


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_every_problem_stands_at_its_field(page):
    sign_in(page, "editor")
    edit_redness(page)

    write_and_submit(page, "It is safe, and red for a day.")

    expect(
        page.get_by_text("could not be saved due to validation errors")
    ).to_be_visible()
    field = page.locator("#panel-child-content-in_short-section")
    expect(field).to_contain_text("promises too much")
    panel = page.locator("#panel-child-content-before_publishing-section")
    link = panel.get_by_role("link", name="promises too much")
    assert link.get_attribute("href") == "#panel-child-content-in_short-section"
