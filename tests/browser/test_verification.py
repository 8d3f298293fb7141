"""A phone in front of a poster: what the code leads to, and what it says there."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, sign_in
from tests.browser.server import ROOT, environment

# One paper that holds and one that was suspended, of the clinic that the demo's owner
# works at; and the page for each.
PAPERS = """
import datetime
from django.utils import timezone
from clinics.domain import certifications as papers
from clinics.enums import Category, Claim, Reason, Subject, Verification
from clinics.models import CertificationType, Clinic
from portal.accounts.models import User

owner = User.objects.get(email="owner@example.com")
reviewer = User.objects.get(email="reviewer@example.com")
clinic = Clinic.objects.worked_at_by(owner, on=timezone.localdate()).first()
kind = CertificationType.objects.create(
    code="BROWSER", category=Category.LICENCE, subject=Subject.CLINIC,
    claim=Claim.LICENSED, best_verification=Verification.ISSUER,
    name={"en": "Premises licence"}, shows={"en": "The premises were inspected."},
    does_not_show={"en": "Nothing about the ink."}, longest_validity_months=36,
)
today = timezone.localdate()
def paper():
    made = papers.draft(
        kind, clinic, by=owner, issuer="Cardiff Council",
        valid_from=today - datetime.timedelta(days=30),
        valid_until=today + datetime.timedelta(days=300),
    )
    papers.submit(made, by=owner)
    return papers.accept(made, by=reviewer, verification=Verification.ISSUER)
holds, gone = paper(), paper()
papers.suspend(
    gone, by=reviewer, reason=Reason.COMPLAINT, text="A complaint.",
    proposed_by=User.objects.get(email="second-reviewer@example.com"),
    public_sentence="The council looks into a complaint.",
)
print(clinic.slug, holds.shown_code, gone.shown_code)
"""


@pytest.fixture
def papers(server):
    """(slug of the clinic, code of a paper that holds, code of a suspended one)."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", PAPERS],
        cwd=ROOT,
        env=environment(server.folder, port=int(server.url.rpartition(":")[2])),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-3:]


@pytest.mark.own_server
def test_poster_from_the_workspace_to_the_phone_in_front_of_it(
    page, another_page, papers, problems, width
):
    clinic, holds, suspended = papers

    when_the_owner_looks_at_the_sheet(page, clinic, holds)
    scanned = page.locator(".qr title").text_content().split()[-1]
    then_a_phone_that_scans_it_reads_at_one_look(another_page(), scanned, width)
    then_the_badge_is_drawn(page, clinic, holds)
    then_a_suspended_paper_says_so(another_page(), suspended)
    then_a_mistyped_code_is_mended(another_page(), holds, problems)
    then_a_stranger_reports_the_poster_once(another_page(), holds)


def when_the_owner_looks_at_the_sheet(page, clinic, code):
    sign_in(page, "owner")
    page.goto(f"/workspace/{clinic}/")
    page.get_by_role("link", name="Poster and badge").first.click()
    assert axe(page) == []
    page.goto(f"/workspace/{clinic}/certifications/{code}/share/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the sheet (PDF)").click()
    assert download.value.suggested_filename == f"scalpwise-{code}.pdf"
    page.get_by_role("link", name="Look at it first").click()
    assert axe(page) == []


def then_a_phone_that_scans_it_reads_at_one_look(phone, scanned, width):
    phone.goto(scanned)
    word = phone.locator("h1")
    expect(word).to_have_text("Valid")
    here = phone.get_by_role("heading", name="Are you standing here?")
    for seen in (word, here):  # without scrolling
        box = seen.bounding_box()
        assert box["y"] + box["height"] < phone.viewport_size["height"]
    assert phone.evaluate("document.documentElement.scrollWidth") == width
    assert phone.context.cookies() == []
    assert axe(phone) == []


def then_the_badge_is_drawn(page, clinic, code):
    page.goto(f"/workspace/{clinic}/certifications/{code}/share/")
    image = page.get_by_alt_text("The badge as it looks today")
    assert image.evaluate("(image) => image.complete && image.naturalWidth") == 180


def then_a_suspended_paper_says_so(phone, code):
    phone.goto(f"/v/{code}/")
    expect(phone.locator("h1")).to_have_text("Suspended")
    expect(phone.get_by_text("The council looks into a complaint.")).to_be_visible()
    assert axe(phone) == []


def then_a_mistyped_code_is_mended(phone, code, problems):
    phone.goto("/v/")
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    phone.get_by_label("Code on the poster").fill(wrong)
    phone.get_by_role("button", name="See whether it holds").click()
    expect(phone.locator("h1")).to_have_text("Mistyped")
    assert axe(phone) == []
    phone.get_by_label("Code on the poster").fill(code.lower().replace("-", " "))
    phone.get_by_role("button", name="See whether it holds").click()
    expect(phone.locator("h1")).to_have_text("Valid")


def then_a_stranger_reports_the_poster_once(phone, code):
    phone.goto(f"/v/{code}/")
    phone.get_by_role("link", name="The poster hangs elsewhere").click()
    phone.get_by_role("button", name="Send the report").click()
    expect(phone.get_by_role("alert")).to_contain_text("Please check your answers")
    assert axe(phone) == []
    phone.get_by_label("It hangs at another place").check()
    phone.get_by_label("Where did you see it?").fill("Corner shop")
    phone.get_by_role("button", name="Send the report").click()
    expect(phone.get_by_role("status")).to_contain_text("Thank you.")
    expect(phone.locator("h1")).to_have_text("Valid")
