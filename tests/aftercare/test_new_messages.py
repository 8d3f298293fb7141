"""A client may write under any report; the clinic is told, and can answer."""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from aftercare import access
from aftercare.domain import clients, report_answers, reports
from aftercare.enums import ReportAct, ReportLevel, ReportOutcome, ReportStatus
from aftercare.models import Escalation
from tests.aftercare.domain.test_reports import FINE, INFECTED, send
from tests.aftercare.test_inbox import WORDS, at_the_desk, html, now, url
from tests.factories.reports import MessageFactory, SymptomReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(person):
    """Of a client of the front desk's clinic."""
    return at_the_desk(person)


@pytest.fixture
def staff(sign_in_as, plan):
    return sign_in_as("frontdesk")


@pytest.fixture
def answered(plan):
    return send(plan, FINE)


@pytest.fixture
def resolved(plan, person):
    report, by = send(plan, INFECTED), person("frontdesk")
    report_answers.acknowledge(report, by=by, **now(report))
    report_answers.resolve(report, outcome=ReportOutcome.HEALED, by=by, **now(report))
    return report


def write(report, text="It itches a little."):
    return reports.write(report, key=uuid4(), text=text, by=report.user)


def inbox(staff, plan, show="open") -> str:
    address = reverse("inbox:overview", args=[plan.clinic.slug])
    return html(staff.get(f"{address}?show={show}"))


def said(page: str) -> str:
    return " ".join(strip_tags(page).split())


def front(staff, plan) -> str:
    return html(staff.get(reverse("workspace:dashboard", args=[plan.clinic.slug])))


@pytest.mark.parametrize("kind", ["answered", "resolved"])
def test_a_message_under_a_closed_report_is_in_the_inbox_until_it_is_read(
    kind, request, staff, plan
):
    report = request.getfixturevalue(kind)
    assert report.spoken not in inbox(staff, plan)
    write(report)
    assert "1 new message" in inbox(staff, plan)
    write(report)
    for show in ("open", "all"):
        page = inbox(staff, plan, show)
        assert report.spoken in page
        assert "2 new messages" in page

    staff.post(url("read", report))

    assert report.spoken not in inbox(staff, plan)
    assert "new message" not in inbox(staff, plan, "all")
    report.refresh_from_db()
    assert report.status == kind


def test_a_new_message_under_one_that_was_taken_on_is_marked(staff, plan, person):
    report = send(plan, INFECTED)
    report_answers.acknowledge(report, by=person("frontdesk"), **now(report))
    write(report)
    assert "1 new message" in inbox(staff, plan)

    staff.post(url("read", report))

    page = inbox(staff, plan)
    assert report.spoken in page
    assert "new message" not in page


def test_what_the_clinic_wrote_is_no_new_message_for_it(staff, plan, answered):
    MessageFactory(
        report=answered, from_clinic=True, watch_for="Fever.", come_back="Tomorrow."
    )

    assert answered.spoken not in inbox(staff, plan)
    assert "new message" not in inbox(staff, plan, "all")
    assert "new message" not in front(staff, plan)


def test_the_front_of_the_workspace_counts_what_nobody_has_read(
    staff, plan, answered, resolved
):
    assert "new message" not in front(staff, plan)
    write(answered)
    assert "1 new message of a client has not been read." in front(staff, plan)
    write(resolved)
    write(send(plan, INFECTED))  # this one waits anyway, and has a line of its own
    write(SymptomReportFactory())  # somewhere else

    page = front(staff, plan)
    line = re.search(r"<li[^>]*>((?:(?!</li>).)*new messages.*?)</li>", page, re.DOTALL)
    assert "2 new messages of clients have not been read." in said(line[1])
    place = reverse("inbox:overview", args=[plan.clinic.slug])
    assert f'<a href="{place}">' in line[1]

    staff.post(url("read", answered))
    staff.post(url("read", resolved))

    assert "new message" not in front(staff, plan)


def test_a_client_who_left_is_counted_nowhere(staff, plan, answered):
    write(answered)
    clients.end(plan.user.care.get(), by=plan.user)

    assert "new message" not in front(staff, plan)
    assert answered.spoken not in inbox(staff, plan)


@pytest.mark.parametrize("kind", ["answered", "resolved"])
def test_it_can_be_answered_and_resolved_again(kind, request, staff, plan):
    report = request.getfixturevalue(kind)
    write(report)
    page = html(staff.get(url("report", report)))
    assert "Send the answer" in page
    assert "You spoke with the client" not in page
    answer = {"key": str(uuid4()), **WORDS} | now(report)

    page = html(staff.post(url("reply", report), answer, follow=True))

    assert "It is written down" in page
    report.refresh_from_db()
    assert report.status == ReportStatus.ACKNOWLEDGED
    assert not report.messages.filter(from_clinic=False, read_at=None).exists()
    end = {"outcome": "nothing"} | now(report)
    staff.post(url("resolve", report), end)
    report.refresh_from_db()
    assert report.status == ReportStatus.RESOLVED
    assert report.spoken not in inbox(staff, plan)


def test_a_thank_you_wakes_nobody(plan, resolved, django_capture_on_commit_callbacks):
    steps, events = Escalation.objects.count(), resolved.events.count()
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        write(resolved, "Thank you!")

    resolved.refresh_from_db()
    assert (resolved.status, resolved.level) == (
        ReportStatus.RESOLVED,
        ReportLevel.URGENT,
    )
    assert resolved.events.count() == events
    assert not resolved.events.filter(act=ReportAct.REOPENED).exists()
    assert Escalation.objects.count() == steps
    assert mail.outbox == []


def test_the_client_reads_who_finds_the_message(sign_in_as, answered):
    browser = sign_in_as("client")
    sent = {"key": str(uuid4()), "text": "It itches a little."}

    address = reverse("my:report-write", args=[answered.number])
    page = html(browser.post(address, sent, follow=True))

    assert "Your message was sent." in page
    assert "Your clinic finds it in its inbox; it wakes nobody." in page


def test_the_inbox_costs_the_same_however_many_wrote(staff, plan, answered):
    write(answered)
    inbox(staff, plan)
    with CaptureQueriesContext(connection) as few:
        inbox(staff, plan)
    for _each in range(5):
        write(send(plan, FINE))
    with CaptureQueriesContext(connection) as many:
        inbox(staff, plan)
    assert (len(few), len(many)) == (8, 8)  # three lists in turn


def test_the_inbox_is_walked_in_order_and_messages_found_by_their_index(plan):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    rows = access.reports.reports_to_see_to(plan.clinic)
    rows = access.reports.with_new_messages(rows)

    found = rows.order_by("-level", "sent_at", "pk")[:26].explain()

    assert "report_in_inbox" in found
    assert "message_unread_of_client" in found
