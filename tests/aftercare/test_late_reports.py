"""Reports that waited on a phone: they arrive once, for the day they were written."""

import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare import app_key
from aftercare.domain import clients, reports
from aftercare.enums import ReportLevel, ReportStatus
from aftercare.models import SymptomReport
from aftercare.models.client import Client as Link
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from tests.conftest import NOW
from tests.factories.accounts import ConsentFactory
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
LATE = "/my/report/late/"
FORM = "/my/report/"
KEPT = {"To-Keep": "yes"}
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
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


def brought(me, answers=FINE, *, waited=datetime.timedelta(0), **told) -> dict:
    """What the phone sends."""
    usual = {"key": str(uuid4()), "person": app_key.of(me), "send": "yes"}
    return usual | {"waited": int(waited.total_seconds())} | answers | told


def fate(response) -> dict:
    assert response.status_code == 200
    return response.json()


def test_however_often_it_is_sent_there_is_one_report(me, plan, browser, clock):
    report = brought(me, waited=HOUR)
    first = fate(browser.post(LATE, report))
    clock.shift(4 * DAY)  # the answer was lost on its way to the phone
    again = fate(browser.post(LATE, report | {"waited": int(4.1 * 24 * 3600)}))

    found = SymptomReport.objects.get()
    assert first == again
    assert first["fate"] == "sent"
    assert first["answer"] == reverse("my:report-shown", args=[found.number])
    assert (first["level"], first["is_read"]) == ("Usual for this day", True)
    assert found.sent_at == NOW


def test_the_form_and_the_phone_together_are_one_report(me, plan, browser):
    report = brought(me)
    browser.post(FORM, report)

    assert fate(browser.post(LATE, report))["fate"] == "sent"
    assert SymptomReport.objects.count() == 1


def test_without_the_consent_it_is_refused_and_stays_on_the_phone(me, plan, browser):
    ConsentFactory(user=me)
    consents.withdraw(Purpose.CARE, by=me)

    said = fate(browser.post(LATE, brought(me, WORSE, waited=HOUR)))

    assert said["fate"] == "refused"
    assert "you took the consent to care back" in said["why"]
    assert not SymptomReport.objects.exists()


def test_it_counts_for_the_day_on_which_it_was_written(me, plan, browser):
    fate(browser.post(LATE, brought(me, waited=2 * DAY)))
    found = SymptomReport.objects.get()

    assert (found.day, found.local_date) == (1, (NOW - 2 * DAY).date())
    assert (found.sent_at, found.written_at) == (NOW, NOW - 2 * DAY)
    page = browser.get(reverse("my:report-shown", args=[found.number])).content.decode()
    assert "You wrote it without a network on 21 November 2026, 09:00" in page
    assert "The answer is for day 1, as it was then" in page


def test_the_day_is_that_of_the_persons_own_calendar(me, plan, browser):
    type(me).objects.filter(pk=me.pk).update(time_zone="Pacific/Auckland")
    fate(browser.post(LATE, brought(me, waited=20 * HOUR)))

    found = SymptomReport.objects.get()
    assert found.written_at == NOW - 20 * HOUR  # the 22nd in London
    assert found.local_date == datetime.date(2026, 11, 23)


def test_the_rules_are_asked_about_the_day_on_which_it_was_written(me, plan, browser):
    """That much pain is usual on the day of the session and not three days later."""
    sore = {"trend": "same", "pain_nrs": "5"}
    fate(browser.post(LATE, brought(me, sore, waited=3 * DAY)))
    fate(browser.post(LATE, brought(me, sore)))

    levels = dict(SymptomReport.objects.values_list("day", "level"))
    assert levels == {0: ReportLevel.EXPECTED, 3: ReportLevel.CLINIC}


def test_what_was_told_afterwards_is_no_earlier_report(me, plan, browser):
    answers = {"red_flags": [], "trend": "better", "pain_nrs": 2}
    for _ in range(2):
        reports.send(plan, key=uuid4(), answers=answers, by=me, language="en")
    worse = {"trend": "better", "pain_nrs": "7"}
    fate(browser.post(LATE, brought(me, worse, waited=HOUR)))
    fate(browser.post(LATE, brought(me, worse)))

    late, now = SymptomReport.objects.exclude(answers=answers).order_by("pk")
    assert "history" not in _because(late)
    assert "history" in _because(now)


def _because(report) -> set[str]:
    fired = report.assessments.get().fired
    return {key for each in fired for key in each["because"]}


def test_a_moment_on_the_phone_is_not_late(me, plan, browser):
    fate(browser.post(LATE, brought(me, waited=datetime.timedelta(seconds=119))))
    assert SymptomReport.objects.get().written_at is None


@pytest.mark.parametrize(
    ("beyond", "kept"), [(0, True), (1, False), (3600 * 24 * 400, False)]
)
def test_after_three_days_it_is_refused_and_says_so(me, plan, browser, beyond, kept):
    waited = 3 * DAY + datetime.timedelta(seconds=beyond)
    answer = fate(browser.post(LATE, brought(me, waited=waited)))

    assert (answer["fate"] == "sent") is kept
    assert SymptomReport.objects.exists() is kept
    if not kept:
        assert answer["why"] == "It is older than three days. Check in anew."


