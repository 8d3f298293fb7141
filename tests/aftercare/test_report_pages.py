"""The check-in, its answer and the thread, as the client uses them."""

import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aftercare import asking
from aftercare.domain import clients, reports
from aftercare.enums import ReportLevel, ReportStatus
from aftercare.models import Client, Message, SymptomReport
from clinics.enums import HoursKind
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.knowledge import emergency_numbers, plan_steps
from tests.factories.accounts import ConsentFactory
from tests.factories.clinics import HoursFactory
from tests.factories.plans import launched
from tests.factories.reports import MessageFactory, SymptomReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
REPORT = "/my/report/"
FINE = {"trend": "better", "redness_extent": "0", "pain_nrs": "1", "heat": "0"}
WORSE = {"trend": "worse", "redness_extent": "3", "pain_nrs": "7"}


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


@pytest.fixture
def plan(me):
    return launched(me, days_ago=3)


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def sent(browser, answers=FINE, **told):
    return browser.post(REPORT, {"key": str(uuid4()), **answers, **told}, follow=True)


def test_the_form_begins_with_help_and_asks_eight_questions(plan, browser):
    page = html(browser.get(REPORT))

    assert page.index("Call 112, 999 or 911 now") < page.index('<form class="stack"')
    assert page.index('name="red_flags"') < page.index('name="trend"')
    assert page.index('name="trend"') < page.index('name="redness_extent"')
    asked = {name for name in asking.ALL if f'name="{name}"' in page}
    assert len(asked - {"red_flags", "trend"}) == 8
    assert page.count('type="radio" name="pain_nrs"') == 11


@pytest.fixture
def taken_back(me):
    """The consent to care."""
    ConsentFactory(user=me)
    consents.withdraw(Purpose.CARE, by=me)


def test_without_the_consent_it_is_said_before_anything_is_typed(
    plan, browser, taken_back
):
    page = html(browser.get(REPORT))

    said = page.index("You took the consent to care back")
    assert said < page.index('<form class="stack"')
    assert 'href="/my/sharing/#consents">Give the consent again' in page
    assert 'href="/check/">Check a symptom: nothing is kept' in page
    assert "You get the answer of the rules all the same" not in page


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(WORSE | {"note": "Warm at night."}, id="the first page"),
        pytest.param(
            WORSE | {"note": "Warm at night.", "glands": "small", "send": "yes"},
            id="the second page",
        ),
    ],
)
def test_without_the_consent_nothing_is_kept_and_the_words_stay(
    plan, browser, me, taken_back, told
):
    page = html(sent(browser, told))

    assert "Nothing was sent: you took the consent to care back" in page
    assert "Warm at night." in page
    assert ("glands" in told) is ('value="small"' in page and "checked" in page)
    assert not SymptomReport.objects.exists()

    ConsentFactory(user=me)
    assert "Nothing was sent" not in html(sent(browser, told | {"send": "yes"}))
    assert SymptomReport.objects.get().answers["note"] == "Warm at night."


def test_a_usual_day_is_answered_at_once(plan, browser):
    page = html(sent(browser))
    report = SymptomReport.objects.get()

    assert report.level == ReportLevel.EXPECTED
    assert report.spoken in page
    assert "Go on as planned" in page
    assert "Source:" in page
    assert "The dot is the answer of day 3" in page
    assert "Answered at once" in page
    assert "Received by" in page


def test_the_same_page_twice_is_one_report(plan, browser):
    data = {"key": str(uuid4()), **FINE}

    places = {browser.post(REPORT, data)["Location"] for _ in range(2)}

    assert len(places) == 1
    assert SymptomReport.objects.count() == 1


def test_what_is_beyond_the_usual_opens_more_questions_and_sends_nothing(plan, browser):
    page = html(sent(browser, WORSE))

    assert SymptomReport.objects.count() == 0
    assert "Nothing was sent yet" in page
    assert 'name="temp"' in page
    assert '<input type="hidden" name="pain_nrs" value="7">' in page

    page = html(sent(browser, WORSE, glands="large_or_tender", send="yes"))
    report = SymptomReport.objects.get()
    assert report.level == ReportLevel.URGENT
    assert report.answers["glands"] == "large_or_tender"
    assert "To get an answer sooner, call the clinic" in page
    assert report.status == ReportStatus.WAITING


