"""A client in the underground: Today opens, answers wait, and arrive once."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, sign_in
from tests.browser.test_plan import KEEP_DRY, line

NO_TOUCH = "Do not touch, rub, scratch or pick"
NO_PRODUCTS = "No creams, oils or sprays unless your clinic says so"

TICK = f"Kept to it {KEEP_DRY}"
ONE_WIDTH = pytest.mark.parametrize("width", [390], indirect=True)


def today_kept(page) -> None:
    """Sign in, open Today, and wait until the phone has its copy."""
    sign_in(page, "client")
    page.goto("/my/")
    page.evaluate(
        """async () => {
            const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
            const kept = await caches.open("scalpwise-today");
            const parts = await caches.open("scalpwise-parts");
            while (!(await kept.match("/my/"))) await pause();
            while ((await parts.keys()).length < 5) await pause();
        }"""
    )


@ONE_WIDTH
@pytest.mark.own_server
def test_a_tick_made_offline_arrives_once(page, problems):
    problems.expect("ERR_INTERNET_DISCONNECTED")
    problems.expect("ERR_FAILED")
    today_kept(page)
    page.context.set_offline(True)
    page.goto("/my/")
    expect(page.get_by_text("you are offline.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Day 3 of 28")).to_be_visible()
    page.get_by_role("button", name=TICK).click()
    expect(line(page, KEEP_DRY)).to_contain_text("Kept on this phone, not sent yet.")
    assert axe(page) == []
    page.reload()  # the phone was put down and taken up again
    expect(line(page, KEEP_DRY)).to_contain_text("Kept on this phone, not sent yet.")
    expect(page.get_by_text("not sent yet: 1.")).to_be_visible()

    page.context.set_offline(False)
    expect(page.get_by_role("button", name=f"Undo {KEEP_DRY}")).to_be_visible()
    expect(page.get_by_text("you are offline.")).to_have_count(0)
    expect(page.get_by_text("not sent yet")).to_have_count(0)
    page.get_by_role("button", name=f"Undo {KEEP_DRY}").click()
    expect(page.get_by_role("button", name=TICK)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name=TICK)).to_be_visible()


def waits(page, number: int) -> None:
    expect(page.get_by_text(f"not sent yet: {number}.")).to_be_visible()


def answer_beside_the_tick(page, title: str, answer: str) -> None:
    line(page, title).get_by_text("Why", exact=False).first.click()
    line(page, title).locator("[data-others]").click()
    if reason := answer.removeprefix("Skip it: ").strip() if ":" in answer else "":
        page.get_by_label(reason).check()
        answer = "Skip it"
    line(page, title).get_by_role("button", name=answer, exact=True).click()


@ONE_WIDTH
@pytest.mark.own_server
def test_every_answer_is_kept_in_its_order_and_arrives_once(page, problems):
    problems.expect("ERR_INTERNET_DISCONNECTED")
    problems.expect("ERR_FAILED")
    today_kept(page)
    page.context.set_offline(True)
    page.goto("/my/")
    page.get_by_role("button", name=TICK).click()
    waits(page, 1)
    expect(page.get_by_role("button", name=f"Undo {KEEP_DRY}")).to_be_focused()
    page.get_by_role("button", name=f"Undo {KEEP_DRY}").click()
    waits(page, 2)
    expect(page.get_by_role("button", name=TICK)).to_be_visible()

    answer_beside_the_tick(page, NO_TOUCH, "It happened")
    expect(line(page, NO_TOUCH)).to_contain_text("It happens to many people.")
    waits(page, 3)
    answer_beside_the_tick(page, NO_PRODUCTS, "Skip it: My clinic told me otherwise.")
    expect(line(page, NO_PRODUCTS)).to_contain_text("Skipped")
    waits(page, 4)
    assert axe(page) == []
    page.get_by_text("more things that go on").click()
    rest = page.locator(".more > ol > li").count()
    page.get_by_role("button", name="I kept to all of these").click()
    waits(page, 4 + rest)
    page.reload()
    waits(page, 4 + rest)
    expect(page.get_by_role("button", name=TICK)).to_be_visible()
    expect(line(page, NO_PRODUCTS)).to_contain_text("Skipped")

    page.context.set_offline(False)
    expect(page.get_by_text("you are offline.")).to_have_count(0)
    expect(page.get_by_text("not sent yet")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name=TICK)).to_be_visible()
    expect(line(page, NO_TOUCH)).to_contain_text("It happened")
    expect(line(page, NO_PRODUCTS)).to_contain_text("My clinic told me otherwise.")
    page.get_by_text("more things that go on").click()
    expect(page.locator(".more .step--done")).to_have_count(rest)


@ONE_WIDTH
@pytest.mark.own_server
def test_a_network_that_goes_while_the_page_is_open(page, problems):
    problems.expect("ERR_INTERNET_DISCONNECTED")
    problems.expect("ERR_FAILED")
    today_kept(page)
    page.get_by_role("button", name=TICK).click()
    undo = page.get_by_role("button", name=f"Undo {KEEP_DRY}")
    expect(undo).to_be_visible()
    page.context.set_offline(True)
    undo.click()
    waits(page, 1)
    page.context.set_offline(False)
    expect(page.get_by_text("not sent yet")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name=TICK)).to_be_visible()


@ONE_WIDTH
@pytest.mark.own_server
def test_nothing_is_left_after_signing_out(page, problems):
    problems.expect("ERR_INTERNET_DISCONNECTED")
    problems.expect("ERR_FAILED")
    today_kept(page)
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    assert page.evaluate("caches.keys()") == []
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto("/my/")


@ONE_WIDTH
def test_a_page_that_is_not_kept_says_what_is(page, problems):
    problems.expect("ERR_INTERNET_DISCONNECTED")
    problems.expect("ERR_FAILED")
    problems.expect("503")
    today_kept(page)
    page.context.set_offline(True)
    page.goto("/my/reports/")
    expect(page.get_by_role("heading", level=1, name="No network")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1, name="Day 3 of 28")).to_be_visible()
