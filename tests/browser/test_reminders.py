"""A client chooses the hour, gets one letter, and ends them from the letter."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser import server as servers
from tests.browser.conftest import sign_in
from tests.browser.test_plan import check


def remind(server) -> None:
    port = int(server.url.rpartition(":")[2])
    subprocess.run(
        [sys.executable, "manage.py", "remind_of_plans"],
        cwd=servers.ROOT,
        env=servers.environment(server.folder, port=port),
        capture_output=True,
        check=True,
    )


@pytest.mark.own_server
def test_from_the_hour_to_the_way_out(page, another_page, server):
    sign_in(page, "client")
    page.goto("/my/")
    page.get_by_role("link", name="Reminders").click()
    page.wait_for_url("**/my/reminders/")
    check(page)
    page.get_by_label("At", exact=True).select_option("03:00")
    page.get_by_role("button", name="Keep").click()
    expect(
        page.get_by_text("Choose an hour outside the quiet hours.").first
    ).to_be_visible()
    check(page)
    page.get_by_label("At", exact=True).select_option("00:00")
    page.get_by_label("Quiet from").select_option("00:00")
    page.get_by_label("Quiet until").select_option("00:00")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Your reminders are set.")).to_be_visible()

    for _twice in range(2):
        remind(server)
    letters = [
        mail
        for mail in server.mails_to("client@example.com")
        if mail["Subject"] == "Your plan for today is ready"
    ]
    assert len(letters) == 1

    stranger = another_page(java_script_enabled=False)
    stranger.goto(letters[0]["List-Unsubscribe"].strip(" <>"))
    stranger.get_by_role("button", name="End these reminders").click()
    expect(
        stranger.get_by_role("heading", name="No more reminders come by e-mail")
    ).to_be_visible()
    page.goto("/my/reminders/")
    expect(page.get_by_label("Remind me by e-mail")).not_to_be_checked()
