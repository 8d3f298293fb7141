"""Reports and sessions stand on the front of a clinic's workspace."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aftercare import clinic_tasks
from aftercare.domain import clients, sessions
from aftercare.enums import EscalationStep, ReportLevel, ReportStatus
from clinics import rules, todo
from tests.conftest import NOW
from tests.factories.accounts import ConsentFactory
from tests.factories.aftercare import SessionDraftFactory, SessionFactory
from tests.factories.clinics import CertificationFactory
from tests.factories.people import clinic_of
from tests.factories.plans import launched
from tests.factories.reports import (
    EscalationFactory,
    MessageFactory,
    SymptomReportFactory,
)

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
ROW = re.compile(r'<li class="row task">(.*?)</li>', re.DOTALL)
WAITING, REOPENED = ReportStatus.WAITING, ReportStatus.REOPENED
CLINIC, URGENT, EMERGENCY = list(ReportLevel)[1:]


@pytest.fixture
def plan(person):
    """Of a client of the front desk's clinic, whose session was handed over."""
    plan = launched(person("client"), days_ago=5)
    ConsentFactory(user=plan.user)
    sessions.hand_over(plan.session, by=person("frontdesk"))
    return plan


@pytest.fixture
def staff(sign_in_as, plan):
    """Somebody at the desk of that clinic."""
    return sign_in_as("frontdesk")


@pytest.fixture
def report(plan):
    """`report(level)`: one that waits, but for what is said."""

    def write(level, **told):
        told = {"status": WAITING, "day": 5, "plan": plan} | told
        return SymptomReportFactory(level=level, **told)

    return write


def dashboard(plan) -> str:
    return reverse("workspace:dashboard", args=[plan.clinic.slug])


def rows(browser, plan) -> list[str]:
    """The tasks as they stand on the page, without those of the clinic itself."""
    found = ROW.findall(browser.get(dashboard(plan)).content.decode())
    return [each for each in found if "/inbox/" in each or "/treatments/" in each]


def words(browser, plan) -> list[str]:
    texts = [re.sub(r"<[^>]+>", " ", row) for row in rows(browser, plan)]
    return [" ".join(text.split()) for text in texts]


def test_urgent_reports_come_one_by_one_the_most_urgent_first(staff, plan, report):
    later = report(URGENT, sent_at=NOW - HOUR)
    sooner = report(URGENT, sent_at=NOW - 2 * HOUR, status=REOPENED)
    worst = report(EMERGENCY)
    report(URGENT, status=ReportStatus.ACKNOWLEDGED)
    report(URGENT, status=ReportStatus.RESOLVED)
    report(ReportLevel.EXPECTED, status=ReportStatus.ANSWERED)

    shown, name = words(staff, plan), plan.user
    assert shown == [
        f"Emergency number now: {name}, {worst.spoken} · Waits for the clinic Now",
        f"A doctor today: {name}, {sooner.spoken}"
        " · Open again, waits for the clinic Now",
        f"A doctor today: {name}, {later.spoken} · Waits for the clinic Now",
    ]
    for row, each in zip(rows(staff, plan), [worst, sooner, later], strict=True):
        place = reverse("inbox:report", args=[plan.clinic.slug, each.number])
        assert f'<a href="{place}">' in row


def test_late_reports_are_said_to_be_late_by_the_clock_of_the_clinic(
    staff, plan, report
):
    plan.clinic.time_zone = "Asia/Tokyo"
    plan.clinic.save()
    report(URGENT, answer_by=NOW - HOUR)
    report(URGENT, answer_by=NOW + HOUR)

    late, due = words(staff, plan)
    assert late.endswith(" · Late: was due 23 November 2026, 17:00 Now")
    assert "Late" not in due


def test_others_are_summed_in_one_line_that_leads_to_the_inbox(staff, plan, report):
    report(CLINIC)
    assert words(staff, plan) == [
        "1 report waits for the clinic; it is not urgent. Soon"
    ]
    report(CLINIC, answer_by=NOW - HOUR)
    report(CLINIC, answer_by=NOW + HOUR, status=REOPENED)
    assert words(staff, plan) == [
        "3 reports wait for the clinic; none of them is urgent. Late: 1. Now"
    ]
    place = reverse("inbox:overview", args=[plan.clinic.slug])
    assert f'<a href="{place}">' in rows(staff, plan)[0]


def test_one_whose_note_names_a_sign_stands_with_the_urgent_ones(staff, plan, report):
    usual = report(ReportLevel.EXPECTED)
    report(URGENT)
    EscalationFactory(report=usual, step=EscalationStep.NOTE)

    first, second = words(staff, plan)

    assert first.startswith("A doctor today:")
    assert second == (
        f"Usual for this day: {plan.user}, {usual.spoken} · Waits for the clinic"
        " · The note mentions an emergency sign that was not ticked. Now"
    )
    place = reverse("inbox:report", args=[plan.clinic.slug, usual.number])
    assert f'<a href="{place}">' in rows(staff, plan)[1]


