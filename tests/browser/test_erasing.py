"""A person is erased: asked for, waited for, carried out; a clinic names nobody."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.demo import files
from tests.browser import days
from tests.browser.conftest import press, send, sign_in

ADDRESS = "other-client@example.com"
TREATMENTS = "/workspace/taller-coronilla/treatments/"
KEPT = """
from aftercare.models import Session
session = Session.objects.for_reading().get(pk={pk})
print(session.local_date, session.clinic, session.practitioner)
print([str(each.bottle) for each in session.bottles.all()], session.health.risks)
print(session.treatment.client.user, "|", session.treatment.title)
"""
ERASE = "aftercare.domain.erasures.carry_out_due"


def came_in(page: Page) -> bool:
    page.goto("/account/login/")
    page.fill("input[name=login]", ADDRESS)
    page.fill("input[name=password]", files.password())
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    return "/account/login" not in page.url


@pytest.mark.own_server
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_erased_after_seven_days_and_not_before(another_page, server, scripts):
    lucia, clinic = (another_page(java_script_enabled=scripts) for _ in range(2))
    sign_in(lucia, "other-client")
    sign_in(clinic, "other-owner")
    session = given_a_session_of_hers(clinic)
    number = re.search(r"/sessions/(\d+)/", session)[1]
    facts = days.lines(server, KEPT.format(pk=number))

    when_she_asks_to_be_erased(lucia)
    days.run_later(server, ERASE, days=6)
    lucia.goto("/my/")
    press(lucia, "I want to stay")
    expect(lucia.get_by_text("You stay. Nothing was erased.")).to_be_visible()
    days.run_later(server, ERASE, days=30)
    lucia.goto("/my/passport/")
    expect(lucia.get_by_role("heading", name="Ink passport", level=1)).to_be_visible()

    when_she_asks_to_be_erased(lucia)
    before = len(server.mails_to(ADDRESS))
    days.run_later(server, ERASE, days=8)
    server.wait_for_mail(ADDRESS, after=before)
    then_nobody_is_signed_in_as_her(lucia)
    then_the_clinic_finds_no_name(clinic, session)
    *unnamed, person = days.lines(server, KEPT.format(pk=number))
    assert (unnamed, person) == (facts[:-1], "Somebody who has left | –")


def given_a_session_of_hers(clinic) -> str:
    clinic.goto(TREATMENTS)
    rows = clinic.get_by_role("main").get_by_role("link", name=re.compile("Lucía"))
    rows.first.click()
    expect(clinic.get_by_text("Lucía Ferrer").first).to_be_visible()
    return clinic.url


def when_she_asks_to_be_erased(lucia):
    lucia.goto("/my/data/")
    lucia.get_by_role("link", name="What would be erased").click()
    send(lucia, "Erase me in seven days")
    if "/account/reauthenticate/" in lucia.url:  # it is a while since she came in
        lucia.get_by_label("Password").fill(files.password())
        lucia.get_by_label("Password").press("Enter")
    expect(lucia.get_by_text("Your account will be erased")).to_be_visible()


def then_nobody_is_signed_in_as_her(lucia):
    lucia.goto("/my/")
    assert "/account/login" in lucia.url
    assert not came_in(lucia)


def then_the_clinic_finds_no_name(clinic, session):
    clinic.goto("/workspace/taller-coronilla/clients/")
    clinic.get_by_role("link", name=re.compile("^Ended")).click()
    expect(clinic.get_by_text("Somebody who has left")).to_be_visible()
    for address in (clinic.url, TREATMENTS, f"{TREATMENTS}record/", session):
        clinic.goto(address)
        expect(clinic.get_by_text("Lucía")).to_have_count(0)
