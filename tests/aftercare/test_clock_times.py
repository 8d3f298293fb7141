"""Moments are told by the clock of whoever reads: the person, or the clinic."""

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from aftercare import own_data, printing
from aftercare.domain import passports
from clinics.enums import ClinicRole, ContactKind
from portal.ui import sheets
from tests.aftercare.domain.test_reports import FINE, INFECTED, send
from tests.answers import text_of
from tests.conftest import NOW, TODAY
from tests.factories.accounts import PASSWORD, ConsentFactory, UserFactory
from tests.factories.aftercare import (
    AmendmentFactory,
    HelperFactory,
    SessionDraftFactory,
)
from tests.factories.clinics import (
    ClinicFactory,
    MembershipFactory,
    UrgentContactFactory,
)
from tests.factories.plans import launched
from tests.factories.reports import MessageFactory, SymptomReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
# NOW is 09:00 by UTC.
IN_LOS_ANGELES = "23 November 2026, 01:00"
IN_TOKYO = "23 November 2026, 18:00"


@pytest.fixture
def plan(client_link):
    """Of Cleo, who lives by the clock of Los Angeles."""
    return launched(client_link.user, days_ago=3)


def signed_in(user) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def words(response) -> str:
    assert response.status_code == 200
    return text_of(response.content.decode())


def test_a_report_tells_its_course_by_the_clock_of_its_person(plan, desk):
    report = send(plan, FINE)
    MessageFactory(
        report=report, by=desk, from_clinic=True, watch_for="Heat.", come_back="Then."
    )

    page = words(signed_in(plan.user).get(f"/my/reports/{report.number}/"))

    assert f"{IN_LOS_ANGELES}: Received by" in page
    assert f"{desk}, {IN_LOS_ANGELES}" in page
    assert "09:00" not in page
    assert "Times follow the clock of America/Los_Angeles." in page


def test_who_is_written_to_next_is_told_by_the_clock_of_the_person(plan, clinic):
    fields = {"tested_at": NOW, "confirmed_at": NOW}
    UrgentContactFactory(clinic=clinic, kind=ContactKind.URGENT, **fields)
    report = send(plan, INFECTED)

    page = words(signed_in(plan.user).get(f"/my/reports/{report.number}/"))

    assert "If nobody of your clinic has opened it by 01:30, we write" in page


def test_what_is_filled_in_says_when_it_was_told(plan):
    SymptomReportFactory(plan=plan, sent_at=NOW, local_date=TODAY)

    page = words(signed_in(plan.user).get("/my/report/"))

    assert f"Filled in as you told it on {IN_LOS_ANGELES}." in page


def test_a_workspace_goes_by_the_clock_of_the_clinic():
    clinic = ClinicFactory(time_zone="Asia/Tokyo")
    desk = MembershipFactory(clinic=clinic, role=ClinicRole.FRONT_DESK).user
    draft = SessionDraftFactory(client__clinic=clinic, begun_at=NOW)

    page = words(signed_in(desk).get(f"/workspace/{clinic.slug}/treatments/"))

    assert f"{draft.begun_by}, {IN_TOKYO}" in page


def test_a_helper_reads_by_the_clock_of_whom_they_help(plan, monkeypatch):
    helper = UserFactory(time_zone="Asia/Tokyo")
    row = HelperFactory(person=plan.user, helper=helper)
    # No page that a helper sees tells a moment: one that does stands in for it.
    monkeypatch.setattr(
        "aftercare.views.frame.render",
        lambda *_page, **_status: HttpResponse(own_data.shown(NOW)),
    )

    page = signed_in(helper).get(reverse("helping:plan", args=[row.pk]))

    assert words(page) == IN_LOS_ANGELES


def test_the_record_goes_by_the_clock_of_its_person(plan, monkeypatch):
    send(plan, FINE)
    printed = []
    monkeypatch.setattr(sheets, "pdf", lambda html, **_style: printed.append(html))
    found = {part.key: part for part in own_data.gather(plan.user)}
    facts = {each.name: each.shown for each in found["reports"].records[0]}

    printing.record(plan.user)

    assert facts["sent_at"] == IN_LOS_ANGELES
    assert f"as of {IN_LOS_ANGELES}" in printed[0]
    assert "09:00" not in printed[0]
    assert "Times follow the clock of America/Los_Angeles." in printed[0]


def test_the_page_of_the_record_names_its_clock(plan):
    plan.user.set_password(PASSWORD)
    plan.user.save()
    browser = signed_in(plan.user)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = words(browser.get(reverse("my:data-print")))

    assert "Times follow the clock of America/Los_Angeles." in page


def test_a_passport_that_is_shown_goes_by_the_clock_of_its_person(record):
    session = record()
    AmendmentFactory(session=session, at=NOW.replace(hour=3))
    link = passports.make_link(by=session.treatment.client.user)

    address = reverse("passport-shown", args=[passports.token(link)])

    assert "22 November 2026" in words(Browser().get(address))


def test_who_begins_at_a_clinic_today_finds_the_way_there_wherever_they_live(
    clinic, clock
):
    clock.move_to(NOW.replace(hour=3))  # it is still yesterday in Los Angeles
    user = UserFactory(time_zone="America/Los_Angeles")
    MembershipFactory(clinic=clinic, user=user, since=TODAY)

    page = signed_in(user).get("/my/sharing/")

    assert reverse("workspace:choose") in page.content.decode()


def test_an_account_tells_the_days_of_its_consents_by_the_clock_of_its_person():
    user = UserFactory(time_zone="America/Los_Angeles")
    ConsentFactory(user=user, given_at=NOW.replace(hour=3))

    page = words(signed_in(user).get(reverse("account")))

    assert "22 November 2026" in page
    assert "23 November 2026" not in page
