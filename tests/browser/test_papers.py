"""An owner hands in a paper: begins it, adds files, submits, and sees it waiting."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.conftest import axe, press, sign_in
from tests.browser.test_accounts import fits
from tests.factories import documents


def is_sound(page):
    assert (axe(page), fits(page)) == ([], True)


def begin(page, number):
    page.goto("/workspace/")
    page.get_by_role("link", name="Certifications", exact=True).click()
    is_sound(page)
    page.get_by_role("link", name="Hand in a paper").click()
    page.get_by_role("heading", name="Which paper is it?").wait_for()
    is_sound(page)
    page.get_by_role("link", name="Liability insurance of the clinic").click()
    is_sound(page)
    page.get_by_label("Issued by").fill("Meridian Mutual")
    page.get_by_label("Number").fill(number)
    page.get_by_label("Valid from").fill("2026-02-01")
    page.get_by_label("Valid until").fill("2025-01-31")
    press(page, "Go on to the evidence")
    page.get_by_text("The end date must be after the start date.").first.wait_for()
    is_sound(page)
    expect(page.get_by_label("Number")).to_have_value(number)
    page.get_by_label("Valid until").fill("2030-01-31")
    press(page, "Go on to the evidence")
    page.get_by_text("Begun. Now add the evidence.").wait_for()


def add_files(page, folder):
    """Two files that are right and one that is not."""
    (folder / "policy.pdf").write_bytes(documents.pdf(f"Policy {uuid4().hex}"))
    (folder / "wall.png").write_bytes(documents.picture("PNG"))
    (folder / "notes.docx").write_bytes(b"PK")
    names = ("policy.pdf", "wall.png", "notes.docx")
    page.get_by_label("Files").set_input_files([folder / name for name in names])
    page.get_by_role("button", name="Add").click()
    page.get_by_text("2 files are saved.").wait_for()
    refusal = "notes.docx: This is none of HEIC, JPEG, PDF, PNG."
    page.get_by_role("alert").get_by_text(refusal).wait_for()
    assert page.locator(".file-name").all_inner_texts() == ["policy.pdf", "wall.png"]
    is_sound(page)


def test_owner_hands_in_a_paper(page, tmp_path):
    number = f"MM-{uuid4().hex[:6]}"
    sign_in(page, "owner")
    begin(page, number)
    paper = page.url
    page.get_by_text("Evidence is missing still:").wait_for()
    add_files(page, tmp_path)
    page.goto(paper)
    page.locator("#public-preview").get_by_text("What the public will read").wait_for()
    page.get_by_text("Insured until 31 January 2030.").wait_for()
    press(page, "Submit to the reviewers")
    page.get_by_text("Submitted. The reviewers read it").wait_for()
    is_sound(page)
    assert not page.get_by_label("Files").count()

    page.get_by_role("link", name="Certifications", exact=True).click()
    waiting = page.locator(".row", has_text=number)
    waiting.get_by_text("Submitted").wait_for()


def test_files_come_in_without_a_script(another_page, tmp_path):
    page = another_page(java_script_enabled=False)
    sign_in(page, "owner")
    begin_without_a_look(page)
    (tmp_path / "policy.pdf").write_bytes(documents.pdf(f"Policy {uuid4().hex}"))
    page.get_by_label("Files").set_input_files(tmp_path / "policy.pdf")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 file is saved.").wait_for()
    page.get_by_role("button", name="Remove").click()
    page.get_by_text("The file is removed.").wait_for()
    page.get_by_role("link", name="Withdraw it").click()
    press(page, "Withdraw it")
    page.get_by_text("Withdrawn. Nobody decides on it any more.").wait_for()


def begin_without_a_look(page):
    page.goto("/workspace/")
    page.get_by_role("link", name="Certifications", exact=True).click()
    page.get_by_role("link", name="Hand in a paper").click()
    page.get_by_role("link", name="Liability insurance of the clinic").click()
    page.get_by_label("Issued by").fill("Meridian Mutual")
    page.get_by_label("Number").fill(f"NS-{uuid4().hex[:6]}")
    page.get_by_label("Valid from").fill("2026-02-01")
    press(page, "Go on to the evidence")
