"""A client in the underground reports: kept while typed, it waits and is sent once."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, sign_in

ONE_WIDTH = pytest.mark.parametrize("width", [390], indirect=True)
FORM = "/my/report/"
NOT_SENT = (
    "Not sent yet: it is kept on this phone and sent as soon as there is a network."
)


@pytest.fixture
def phone(page, problems):
    """A phone on which Today was opened, and which has kept the form by then."""
    problems.expect("ERR_INTERNET_DISCONNECTED")
    problems.expect("ERR_FAILED")
    sign_in(page, "client")
    page.goto("/my/")
    page.evaluate(
        """async () => {
            const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
            const kept = await caches.open("scalpwise-today");
            const parts = await caches.open("scalpwise-parts");
            const names = async () => (await parts.keys()).map(({ url }) => url).join();
            while (!(await kept.match("/my/report/"))) await pause();
            while (!/report[^/]*css/.test(await names())) await pause();
        }"""
    )
    return page


def answer(page, question: str, value: str) -> None:
    page.locator(f"input[name={question}][value='{value}']").check()


def answered(page, question: str):
    return page.locator(f"input[name={question}]:checked")


def send(page) -> None:
    page.get_by_role("button", name="Send", exact=True).click()


def reports(page) -> list[str]:
    """The addresses of all reports, as the page that lists them has them."""
    page.goto("/my/reports/")
    return [each.get_attribute("href") for each in page.locator(".card h2 a").all()]


@ONE_WIDTH
@pytest.mark.own_server
def test_a_report_written_offline_is_sent_once(phone):
    before = len(reports(phone))
    phone.context.set_offline(True)
    phone.goto("/my/")
    phone.get_by_role("link", name="Check in").click()
    expect(
        phone.get_by_text("You are offline. Fill this in all the same")
    ).to_be_visible()
    card = phone.locator(".care-card--emergency")
    assert card.bounding_box()["y"] < phone.locator("h1").bounding_box()["y"]
    answer(phone, "trend", "better")
    answer(phone, "redness_extent", "1")
    phone.get_by_label("Anything your clinic should know").fill("In the underground.")
    assert axe(phone) == []
    send(phone)
    expect(phone.get_by_text(NOT_SENT)).to_be_in_viewport()
    expect(
        phone.get_by_text("If it is urgent, do not wait for the network")
    ).to_be_visible()
    expect(phone.locator("form[data-report]")).to_be_hidden()
    expect(card).to_have_count(1)
    assert axe(phone) == []
    phone.reload()  # the phone was put down and taken up again
    expect(phone.get_by_text(NOT_SENT)).to_be_visible()
    phone.goto("/my/")
    expect(phone.get_by_text(NOT_SENT)).to_be_visible()
    phone.goto(FORM)

    phone.context.set_offline(False)
    expect(phone.get_by_text("Your report was sent.")).to_be_visible()
    expect(phone.get_by_text(NOT_SENT)).to_have_count(0)
    phone.reload()
    phone.get_by_role("button", name="Read the answer").click()
    expect(phone.get_by_text("In the underground.")).to_be_visible()
    assert len(reports(phone)) == before + 1
    phone.goto(FORM)
    expect(phone.locator("form[data-report]")).to_be_visible()
    expect(phone.get_by_text("Your report was sent")).to_have_count(0)
    assert len(reports(phone)) == before + 1


@ONE_WIDTH
@pytest.mark.own_server
def test_a_report_whose_answer_is_lost_is_sent_again_and_is_one(phone, problems):
    before = len(reports(phone))
    phone.goto(FORM)
    answer(phone, "trend", "better")
    arrived = []

    def lose_the_first(route):
        if arrived:
            return route.continue_()
        arrived.append(route.fetch().status)
        return route.abort("internetdisconnected")

    phone.route("**/my/report/late/", lose_the_first)
    send(phone)
    expect(phone.get_by_text(NOT_SENT)).to_be_visible()
    phone.get_by_role("button", name="Try now").click()
    expect(phone.get_by_text("Your report was sent.")).to_be_visible()
    assert arrived == [200]
    assert len(reports(phone)) == before + 1


@ONE_WIDTH
@pytest.mark.own_server
def test_a_sign_that_cannot_wait_is_answered_without_a_network(phone):
    phone.context.set_offline(True)
    phone.goto(FORM)
    answer(phone, "red_flags", "breathing")
    expect(phone.locator(".when-ticked")).to_be_visible()
    phone.get_by_role("button", name="Send this now").click()
    expect(phone.get_by_text("You ticked a sign that cannot wait")).to_be_in_viewport()
    expect(phone.get_by_text(NOT_SENT)).to_be_visible()
    assert axe(phone) == []

    phone.context.set_offline(False)
    expect(
        phone.get_by_text("Your report was sent. Emergency number now.")
    ).to_be_visible()


@ONE_WIDTH
@pytest.mark.own_server
def test_what_was_typed_outlives_a_reload_and_both_pages(phone):
    before = len(reports(phone))
    phone.goto(FORM)
    answer(phone, "trend", "worse")
    answer(phone, "pain_nrs", "6")
    phone.get_by_label("Anything your clinic should know").fill("Since last night.")
    phone.reload()
    expect(answered(phone, "trend")).to_have_value("worse")
    expect(answered(phone, "pain_nrs")).to_have_value("6")
    expect(phone.get_by_text("This phone kept what you typed")).to_be_visible()
    send(phone)
    expect(phone.get_by_role("heading", name="A few more questions")).to_be_visible()
    phone.locator("input[name=temp]").fill("37.1")
    phone.goto(FORM)
    expect(answered(phone, "pain_nrs")).to_have_value("6")
    send(phone)
    expect(phone.locator("input[name=temp]")).to_have_value("37.1")
    send(phone)
    expect(phone.get_by_text("Since last night.")).to_be_visible()
    assert len(reports(phone)) == before + 1
    phone.goto(FORM)
    expect(answered(phone, "trend")).to_have_count(0)


@ONE_WIDTH
@pytest.mark.own_server
def test_what_is_refused_stays_on_the_phone_with_the_reason(phone):
    phone.context.set_offline(True)
    phone.goto(FORM)
    answer(phone, "trend", "better")
    phone.get_by_text("Fever or shivering", exact=True).click()
    phone.locator("input[name=temp]").fill("warm")
    send(phone)
    expect(phone.get_by_text(NOT_SENT)).to_be_visible()
    phone.context.set_offline(False)
    refused = phone.get_by_text("Not sent, and still on this phone: Type a temperature")
    expect(refused).to_be_visible()
    phone.reload()
    expect(refused).to_be_visible()
    phone.get_by_role("button", name="Change it").click()
    expect(answered(phone, "trend")).to_have_value("better")
    send(phone)
    expect(phone.locator(".error-summary")).to_contain_text("Type a temperature")
    phone.locator("input[name=temp]").fill("37")
    send(phone)
    phone.wait_for_url("**/my/reports/*/")
    expect(phone.get_by_text("37 °C", exact=True)).to_be_visible()


@ONE_WIDTH
@pytest.mark.own_server
def test_nobody_else_sees_or_sends_what_one_person_typed(phone):
    sent = []
    phone.on("request", lambda request: sent.append(urlsplit(request.url).path))
    phone.goto(FORM)
    phone.get_by_label("Anything your clinic should know").fill("Only for my clinic.")
    phone.evaluate(
        """async () => {
            const [row] = await phone.reports.all();
            const key = crypto.randomUUID();
            await phone.reports.keep({ ...row, key, state: "waiting" });
        }"""
    )
    phone.context.clear_cookies()  # the session ran out; nobody signed out
    sign_in(phone, "other-client")
    phone.goto("/my/")
    phone.goto(FORM)
    expect(phone.get_by_text("Only for my clinic.")).to_have_count(0)
    expect(phone.get_by_text(NOT_SENT)).to_have_count(0)
    assert phone.evaluate("phone.reports.all()") == []
    assert "/my/report/late/" not in sent


@ONE_WIDTH
@pytest.mark.own_server
def test_signing_out_takes_the_draft_along(phone):
    phone.goto(FORM)
    answer(phone, "trend", "worse")
    phone.goto("/account/logout/")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(lambda url: urlsplit(url).path == "/")
    sign_in(phone, "client")
    phone.goto(FORM)
    expect(answered(phone, "trend")).to_have_count(0)
    assert phone.evaluate("phone.reports.all()") == []