def test_more_urgent_reports_than_are_shown_are_counted(
    staff, plan, report, monkeypatch
):
    monkeypatch.setattr(clinic_tasks, "SHOWN", 2)
    for _each in range(3):
        report(URGENT)
    assert words(staff, plan)[2] == (
        "1 more report waits that should be looked at now. Now"
    )
    report(URGENT)

    shown = words(staff, plan)
    assert len(shown) == 3
    assert shown[2] == "2 more reports wait that should be looked at now. Now"


def test_urgent_reports_stand_above_papers(staff, plan, report):
    CertificationFactory(
        clinic=plan.clinic,
        in_force=True,
        valid_until=NOW.date() - datetime.timedelta(days=1),
        counts_until=NOW.date() - datetime.timedelta(days=1),
    )
    report(URGENT)

    page = staff.get(dashboard(plan)).content.decode()
    found = ROW.findall(page)
    assert "A doctor today" in found[0]
    assert any("Lapsed" in row for row in found[1:])


def test_what_was_told_is_not_shown(staff, plan, report):
    report(URGENT, answers={"red_flags": [], "note": "It weeps behind the ear."})

    page = staff.get(dashboard(plan)).content.decode()
    assert "A doctor today" in page
    assert "behind the ear" not in page
    assert plan.user.email not in page


def test_nobody_reads_of_reports_without_the_right(staff, plan, report, monkeypatch):
    report(URGENT)
    SessionDraftFactory(client=plan.user.care.get())
    owners = frozenset({rules.OWNER})
    monkeypatch.setitem(rules.RIGHTS, rules.Right.ANSWER_REPORTS, owners)
    assert words(staff, plan) == [
        "1 session was begun and is not saved yet. Soon",
    ]
    monkeypatch.setitem(rules.RIGHTS, rules.Right.KEEP_TREATMENTS, owners)
    page = staff.get(dashboard(plan)).content.decode()
    assert "A doctor today" not in page
    assert "was begun" not in page


def test_a_person_who_left_and_those_of_others_are_not_shown(
    staff, plan, report, person
):
    SymptomReportFactory(level=URGENT, status=WAITING)
    SessionDraftFactory()
    SessionFactory()
    report(URGENT)
    link = plan.user.care.get()
    SessionDraftFactory(client=link)
    SessionFactory(treatment=plan.session.treatment)
    assert len(words(staff, plan)) == 3

    clients.end(link, by=plan.user)

    assert words(staff, plan) == []


def test_sessions_that_are_not_finished_are_named_with_the_first(staff, plan):
    link = plan.user.care.get()
    SessionDraftFactory(client=link)
    treatment = plan.session.treatment
    day = datetime.timedelta(days=1)
    first = SessionFactory(treatment=treatment, recorded_at=timezone.now() - 3 * day)
    assert words(staff, plan) == [
        "1 session was begun and is not saved yet. Soon",
        "The session of 20 November 2026 is not handed over to the client. Soon",
    ]
    SessionDraftFactory(client=link)
    SessionFactory(treatment=treatment, recorded_at=timezone.now() - 2 * day)

    assert words(staff, plan) == [
        "2 sessions were begun and are not saved yet. Soon",
        "2 sessions are not handed over to the clients, the oldest of"
        " 20 November 2026. Soon",
    ]
    drafts, session = rows(staff, plan)
    slug = plan.clinic.slug
    assert f'<a href="{reverse("treatments:overview", args=[slug])}">' in drafts
    place = reverse("treatments:session", args=[slug, first.pk])
    assert f'<a href="{place}">' in session


def test_queries_are_as_many_with_one_as_with_twenty(staff, plan, report):
    def fill(times):
        for _each in range(times):
            for level in (CLINIC, URGENT, EMERGENCY):
                report(level, answer_by=NOW - HOUR)
            SessionDraftFactory(client=plan.user.care.get())
            SessionFactory(treatment=plan.session.treatment)
            MessageFactory(report=report(CLINIC, status=ReportStatus.RESOLVED))

    staff.get(dashboard(plan))
    with CaptureQueriesContext(connection) as none:
        staff.get(dashboard(plan))
    fill(1)
    with CaptureQueriesContext(connection) as one:
        staff.get(dashboard(plan))
    fill(19)
    with CaptureQueriesContext(connection) as twenty:
        staff.get(dashboard(plan))
    assert (len(none), len(one), len(twenty)) == (18, 18, 18)


def test_a_source_that_is_added_twice_is_there_once(plan, person, monkeypatch):
    task = todo.Task(kind="info", text="Look.", place=None)
    source = todo.Source(
        name="look", right=rules.Right.SEE_DASHBOARD, tasks=lambda clinic: [task]
    )
    monkeypatch.setattr(todo, "SOURCES", [])
    todo.add(source)
    todo.add(source)

    clinic = clinic_of("frontdesk")
    assert todo.from_sources(person("frontdesk"), clinic) == [task]
    assert todo.from_sources(person("client"), clinic) == []
