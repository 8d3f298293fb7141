"""The plan taken along: a calendar file, a subscription, a sheet of paper."""

import datetime
import re
import sys

import icalendar
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from aftercare import printing, reading
from aftercare.models import CalendarLink
from tests.factories.plans import launched

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FILE = "/my/plan/calendar.ics"
PAGE = "/my/plan/calendar/"
SHEET = "/my/plan/sheet.pdf"


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


def events(response) -> dict[datetime.date, icalendar.Event]:
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    return {event.decoded("dtstart"): event for event in calendar.walk("VEVENT")}


def test_the_file_has_an_entry_for_each_day_that_changes(me, browser, today):
    plan = launched(me, days_ago=3)
    found = events(browser.get(FILE))

    third = found[today]
    assert third["summary"] == "Aftercare, day 3"
    assert "Check your scalp on day 3" in third["description"]
    assert "Last day: Keep your scalp dry" in third["description"]
    assert third.decoded("dtend") == today + datetime.timedelta(1)
    assert third["uid"] == f"plan-{plan.pk}-day-3@scalpwise"
    assert f"/my/plan/{today}/" in third["url"]
    assert plan.date_of(25) not in found
    assert max(found) == plan.date_of(365)


def test_no_title_tells_of_health(me, browser):
    launched(me)

    assert all(
        re.fullmatch(r"Aftercare, day \d+", event["summary"])
        for event in events(browser.get(FILE)).values()
    )


def test_a_subscription_is_made_once_read_by_anybody_and_withdrawn(me, browser, today):
    launched(me, days_ago=3)
    assert 'type="url"' not in browser.get(PAGE).content.decode()
    for _twice in range(2):
        browser.post(PAGE, {"act": "make"})
    link = CalendarLink.objects.get()
    page = browser.get(PAGE).content.decode()
    address = re.search(r'value="http[^"]+(/calendar/[^"]+\.ics)"', page)[1]
    assert link.key.hex in address

    assert today in events(Client().get(address))
    for _twice in range(2):
        browser.post(PAGE, {"act": "withdraw"})
    assert Client().get(address).status_code == 404

    browser.post(PAGE, {"act": "make"})
    assert Client().get(address).status_code == 404
    assert CalendarLink.objects.open().count() == 1


def test_a_subscription_before_the_first_plan_has_no_entries_yet(me, browser, today):
    browser.post(PAGE, {"act": "make"})
    page = browser.get(PAGE).content.decode()
    address = re.search(r'value="http[^"]+(/calendar/[^"]+\.ics)"', page)[1]

    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert events(answer) == {}
    launched(me)
    assert today in events(Client().get(address))


def test_a_subscription_speaks_the_persons_language_and_follows_the_plan(
    me, browser, clock
):
    me.language = "es"
    me.save()
    launched(me)
    browser.post(PAGE, {"act": "make"})
    page = browser.get(PAGE).content.decode()
    address = re.search(r'value="http[^"]+(/calendar/[^"]+\.ics)"', page)[1]
    clock.shift(datetime.timedelta(days=10))
    second = launched(me)

    found = events(Client().get(address))
    assert min(found) == second.day_zero
    assert "Mantén seco" in found[second.date_of(3)]["description"]


def test_a_guess_or_a_closed_account_leads_nowhere(me, browser):
    launched(me)
    browser.post(PAGE, {"act": "make"})
    link = CalendarLink.objects.get()
    forged = reverse("calendar-feed", args=[f"{link.key.hex}.nonsense"])
    assert Client().get(forged).status_code == 404

    page = browser.get(PAGE).content.decode()
    address = re.search(r'value="http[^"]+(/calendar/[^"]+\.ics)"', page)[1]
    me.is_active = False
    me.save()
    assert Client().get(address).status_code == 404


def test_without_a_plan(browser):
    assert browser.get(FILE).status_code == 404
    assert browser.get(SHEET).status_code == 404
    assert "There is no plan yet." in browser.get(PAGE).content.decode()


def text_of(document: bytes) -> tuple[int, str]:
    pdf = pypdfium2.PdfDocument(document)
    return len(pdf), " ".join(
        " ".join(page.get_textpage().get_text_bounded().split()) for page in pdf
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sheet_is_one_page_with_every_step(me, browser, language):
    plan = launched(me, days_ago=3)
    plan.clinic.name = "Clínica de Micropigmentación Capilar de San Sebastián " * 2
    plan.clinic.save()
    prefix = "" if language == "en" else "/es"
    response = browser.get(prefix + SHEET)
    assert response["Content-Type"] == "application/pdf"
    pages, text = text_of(response.content)

    assert pages == 1
    read = reading.read(plan, only=plan.day_zero)
    for step in read.steps:
        assert step.title.to(language).split()[0] in text, step.slug
    assert "112, 999" in text


def test_dates_of_the_sheet(me):
    plan = launched(me)
    rows = {
        row.title: row.when
        for _heading, group in printing.groups(reading.read(plan))
        for row in group
    }

    assert rows["Keep your scalp dry"] == "23 Nov 2026 to 26 Nov 2026"
    assert rows["Check your scalp on day 3"] == "26 Nov 2026"
    assert rows["Sun cream of SPF 30 or more"] == "from 22 Dec 2026"


def test_without_the_libraries_the_plan_is_printed_by_the_browser(
    me, browser, monkeypatch
):
    launched(me)
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    page = browser.get(SHEET, follow=True).content.decode()
    assert "No PDF can be made here." in page
