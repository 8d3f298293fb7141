"""Somebody is asked to help, looks, ticks once they may, and is let go."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press, send, sign_in
from tests.browser.test_joining import PASSWORD
from tests.browser.test_moving import check, link_in

TICK = "Kept to it Keep your scalp dry"


@pytest.mark.own_server
def test_a_helper_looks_ticks_and_is_let_go(page, another_page, server):
    address = f"ana-{uuid4().hex[:8]}@example.org"
    sign_in(page, "client")
    page.goto("/my/helper/")
    send(page, "End it now")  # the demo's own helper; one is enough
    page.goto("/my/sharing/")
    check(page)
    page.get_by_role("link", name="Invite a helper").click()
    check(page)
    page.get_by_label("E-mail address of your helper").fill(address)
    press(page, "Send the invitation")
    expect(page.get_by_text(f"on its way to {address}.")).to_be_visible()
    check(page)

    ana = another_page()
    ana.goto(link_in(server.wait_for_mail(address)))
    press(ana, "Create an account to accept")
    ana.get_by_label("Your name").fill("Ana Ruiz")
    ana.get_by_label("Password").fill(PASSWORD)
    press(ana, "Create the account")
    press(ana, "Accept the invitation")
    expect(ana.get_by_text("you look only")).to_be_visible()
    check(ana)
    ana.get_by_role("main").get_by_role("link", name="Daniel").click()
    expect(ana.get_by_role("heading", level=1, name="Day 3 of 28")).to_be_visible()
    expect(ana.get_by_text("You help Daniel").first).to_be_visible()
    expect(ana.get_by_role("button", name=TICK)).to_have_count(0)
    check(ana)
    today = ana.url

    page.reload()
    press(page, "Let them tick for me")
    expect(page.get_by_text("Ana Ruiz may tick in your name now.")).to_be_visible()
    check(page)
    ana.reload()
    ana.get_by_role("button", name=TICK).click()
    expect(ana.get_by_text("Told by Ana Ruiz.")).to_be_visible()
    ana.get_by_role("link", name="Plan", exact=True).click()
    expect(ana.get_by_role("heading", level=1, name="The plan")).to_be_visible()
    check(ana)

    page.goto("/my/")
    expect(page.get_by_text("Told by Ana Ruiz.")).to_be_visible()
    check(page)
    page.goto("/my/helper/")
    press(page, "End it now")
    expect(page.get_by_text("sees nothing of your plan any more.")).to_be_visible()
    ana.goto(today)
    expect(ana.get_by_text("You help Daniel")).to_have_count(0)
    ana.goto("/helping/")
    expect(ana.get_by_text("You help nobody at present")).to_be_visible()
    check(ana)