def test_a_mistake_on_the_second_page_comes_back_there(plan, browser):
    page = html(sent(browser, WORSE, temp="warm", shivery="no", send="yes"))

    assert "Type a temperature such as 38.2" in page
    assert 'value="warm"' in page
    assert '<input type="hidden" name="pain_nrs" value="7">' in page
    assert 'type="radio" name="shivery"' in page
    assert SymptomReport.objects.count() == 0


def test_a_red_flag_is_sent_at_once(plan, browser):
    page = html(sent(browser, {"red_flags": ["breathing"], "temp": "warm"}))

    assert SymptomReport.objects.get().level == ReportLevel.EMERGENCY
    assert "Call 112, 999 or 911 now" in page


def test_something_else_opens_every_question(plan, browser):
    page = html(sent(browser, FINE, more="yes"))

    assert 'name="colour"' in page
    assert SymptomReport.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"key": "", **FINE}, "This page was not whole."),
        ({"key": str(uuid4())}, "Answer at least one question"),
        ({"key": str(uuid4()), "pain_nrs": "77"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(plan, browser, data, said):
    page = html(browser.post(REPORT, data))

    assert said in page
    assert SymptomReport.objects.count() == 0


def test_yesterdays_answers_are_filled_in_but_no_red_flag_and_no_trend(plan, browser):
    sent(browser, FINE | {"redness_extent": "1"})
    page = html(browser.get(REPORT))

    assert "Filled in as you told it" in page
    assert page.count(" checked") == 3  # the usual ones of FINE, without the trend
    SymptomReport.objects.update(local_date=plan.day_zero - datetime.timedelta(days=9))
    assert "Filled in as" not in html(browser.get(REPORT))


def test_without_a_plan_there_is_nothing_to_report_on(browser):
    assert "Filled in" not in html(browser.get(REPORT))


def test_the_numbers_are_those_of_where_the_person_is(me, plan, browser):
    for zone, number in (("Europe/London", "999"), ("Australia/Sydney", "000")):
        type(me).objects.filter(pk=me.pk).update(time_zone=zone)
        assert f"<strong>{number}</strong>" in html(browser.get(REPORT))
    assert emergency_numbers.of_zone("UTC") is None


def test_not_better_opens_it_again(plan, browser):
    sent(browser)
    report = SymptomReport.objects.get()

    for _ in range(2):
        page = html(
            browser.post(
                reverse("my:report-reopen", args=[report.number]),
                {"note": "It itches more."},
                follow=True,
            )
        )

    report.refresh_from_db()
    assert report.status == ReportStatus.REOPENED
    assert "This report is open already" in page
    assert "It itches more." in page


def test_a_deadline_counts_until_the_clinic_is_on_it(plan, browser, clock):
    for weekday in range(7):
        HoursFactory(clinic=plan.clinic, kind=HoursKind.RESPONSE, weekday=weekday)
    sent(browser, WORSE, send="yes")
    report = SymptomReport.objects.get()
    page = reverse("my:report-shown", args=[report.number])
    assert "should answer by" in html(browser.get(page))
    assert "That has passed." not in html(browser.get(page))

    clock.move_to(report.answer_by + datetime.timedelta(minutes=1))
    assert "That has passed. Do not wait: call." in html(browser.get(page))

    SymptomReport.objects.update(status=ReportStatus.ACKNOWLEDGED)
    assert "should answer by" not in html(browser.get(page))
    assert "To get an answer sooner" in html(browser.get(page))


def test_a_report_that_its_clinic_sees_no_more_says_so_and_takes_no_message(
    me, plan, browser
):
    sent(browser, WORSE, send="yes")
    report = SymptomReport.objects.get()
    clients.end(Client.objects.get(user=me), by=me)

    page = html(browser.get(reverse("my:report-shown", args=[report.number])))
    assert "No clinic reads this report" in page
    for promise in ("Waits for the clinic", "To get an answer sooner", "Send the"):
        assert promise not in page
    for name, told in (("write", {"text": "Hello?"}), ("reopen", {})):
        page = html(
            browser.post(
                reverse(f"my:report-{name}", args=[report.number]),
                {"key": str(uuid4()), **told},
                follow=True,
            )
        )
        assert "no clinic reads it" in page or "No clinic reads this report" in page
    assert not Message.objects.exists()
    assert not report.events.exists()


def test_messages_go_and_are_read(plan, browser):
    sent(browser)
    report = SymptomReport.objects.get()
    write = reverse("my:report-write", args=[report.number])

    assert "Write a message, or attach a file" in html(
        browser.post(write, {"key": str(uuid4())})
    )
    data = {"key": str(uuid4()), "text": "Is this all right?"}
    page = html(browser.post(write, data, follow=True))
    assert "Is this all right?" in page
    assert "not read yet" in page
    reports.mark_read(report, by=report.user, as_clinic=True)
    assert "not read yet" not in html(
        browser.get(reverse("my:report-shown", args=[report.number]))
    )


def test_the_chart_shows_what_was_told_before(plan, browser):
    day_2 = timezone.now() - datetime.timedelta(days=1)
    SymptomReportFactory(
        plan=plan, day=2, sent_at=day_2, answers={"red_flags": [], "redness_extent": 1}
    )
    page = html(sent(browser))

    rings = "The rings are earlier answers: day 2 “On the treated skin, and fading”."
    assert rings in page
    assert page.count('class="chart-earlier"') == 1


def test_the_list_names_each_report(plan, browser):
    assert "You have not reported anything yet" in html(browser.get("/my/reports/"))
    sent(browser)
    assert SymptomReport.objects.get().spoken in html(browser.get("/my/reports/"))


def test_the_list_marks_an_answer_that_was_not_read(plan, browser):
    report = SymptomReportFactory(plan=plan)
    SymptomReportFactory(plan=plan)
    told = {"watch_for": "Heat.", "come_back": "Tomorrow."}
    message = MessageFactory(report=report, from_clinic=True, **told)

    page = html(browser.get("/my/reports/"))
    assert page.count("has answered you") == 1
    assert f"/my/reports/{report.number}/#thread" in page

    Message.objects.filter(pk=message.pk).update(read_at=timezone.now())
    assert "has answered you" not in html(browser.get("/my/reports/"))


def test_the_list_goes_on_over_the_page(plan, browser):
    moments = [timezone.now() - datetime.timedelta(hours=hour) for hour in range(26)]
    made = [SymptomReportFactory(plan=plan, sent_at=moment) for moment in moments]

    first = html(browser.get("/my/reports/"))
    second = html(browser.get("/my/reports/?page=2"))

    assert first.count('<li class="card">') == 25
    assert 'href="?page=2"' in first
    assert made[-1].spoken not in first
    assert second.count('<li class="card">') == 1
    assert made[-1].spoken in second


@pytest.mark.parametrize("gone", ["link", "consent"])
@pytest.mark.parametrize("path", ["/my/", "/my/reports/"])
def test_what_no_clinic_reads_any_more_waits_for_none(me, plan, browser, path, gone):
    if gone == "consent":
        ConsentFactory(user=me)
    sent(browser, WORSE, send="yes")
    assert "Waits for the clinic" in html(browser.get(path))

    if gone == "link":
        clients.end(Client.objects.get(user=me), by=me)
    else:
        consents.withdraw(Purpose.CARE, by=me)

    page = html(browser.get(path))
    assert "No clinic reads it now" in page
    assert "Waits for the clinic" not in page


def test_what_no_clinic_reads_leaves_today_after_a_week(me, plan, browser):
    a_week_ago = timezone.now() - datetime.timedelta(days=7)
    urgent = {"level": ReportLevel.URGENT, "status": ReportStatus.WAITING}
    report = SymptomReportFactory(plan=plan, sent_at=a_week_ago, **urgent)
    assert report.number in html(browser.get("/my/"))

    clients.end(Client.objects.get(user=me), by=me)

    assert report.number not in html(browser.get("/my/"))
    assert report.spoken in html(browser.get("/my/reports/"))


def test_an_answer_that_was_not_read_stands_first_on_today(plan, browser):
    day = datetime.timedelta(days=1)
    told = {"watch_for": "Heat.", "come_back": "Tomorrow."}
    answered = SymptomReportFactory(plan=plan, sent_at=timezone.now() - day)
    MessageFactory(report=answered, from_clinic=True, **told)
    urgent = {"level": ReportLevel.URGENT, "status": ReportStatus.WAITING}
    later = [SymptomReportFactory(plan=plan, **urgent) for _ in range(3)]

    page = html(browser.get("/my/"))

    places = [page.find(each.number) for each in [answered, *reversed(later)]]
    assert places[0] != -1
    assert places[:3] == sorted(places[:3])
    assert places[3] == -1


def test_a_report_of_somebody_else_is_not_there(plan, browser, sign_in_as):
    sent(browser)
    number = SymptomReport.objects.get().number

    other = sign_in_as("other_client")
    assert other.get(reverse("my:report-shown", args=[number])).status_code == 404


def test_pages_cost_the_same_however_many_reports(plan, browser):
    sent(browser)
    number = SymptomReport.objects.get().number

    def costs():
        paths = (REPORT, "/my/reports/", reverse("my:report-shown", args=[number]))
        return [cost(browser, path) for path in paths]

    browser.get(REPORT)  # the menu is read once
    at_first = costs()
    for _ in range(4):
        SymptomReportFactory(plan=plan)
    assert (at_first, costs()) == ([7, 5, 13], [7, 5, 13])


def cost(browser, path) -> int:
    with CaptureQueriesContext(connection) as queries:
        html(browser.get(path))
    return len(queries)


# Long after the session


@pytest.mark.parametrize(
    ("days", "next_on"),
    [
        (29, "23 January 2027"),
        (90, "The next check-in is on 23 November 2026."),
        (91, "20 February 2027"),
        (365, "The next check-in is on 23 November 2026."),
        (366, None),
        (3000, None),
    ],
)
def test_a_course_that_is_over_can_be_reported_on_at_any_time(
    me, browser, days, next_on
):
    launched(me, days_ago=days)
    for page in (html(browser.get(address)) for address in (REPORT, "/my/")):
        assert "You can check in at any time, also years after the session." in page
        assert "An allergy to the ink, and lumps in it, can come" in page
        assert ("The next check-in is on" in page) is (next_on is not None)
        assert (next_on or "") in page
    assert f"Day {days} · " in html(browser.get(REPORT))


def test_while_the_skin_heals_nothing_is_said_of_years(plan, browser):
    for address in (REPORT, "/my/"):
        page = html(browser.get(address))
        assert "also years after" not in page
        assert 'name="raised_ink"' not in page


@pytest.mark.parametrize("days", [29, 400, 3000])
def test_a_report_long_after_is_kept_judged_and_sent_to_the_clinic(me, browser, days):
    plan = launched(me, days_ago=days)
    assert 'name="raised_ink"' in html(browser.get(REPORT))
    page = html(sent(browser, {"trend": "same", "itch_nrs": "0", "raised_ink": "0"}))
    usual = SymptomReport.objects.get()

    assert (usual.day, usual.level) == (days, ReportLevel.EXPECTED)
    assert "Go on as planned" in page
    sent(browser, {"trend": "same", "raised_ink": "3"}, send="yes")
    late = SymptomReport.objects.first()
    assert (late.day, late.level >= ReportLevel.CLINIC) == (days, True)
    assert (late.clinic, late.status) == (plan.clinic, ReportStatus.WAITING)


def test_the_plan_says_when_one_is_asked_and_an_earlier_one_leads_to_the_report(
    me, browser
):
    first = launched(me, days_ago=60)
    launched(me, days_ago=40)
    page = html(browser.get("/my/plan/"))
    assert "Check-in after 3 months: 12 January 2027" in page
    assert "Check-in after 6 months: 12 April 2027" in page
    assert "Check-in after 12 months: 14 October 2027" in page
    assert f'href="{REPORT}"' in page
    after = page[page.index("After that") :]
    for slug in ("late-check", "yearly"):  # named once, as check-ins
        assert plan_steps.STEPS[slug].title.en not in after

    earlier = html(browser.get(reverse("my:plan-earlier", args=[first.pk])))
    assert "You can report it at any time." in earlier
    assert f'href="{REPORT}"' in earlier
    assert "Check-in after 3 months" not in earlier
