"""A paper from the clinic's desk to the public page, with one round of changes."""

import re
import sqlite3
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, press, sign_in
from tests.browser.server import DATABASE
from tests.browser.test_accounts import fits
from tests.factories import documents

# What Wagtail's own frame does to its headings and landmarks.
OF_WAGTAIL = ("region", "landmark-", "page-has-heading-one", "heading-order")


def is_sound(page):
    assert (axe(page), fits(page)) == ([], True)


def is_sound_in_admin(page):
    found = [each for each in axe(page) if not each.startswith(OF_WAGTAIL)]
    assert (found, fits(page)) == ([], True)


def a_file(name):
    return {
        "name": name,
        "mimeType": "application/pdf",
        "buffer": documents.pdf(f"{name} {uuid4()}"),
    }


def hand_in(page, number):
    """The owner begins a paper, puts a file into each required slot, submits it."""
    page.goto("/workspace/crown-row-studio/certifications/new/EN17169-CERT/")
    page.get_by_label("Issued by").fill("European Tattoo Body")
    page.get_by_label("Number").fill(number)
    page.get_by_label("Valid from").fill("2026-01-01")
    press(page, "Go on to the evidence")
    add(page, "certificate", "certificate.pdf")
    press(page, "Submit to the reviewers")
    page.get_by_text("With the reviewers.").wait_for()
    is_sound(page)


def add(page, slot, name):
    page.locator(f"#files-{slot}").set_input_files(a_file(name))
    page.locator(f"#slot-{slot} button[type=submit]").click()
    page.get_by_text(name).first.wait_for()


def claim(page):
    """From the queue by the keyboard, then by the button."""
    page.goto("/cms/queue/?kind=certification")
    page.get_by_role("heading", name="Queue").wait_for()
    is_sound_in_admin(page)
    opened = page.locator(".queue__open", has_text="EN 17169: Crown Row").first
    for _step in range(20):
        page.keyboard.press("j")
        if opened.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Claim for 30 minutes").click()
    page.get_by_role("button", name="Let go").wait_for()


def answer(page, slot, found):
    box = page.locator(".review-slot", has_text=slot)
    box.get_by_label(found, exact=True).check()
    return box


def accept(page, verification):
    """Answer all that accepting asks for, and press the button."""
    answer(page, "The certificate", "Accepted")
    for tick in page.locator("[name=checked]").all():
        tick.check()
    page.get_by_label("I do not work for this clinic").check()
    page.get_by_label("How it was verified").select_option(verification)
    press(page, "Accept the paper")


def two_decide_on(server, code):
    """As if the reviewers had changed the kind in the catalogue."""
    with sqlite3.connect(server.folder / DATABASE) as database:
        change = "UPDATE clinics_certificationtype SET approvals_needed = 2"
        database.execute(f"{change} WHERE code = ?", [code])
    database.close()


@pytest.mark.own_server
def test_paper_is_mended_once_and_the_next_one_seen_by_two(page, another_page, server):
    number = f"EN-{uuid4().hex[:8]}"
    reviewer, second = another_page(), another_page()
    sign_in(page, "owner")
    sign_in(reviewer, "reviewer")
    sign_in(second, "second-reviewer")

    hand_in(page, number)
    claim(reviewer)
    drawn = reviewer.locator(".evidence img").first
    drawn.evaluate("picture => picture.decode()")
    is_sound_in_admin(reviewer)
    box = answer(reviewer, "The certificate", "Deficient")
    box.get_by_label("Reason").select_option("unreadable")
    reviewer.evaluate("later = Date.now() + 360000; Date.now = () => later")
    with reviewer.expect_request(lambda request: request.method == "HEAD"):
        box.get_by_label("What is to be mended").fill("The date is cut off.")
    reviewer.get_by_label("I do not work for this clinic").check()
    press(reviewer, "Request changes")
    reviewer.get_by_text("Decided: Changes requested.").wait_for()

    page.reload()
    page.get_by_text("The date is cut off.").first.wait_for()
    add(page, "certificate", "mended.pdf")
    press(page, "Submit to the reviewers")
    page.get_by_text("With the reviewers.").wait_for()

    claim(reviewer)
    reviewer.get_by_text("New in this round").wait_for()
    reviewer.get_by_text("Round 1:").wait_for()
    accept(reviewer, "register")
    reviewer.get_by_text("Say what you found in the register.").wait_for()
    is_sound_in_admin(reviewer)
    reviewer.get_by_label("What the issuer's register says").fill("Entry 17, in force.")
    press(reviewer, "Accept the paper")
    reviewer.get_by_text("Decided: Accepted.").wait_for()
    is_shown_to_the_public(page, number)

    two_decide_on(server, "EN17169-CERT")
    another = f"EN-{uuid4().hex[:8]}"
    hand_in(page, another)
    claim(reviewer)
    accept(reviewer, "issuer")
    reviewer.get_by_text("in force once another reviewer approves").wait_for()
    claim(second)
    expect(second.get_by_text("Decided so far")).to_have_count(0)
    accept(second, "document_seen")
    second.get_by_text("Decided: Accepted.").wait_for()
    is_shown_to_the_public(page, another)


def is_shown_to_the_public(page, number):
    page.reload()
    page.get_by_role("link", name="What the public sees").click()
    page.get_by_text(number).wait_for()
    assert re.search(r"/v/[\w-]+/$", page.url)
