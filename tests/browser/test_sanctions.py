"""A paper is suspended by two, its owner answers, and an appeal undoes it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, sign_in

SENTENCE = "The insurer could not find the policy."
REPLY = "The policy is under the name of the owner. The insurer has the number."

CUT_OFF = """() => [...document.querySelectorAll("main :is(h2, td, select, textarea)")]
  .filter((each) => !each.closest(".sheet-scroll"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth)
  .map((each) => each.outerHTML.slice(0, 80))"""


@pytest.mark.own_server
def test_from_a_proposal_to_an_appeal(another_page, width):
    reviewer, second, third = another_page(), another_page(), another_page()
    owner, stranger = another_page(), another_page()
    sheet, code = given_a_paper_that_holds(reviewer)
    then_a_stranger_reads(stranger, code, "Valid", "Ends soon")

    when_one_proposes(reviewer, sheet)
    then_a_stranger_reads(stranger, code, "Valid", "Ends soon")
    when_another_confirms(second)
    then_a_stranger_reads(stranger, code, "Suspended", "Suspended")

    when_the_owner_replies(owner)
    stranger.goto(f"/v/{code}/")
    assert REPLY not in stranger.content()
    when_a_reviewer_publishes_it(reviewer)
    stranger.goto(f"/v/{code}/")
    expect(stranger.get_by_text(REPLY)).to_be_visible()
    assert axe(stranger) == []

    when_the_owner_appeals(owner)
    then_who_decided_cannot_decide_again(second)
    when_somebody_not_involved_overturns_it(third)
    then_a_stranger_reads(stranger, code, "Valid", "Ends soon")
    then_the_owner_reads_the_answer(owner)
    for page in (reviewer, owner, stranger):
        assert page.evaluate("document.documentElement.scrollWidth") == width


def given_a_paper_that_holds(page):
    """Its sheet in the admin, and its public code."""
    sign_in(page, "reviewer")
    page.goto("/cms/clinics/")
    page.get_by_role("link", name="Taller Coronilla").click()
    paper = page.get_by_role("link", name="Liability insurance of the clinic")
    expect(paper).to_be_visible()
    assert page.evaluate(CUT_OFF) == []
    paper.click()
    public = page.get_by_role("link", name="What the public sees").get_attribute("href")
    return page.url, public.strip("/").split("/")[-1]


def then_a_stranger_reads(page, code, word, on_the_badge):
    page.goto(f"/v/{code}/")
    assert page.locator("h1").inner_text().startswith(word)
    badge = page.request.get(f"/v/{code}/badge.svg").text()
    assert on_the_badge in badge


def when_one_proposes(page, sheet):
    page.goto(sheet)
    page.get_by_role("link", name="Propose to suspend").click()
    page.select_option("[name=reason]", "not_found")
    assert page.evaluate(CUT_OFF) == []
    page.fill("[name=text]", "No policy of that number.")
    page.fill("[name=public_sentence]", SENTENCE)
    page.get_by_role("button", name="Propose to suspend").click()
    page.get_by_text("Another reviewer confirms or declines it.").wait_for()


def when_another_confirms(page):
    sign_in(page, "second-reviewer")
    take_from_the_queue(page, "Suspend: Liability insurance of the clinic")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("Confirmed, and done.").wait_for()


def take_from_the_queue(page, name):
    page.goto("/cms/queue/")
    page.get_by_role("link", name=name).first.click()


def when_the_owner_replies(page):
    sign_in(page, "other-owner")
    page.goto("/workspace/taller-coronilla/")
    task = page.locator("li", has_text="Suspended: Liability insurance of the clinic")
    task.get_by_role("link").first.click()
    assert axe(page) == []
    page.get_by_role("link", name="Reply in public").click()
    assert axe(page) == []
    page.get_by_label("Your reply").fill(REPLY)
    page.get_by_role("button", name="Send to the reviewers").click()
    page.get_by_text("A reviewer reads it by").wait_for()


def when_a_reviewer_publishes_it(page):
    page.goto("/cms/queue/?kind=reply")
    page.get_by_role("link", name="Liability insurance of the clinic").first.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("The public reads it now.").wait_for()


def when_the_owner_appeals(page):
    page.get_by_role("link", name="Appeal", exact=True).click()
    page.get_by_label("What was wrong with the decision").fill("Ask for SL-88-2201.")
    page.get_by_role("button", name="Send the appeal").click()
    page.get_by_text("Somebody who was not involved decides by").wait_for()


def then_who_decided_cannot_decide_again(page):
    page.get_by_role("link", name="Look at the appeal").count() or page.reload()
    page.get_by_role("link", name="Look at the appeal").click()
    page.get_by_text("neither proposed nor confirmed").wait_for()
    expect(page.get_by_role("button", name="Overturn it")).to_have_count(0)


def when_somebody_not_involved_overturns_it(page):
    sign_in(page, "third-reviewer")
    page.goto("/cms/queue/?kind=appeal")
    page.get_by_role("link", name="Liability insurance of the clinic").first.click()
    page.get_by_role("button", name="Overturn it").click()
    page.get_by_text("Say why.").wait_for()
    page.fill("[name=note]", "The insurer has found the policy.")
    page.get_by_role("button", name="Overturn it").click()
    page.get_by_text("Decided, and whoever appealed hears of it.").wait_for()


def then_the_owner_reads_the_answer(page):
    page.reload()
    expect(page.get_by_text("The insurer has found the policy.").first).to_be_visible()
    expect(page.get_by_text("The decision is overturned.")).to_be_visible()
    assert axe(page) == []