def test_it_belongs_to_the_plan_of_its_day(me, plan, browser, clock):
    clock.shift(DAY)
    newer = launched(me)
    fate(browser.post(LATE, brought(me, waited=DAY)))
    fate(browser.post(LATE, brought(me)))

    late, now = SymptomReport.objects.order_by("pk")
    assert (late.plan, late.day) == (plan, 3)
    assert (now.plan, now.day) == (newer, 0)


@pytest.mark.parametrize("waited", [datetime.timedelta(0), HOUR])
def test_without_a_plan_it_is_refused(me, browser, waited):
    answer = fate(browser.post(LATE, brought(me, waited=waited)))

    assert answer["why"] == "You had no healing plan on that day."
    assert SymptomReport.objects.count() == 0


def test_after_the_link_has_ended_it_is_kept_and_the_phone_is_told(me, browser):
    plan = launched(me, days_ago=3)
    link = Link.objects.active().get(user=me, clinic=plan.clinic)
    clients.end(link, by=me)

    assert fate(browser.post(LATE, brought(me, waited=HOUR)))["is_read"] is False
    assert SymptomReport.objects.get().status == ReportStatus.KEPT


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({}, "Answer at least one question, so that there is something to judge."),
        ({"temp": "warm"}, "Type a temperature such as 38.2 in °C or 100.8 in °F."),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(
    me, plan, browser, answers, why
):
    assert fate(browser.post(LATE, brought(me, answers))) == {
        "fate": "refused",
        "why": why,
    }
    assert SymptomReport.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"key": "x"}, {"waited": "-1"}, {"person": ""}])
def test_what_is_no_report(me, plan, browser, wrong):
    assert browser.post(LATE, brought(me) | wrong).status_code == 400
    assert SymptomReport.objects.count() == 0


def test_with_a_network_further_questions_come_first(me, plan, browser):
    at_once = brought(me, WORSE)
    del at_once["send"]

    assert fate(browser.post(LATE, at_once)) == {"fate": "more"}
    assert SymptomReport.objects.count() == 0
    assert fate(browser.post(LATE, at_once | {"send": "yes"}))["fate"] == "sent"


def test_a_sign_that_cannot_wait_is_sent_at_once(me, plan, browser):
    report = brought(me, {"red_flags": ["breathing"]}, waited=HOUR)
    del report["send"]

    answer = fate(browser.post(LATE, report))
    assert (answer["level"], answer["kind"]) == ("Emergency number now", "bad")
    assert SymptomReport.objects.get().level == ReportLevel.EMERGENCY


def test_another_persons_phone_sends_nothing(me, plan, sign_in_as, person):
    launched(person("other_client"), days_ago=3)

    assert sign_in_as("other_client").post(LATE, brought(me)).status_code == 409
    assert SymptomReport.objects.count() == 0


def test_a_key_of_somebody_else_opens_nothing_of_theirs(
    me, plan, browser, sign_in_as, person
):
    report = brought(me)
    fate(browser.post(LATE, report))
    other = person("other_client")
    launched(other, days_ago=3)
    theirs = report | {"person": app_key.of(other)}

    answer = fate(sign_in_as("other_client").post(LATE, theirs))
    assert answer["answer"] != reverse(
        "my:report-shown", args=[me.reports.get().number]
    )
    assert (me.reports.count(), other.reports.count()) == (1, 1)


def test_the_clinic_reads_when_it_was_written(me, plan, browser, sign_in_as):
    fate(browser.post(LATE, brought(me, WORSE, waited=5 * HOUR)))
    found = SymptomReport.objects.get()
    owner = sign_in_as("owner")
    page = owner.get(reverse("inbox:report", args=[found.clinic.slug, found.number]))
    said = "23 November 2026, 04:00: written on the client's phone, without a network"
    assert said in page.content.decode()


def test_the_copy_for_a_phone_is_of_no_day_and_holds_every_question(me, plan, browser):
    fate(browser.post(LATE, brought(me)))
    usual, kept = (browser.get(FORM, headers=each) for each in ({}, KEPT))
    page = kept.content.decode()

    assert usual["Saved-For"] == kept["Saved-For"] == app_key.of(me)
    assert "Day 3 ·" in usual.content.decode()
    assert "Day 3 ·" not in page
    assert " checked" in usual.content.decode()
    assert " checked" not in page
    assert page.index("Call 112, 999 or 911 now") < page.index("data-report")
    assert 'name="colour"' in page
    assert 'name="more"' not in page
    assert "no-store" in kept["Cache-Control"]


def test_without_a_plan_the_phone_keeps_no_form(browser):
    assert "Saved-For" not in browser.get(FORM)
    assert "Saved-For" not in browser.get(FORM, headers=KEPT)


def test_it_is_taken_in_few_queries(me, plan, browser):
    def queries(report) -> int:
        with CaptureQueriesContext(connection) as caught:
            fate(browser.post(LATE, report))
        return len(caught)

    browser.get(FORM)
    known = brought(me, waited=HOUR)
    assert (queries(known), queries(known)) == (20, 3)
