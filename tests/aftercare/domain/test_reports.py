"""A report is kept and judged at once, once, and goes to who may read it."""

import datetime
import zoneinfo
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aftercare import access
from aftercare.domain import clients, report_answers, reports
from aftercare.enums import (
    Judged,
    ReportAct,
    ReportLevel,
    ReportOutcome,
    ReportStatus,
)
from aftercare.models import Message, SymptomReport
from aftercare.models.report import Unchangeable
from clinics.enums import ContactKind, HoursKind
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.knowledge.symptoms import AnswerError
from tests.conftest import NOW
from tests.factories.accounts import ConsentFactory
from tests.factories.aftercare import HealthProfileFactory
from tests.factories.clinics import (
    HoursFactory,
    MembershipFactory,
    UrgentContactFactory,
)
from tests.factories.plans import launched

MADRID = zoneinfo.ZoneInfo("Europe/Madrid")
pytestmark = pytest.mark.django_db

FINE = {"red_flags": [], "trend": "better", "redness_extent": 0, "pain_nrs": 1}
INFECTED = {
    "red_flags": [],
    "trend": "worse",
    "redness_extent": 3,
    "pain_nrs": 7,
    "glands": "large_or_tender",
}


def send(plan, answers=FINE, **told):
    usual = {"key": uuid4(), "by": plan.user, "language": "en"}
    return reports.send(plan, answers=answers, **usual | told)


@pytest.fixture
def plan(client_link):
    return launched(client_link.user, days_ago=3)


def test_without_the_consent_to_care_no_report_is_kept(plan):
    key = uuid4()
    sent = send(plan, key=key)
    consents.withdraw(Purpose.CARE, by=plan.user)

    assert send(plan, key=key) == sent  # it was kept before
    with pytest.raises(reports.NotAllowed):
        send(plan)
    assert SymptomReport.objects.get() == sent


def test_a_usual_day_answers_itself(plan):
    report = send(plan)

    assert (report.level, report.status) == (
        ReportLevel.EXPECTED,
        ReportStatus.ANSWERED,
    )
    assert report.clinic == plan.clinic
    assert report.answer_by is None
    judged = report.assessments.get()
    assert judged.kind == Judged.TRIAGED
    assert judged.rules_version
    assert judged.fired[0]["sources"]
    assert judged.shown["advice"]
    assert dict(report.items.values_list("question", "grade")) == {
        "trend": 0,
        "redness_extent": 0,
        "pain_nrs": 1,
    }
    assert mail.outbox == []


def test_the_same_form_twice_is_one_report(plan):
    key = uuid4()

    first, second = send(plan, key=key), send(plan, INFECTED, key=key)

    assert first == second
    assert SymptomReport.objects.count() == 1


def test_an_answer_that_does_not_fit_keeps_nothing(plan):
    with pytest.raises(AnswerError):
        send(plan, {"pain_nrs": 11})

    assert SymptomReport.objects.count() == 0


def test_an_urgent_report_waits_and_wakes_the_contact_without_its_content(
    plan, django_capture_on_commit_callbacks
):
    UrgentContactFactory(
        clinic=plan.clinic,
        kind=ContactKind.URGENT,
        tested_at=NOW,
        confirmed_at=NOW,
        email="on@call.test",
    )
    with django_capture_on_commit_callbacks(execute=True):
        report = send(plan, INFECTED)

    assert (report.level, report.status) == (ReportLevel.URGENT, ReportStatus.WAITING)
    letter = mail.outbox[0]
    assert letter.to == ["on@call.test"]
    assert report.number in letter.body.replace(" ", "").replace("/", "")
    said = letter.subject + letter.body
    for private in ("Cleo", "cleo", "urgent", "redness", "38.6", "infection", "pain"):
        assert private not in said.replace("/inbox/", "")


def test_what_is_known_of_the_health_counts(plan):
    answers = FINE | {"redness_extent": 3}
    before = send(plan, answers)
    HealthProfileFactory(user=plan.user, risks=["immune", "never-heard-of"])

    after = send(plan, answers)

    assert {each["id"] for each in before.assessments.get().fired} <= {
        each["id"] for each in after.assessments.get().fired
    }


def test_earlier_reports_of_the_course_count(plan):
    now = timezone.now()
    for pain in (2, 4):
        send(plan, FINE | {"pain_nrs": pain})
    report = send(plan, FINE | {"pain_nrs": 7})

    assert report.sent_at >= now
    because = {
        key for each in report.assessments.get().fired for key in each["because"]
    }
    assert "history" in because


