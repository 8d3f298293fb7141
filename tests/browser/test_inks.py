"""A laboratory report in a browser: three bad rows, mended, handed in, decided."""

import re
from uuid import uuid4

from tests.browser.conftest import axe, press, sign_in

THREE_WRONG = """Substance;Result;Unit;LOQ
Mercury;< 0,05;mg/kg;0,05
Nickel;{nickel};mg/kg;0,05
Organometallic tin;< 0,05;mg/kg;0,05
Antimony;< 0,05;mg/kg;0,05
Arsenic;0,11;mg/l;0,05
Barium soluble;3,2;mg/kg;0,5
Cadmium;below;mg/kg;0,02
Chromium (VI);n.d.;mg/kg;0,1
Cobalt;0,04;mg/kg;0,02
Copper soluble;1,8;mg/kg;0,1
Zinc soluble;1 400;mg/kg;0,5
Lead;80;µg/kg;20
Selenium;< 0,1;mg/kg;0,1
Benzo[a]pyrene;n.d.;ppb;1
Naphthalene;0,02;mg/kg;0,005
"""


def check(page) -> None:
    """Sound for axe, and nothing sticks out to the side."""
    width = "document.documentElement.{}Width"
    fits = f"{width.format('scroll')} <= {width.format('client')}"
    assert (axe(page), page.evaluate(fits)) == ([], True), page.url


def hand_in(page, number: str, *, nickel: str) -> None:
    """Paste a table with three bad rows, mend them, hand it in."""
    page.goto("/workspace/taller-coronilla/inks/reports/")
    page.get_by_role("link", name="Add a report").click()
    page.get_by_label("Batch").select_option(label="Tinta Serena Cinder, dark, TS-7741")
    page.get_by_label("Laboratory", exact=True).fill("Laboratori Mestral")
    page.get_by_label("Number of the report").fill(number)
    page.get_by_label("Date of the report").fill("2026-11-02")
    page.get_by_label("Paste the table").fill(THREE_WRONG.format(nickel=nickel))
    check(page)
    press(page, "Go on")

    page.get_by_role("heading", name="3 rows are to be mended").wait_for()
    check(page)
    page.get_by_role("link", name=re.compile("Row 8, Value")).click()
    page.get_by_role("group", name="Row 8").get_by_label("Value").fill("n.d.")
    page.get_by_role("group", name="Row 12").get_by_label("Value").fill("1400")
    press(page, "Read the rows")
    page.get_by_role("heading", name="1 row is to be mended").wait_for()
    page.get_by_role("group", name="Row 6").get_by_label("Unit").fill("mg/kg")
    press(page, "Read the rows")

    page.get_by_text("Every row is understood.").wait_for()
    check(page)
    press(page, "Hand it in to the reviewers")
    page.get_by_text("The report is with the reviewers.").wait_for()


def open_review(page, number: str) -> None:
    page.goto("/cms/queue/?kind=lab-report")
    addresses = page.locator("a[href*='/cms/queue/lab-report/']").evaluate_all(
        "links => [...new Set(links.map(a => a.getAttribute('href')))]"
    )
    for address in addresses:
        if address.endswith("/claim/"):
            continue
        page.goto(address)
        if page.get_by_text(number).count():
            break
    page.get_by_text(number).first.wait_for()
    press(page, "Claim for 30 minutes")
    page.get_by_text("You have it in hand until").wait_for()


def test_three_bad_rows_are_mended_and_what_is_over_the_limit_is_refused(
    page, another_page
):
    fine, over = (f"LM-{uuid4().hex[:6]}" for _ in range(2))
    sign_in(page, "other-owner")
    hand_in(page, fine, nickel="0,4")
    page.get_by_text("Below every limit tested").first.wait_for()
    hand_in(page, over, nickel="7,5")

    reviewer = another_page()
    sign_in(reviewer, "reviewer")
    open_review(reviewer, fine)
    reviewer.get_by_label("Accept: it speaks for its batch").check()
    press(reviewer, "Decide")
    reviewer.get_by_text("The decision is recorded.").wait_for()

    open_review(reviewer, over)
    reviewer.get_by_label("Accept: it speaks for its batch").check()
    press(reviewer, "Decide")
    reviewer.get_by_text(
        "It cannot be accepted. At or above the limit: Nickel."
    ).first.wait_for()
    reviewer.get_by_label("Refuse it for good").check()
    reviewer.get_by_label("Reason", exact=True).select_option("over_limit")
    reviewer.get_by_label("Reason in words, for the clinic").fill("Nickel is at 7.5.")
    press(reviewer, "Decide")
    reviewer.get_by_text("The decision is recorded.").wait_for()

    page.reload()
    page.get_by_text("Nickel is at 7.5.").wait_for()
    check(page)
    page.goto("/inks/tinta-serena/cinder-dark/")
    page.get_by_text(over).wait_for()
    page.get_by_text("At or above the limit: Nickel").first.wait_for()
    page.get_by_text("Below every limit tested").first.wait_for()
    check(page)
