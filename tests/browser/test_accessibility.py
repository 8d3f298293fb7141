"""Everybody can read every page: axe, both colour schemes, big text, small screens."""

import json
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import HEIGHTS, axe
from tests.browser.server import ROOT, environment

PUBLIC = (
    "article",
    "article_index",
    "article_overdue",
    "check",
    "clinic",
    "clinic_suspended",
    "directory",
    "gallery",
    "guide",
    "guide_index",
    "home",
    "ink",
    "ink_index",
    "invitation_waiting",
    "login",
    "password_reset",
    "practitioner",
    "risk_factor",
    "risk_factor_index",
    "signup",
    "verification",
    "verification_keys",
    "verification_valid",
)
# The answer about a paper, in its other states: other words and colours.
ANSWERS = (
    "verification_emergency",
    "verification_expired",
    "verification_expiring",
    "verification_not_yet_valid",
    "verification_renewal_under_review",
    "verification_reply",
    "verification_revoked",
    "verification_superseded",
    "verification_suspended",
)
SIGNED_IN = {
    "account": "client",
    "bottles": "owner",
    "check_in": "client",
    "client_active": "owner",
    "clinic_plan": "owner",
    "clients": "owner",
    "figures": "owner",
    "health": "client",
    "helper": "client",
    "inbox": "owner",
    "lab_report": "owner",
    "lab_report_draft": "other-owner",
    "lab_report_rejected": "other-owner",
    "outside_report": "traveller",
    "own_data": "client",
    "own_report_acknowledged": "client",
    "paper_changes_requested": "owner",
    "paper_draft": "owner",
    "paper_submitted": "other-owner",
    "passport": "client",
    "photos": "client",
    "plan": "client",
    "plan_calendar": "client",
    "reminders": "client",
    "report_reopened": "owner",
    "reports": "client",
    "second_factor": "client",
    "session_handed_over": "owner",
    "session_record": "owner",
    "sessions": "client",
    "sharing": "client",
    "thread": "owner",
    "today": "client",
    "treatment": "owner",
    "treatments": "owner",
    "workspace_decisions": "other-owner",
}
# Not HTML of ours: files for machines, and screens of Wagtail.
ELSEWHERE = {
    "attached_pdf",
    "attached_picture",
    "cms",
    "cms_agreement",
    "cms_appeal",
    "cms_article_in_review",
    "cms_edit_article",
    "cms_message_decided",
    "cms_message_waiting",
    "cms_outside_report",
    "cms_paper",
    "cms_proposal",
    "cms_report",
    "cms_report_note",
    "cms_second_look",
    "cms_timeline",
    "evidence_file",
    "evidence_page",
    "feed",
    "live",
    "queue",
    "ready",
    "report_due",
    "report_readability",
    "report_sources",
    "review",
    "robots",
    "sitemap",
}
# The same page as another key, in another state.
ALIKE = {
    "client_asked",
    "client_ended",
    "client_invitation_accepted",
    "client_invitation_expired",
    "client_invitation_waiting",
    "helper_invitation_accepted",
    "invitation_accepted",
    "invitation_expired",
    "invitation_withdrawn",
    "lab_report_accepted",
    "lab_report_changes_requested",
    "lab_report_submitted",
    "own_report_answered",
    "own_thread",
    "paper_rejected",
    "report_acknowledged",
    "report_answered",
    "report_level_1",
    "report_level_2",
    "report_level_3",
    "report_level_4",
    "report_resolved",
    "report_waiting",
    "session_received",
    "session_recorded",
}

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVING = """() => [...document.querySelectorAll('*')].filter((element) => {
    const style = getComputedStyle(element);
    const times = `${style.transitionDuration}, ${style.animationDuration}`;
    return times.split(', ').some((time) => parseFloat(time) > 0.01);
}).map((element) => element.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="session")
def addresses(demo_world) -> dict[str, str]:
    """Where one object of each kind stands in the demo world."""
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--addresses"],
        cwd=ROOT,
        env=environment(demo_world, port=8000),
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def look_at(page, address: str) -> None:
    """Open it, and be sent to no door instead: doors have no faults to find."""
    page.goto(address)
    asked, shown = urlsplit(address).path, urlsplit(page.url).path
    assert shown == asked or not shown.startswith("/account/")


def overflow(page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate(TOO_WIDE)


def test_every_page_of_the_demo_is_looked_at(addresses):
    assert addresses.keys() - ELSEWHERE - ALIKE == {*PUBLIC, *ANSWERS, *SIGNED_IN}


@pytest.mark.parametrize("width", [390], indirect=True)
@pytest.mark.parametrize("key", [*PUBLIC, *ANSWERS, *SIGNED_IN])
def test_a_page_is_readable_and_fits(key, page, come_in, addresses):
    """At both widths in both schemes; on a very small screen; in very big type."""
    if key in SIGNED_IN:
        come_in(page, SIGNED_IN[key])
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    look_at(page, addresses[key])
    faults = {}
    for width, height in HEIGHTS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        faults[width, "light"] = axe(page)
        faults[width, "moving"] = page.evaluate(MOVING)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        # A scheme changes nothing else.
        faults[width, "dark"] = axe(page, runOnly=["cat.color"])
    page.set_viewport_size({"width": 320, "height": 640})
    too_wide = {"small screen": overflow(page)}
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    too_wide["big type"] = overflow(page)

    assert {key: found for key, found in faults.items() if found} == {}
    assert too_wide == {"small screen": 0, "big type": 0}


def test_the_gallery_turns_round_for_languages_from_right_to_left(page):
    page.goto("/gallery/?dir=rtl")
    crumbs = page.locator("main nav li")
    first, second = (crumbs.nth(number).bounding_box() for number in (0, 1))

    assert page.locator("html").get_attribute("dir") == "rtl"
    assert first["x"] > second["x"]
    assert overflow(page) == 0
    assert axe(page) == []


@pytest.mark.parametrize("width", [390], indirect=True)
def test_an_article_is_whole_without_javascript(another_page):
    page = another_page(java_script_enabled=False)
    page.goto("/side-effects/redness/")

    main = page.locator("main")
    expect(main.locator("h1")).to_be_visible()
    expect(main.locator("svg[role=img]").first).to_be_visible()
    for heading in main.locator("article h2").all():
        expect(heading).to_be_visible()
    for card in main.locator(".care-card").all():
        expect(card).to_be_visible()
    assert main.locator(".care-card").count() >= 2