def test_without_a_link_the_report_is_the_persons_alone(plan, client_link, desk):
    clients.end(client_link, by=client_link.user)

    report = send(plan, INFECTED)

    assert (report.clinic, report.status) == (None, ReportStatus.KEPT)
    assert not access.reports.reports_at(client_link.clinic).exists()
    with pytest.raises(reports.NotNow):
        reports.write(report, key=uuid4(), text="Hello?", by=report.user)
    with pytest.raises(reports.NotNow):
        reports.reopen(report, by=report.user)


def test_a_clinic_sees_reports_as_long_as_it_sees_the_person(plan, client_link):
    report = send(plan)
    assert list(access.reports.reports_at(client_link.clinic)) == [report]

    ConsentFactory(user=client_link.user, act="withdrawn")

    assert list(access.reports.reports_at(client_link.clinic)) == []


def test_what_was_sent_stays_as_it_was_told(plan):
    report = send(plan)
    report.answers = {}

    with pytest.raises(Unchangeable):
        report.save()
    with pytest.raises(Unchangeable):
        report.save(update_fields=["answers"])


def test_not_better_opens_it_again_and_asks_the_clinic(plan):
    report = send(plan)

    again = reports.reopen(report, by=report.user, note="It hurts more now.")

    assert (again.status, again.level) == (ReportStatus.REOPENED, ReportLevel.CLINIC)
    assert [each.level for each in again.assessments.all()] == [1, 2]
    assert again.events.get().act == ReportAct.REOPENED
    with pytest.raises(reports.NotNow):
        reports.reopen(report, by=report.user)


def test_not_better_takes_back_what_a_talk_had_lowered(plan):
    contact = {"kind": ContactKind.URGENT, "tested_at": NOW, "confirmed_at": NOW}
    UrgentContactFactory(clinic=plan.clinic, **contact)
    report = send(plan, INFECTED)
    desk = MembershipFactory(clinic=plan.clinic).user
    report_answers.record_contact(
        report, note="It is better.", level=ReportLevel.EXPECTED, seen=0, by=desk
    )
    report_answers.resolve(report, outcome=ReportOutcome.NOTHING, seen=1, by=desk)
    mail.outbox.clear()

    again = reports.reopen(report, by=report.user)

    assert (again.status, again.level) == (ReportStatus.REOPENED, ReportLevel.URGENT)
    assert [each.level for each in again.assessments.all()] == [3, 1, 3]
    assert [each.to for each in mail.outbox] == [["urgent@example.com"]]


def test_a_message_twice_is_one(plan):
    report, key = send(plan), uuid4()

    for _ in range(2):
        reports.write(report, key=key, text="A photo?", by=report.user)

    assert Message.objects.get().text == "A photo?"


def test_reading_is_told_once_and_marks_what_the_other_wrote(plan, desk):
    report = send(plan)
    reports.write(report, key=uuid4(), text="A photo?", by=report.user)

    reports.mark_read(report, by=report.user, as_clinic=False)
    assert Message.objects.get().read_at is None
    for _ in range(2):
        reports.mark_read(report, by=desk, as_clinic=True)

    assert Message.objects.get().read_at
    assert report.events.get().by == desk


def test_the_answer_is_due_in_the_hours_of_the_clinic(plan):
    now = timezone.now()
    tomorrow = (now.weekday() + 1) % 7
    HoursFactory(
        clinic=plan.clinic,
        kind=HoursKind.RESPONSE,
        weekday=tomorrow,
        starts_at=datetime.time(9),
        until_at=datetime.time(17),
    )

    report = send(plan, INFECTED)

    local = report.answer_by.astimezone(datetime.UTC)
    assert (local.date() - now.date()).days == 1
    assert local.time() == datetime.time(8, 30)  # 09:30 in Madrid


def test_hours_that_go_on_after_midnight_lose_no_minute(plan):
    tomorrow = (timezone.now().weekday() + 1) % 7
    late = {"starts_at": datetime.time(23, 40), "until_at": datetime.time(23, 59)}
    early = {"starts_at": datetime.time(0), "until_at": datetime.time(2)}
    for weekday, hours in ((tomorrow, late), ((tomorrow + 1) % 7, early)):
        HoursFactory(
            clinic=plan.clinic, kind=HoursKind.RESPONSE, weekday=weekday, **hours
        )

    report = send(plan, INFECTED)

    assert report.answer_by.astimezone(MADRID).time() == datetime.time(0, 10)


def test_a_check_in_is_saved_in_few_queries(plan):
    for _ in range(3):
        send(plan)
    with CaptureQueriesContext(connection) as caught:
        send(plan)

    assert len(caught) <= 20


def test_a_number_that_is_taken_is_not_given_again(plan, monkeypatch):
    first = send(plan)
    digits = iter(first.number + "12345678")
    monkeypatch.setattr(reports.secrets, "choice", lambda _digits: next(digits))

    assert send(plan).number == "12345678"
