"""The clinic reads reports, answers them, and two of its people do not collide."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domain import clients, report_answers, reports
from aftercare.enums import (
    REPORT_MOVES,
    Judged,
    ReportAct,
    ReportLevel,
    ReportOutcome,
    ReportStatus,
)
from aftercare.models import Message
from tests.aftercare.domain.test_reports import FINE, INFECTED, send
from tests.factories.accounts import UserFactory
from tests.factories.people import clinic_of
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
WORDS = {
    "text": "See a doctor today, please.",
    "watch_for": "A fever.",
    "come_back": "Tomorrow.",
}


@pytest.fixture
def plan(client_link):
    return launched(client_link.user, days_ago=5)


@pytest.fixture
def report(plan):
    return send(plan, INFECTED)


@pytest.fixture
def staff(sign_in_as, person):
    """Somebody at the desk, and the client of that clinic."""
    person("client")
    return sign_in_as("frontdesk")


def now(report) -> dict:
    return {"seen": report_answers.seen(report)}


def url(name, report) -> str:
    return reverse(f"inbox:{name}", args=[report.clinic.slug, report.number])


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_an_answer_takes_it_on_and_says_what_to_watch_for(report, desk):
    report_answers.reply(report, key=uuid4(), by=desk, **WORDS, **now(report))
    report.refresh_from_db()

    assert report.status == ReportStatus.ACKNOWLEDGED
    assert Message.objects.get().from_clinic
    with pytest.raises(ValidationError):
        report_answers.reply(
            report,
            key=uuid4(),
            by=desk,
            **(WORDS | {"watch_for": ""}),
            **now(report),
        )


def test_the_same_answer_twice_is_one(report, desk):
    told = {"key": uuid4(), "by": desk, **WORDS, **now(report)}

    assert report_answers.reply(report, **told) == report_answers.reply(report, **told)
    assert Message.objects.count() == 1


def test_two_people_do_not_answer_behind_each_others_back(report, desk):
    before = now(report)
    report_answers.acknowledge(report, by=desk, **before)

    with pytest.raises(report_answers.Moved):
        report_answers.acknowledge(report, by=desk, **before)
    with pytest.raises(report_answers.NotNow):
        report_answers.acknowledge(report, by=desk, **now(report))


def test_a_level_is_lowered_by_a_contact_only_and_the_first_stays(report, desk):
    report_answers.record_contact(
        report,
        note="It is a sunburn, no fever.",
        level=ReportLevel.CLINIC,
        by=desk,
        **now(report),
    )
    report.refresh_from_db()

    assert report.level == ReportLevel.CLINIC
    first, second = report.assessments.all()
    assert (first.kind, first.level) == (Judged.TRIAGED, ReportLevel.URGENT)
    assert (second.kind, second.level) == (Judged.LOWERED, ReportLevel.CLINIC)
    assert second.contact.note == "It is a sunburn, no fever."
    with pytest.raises(report_answers.NotNow):
        report_answers.raise_level(
            report, level=ReportLevel.CLINIC, reason="?", by=desk, **now(report)
        )
    with pytest.raises(report_answers.NotNow):
        report_answers.record_contact(
            report, note="?", level=ReportLevel.URGENT, by=desk, **now(report)
        )


def test_the_client_reads_that_it_was_lowered_and_not_the_note_of_the_clinic(
    report, desk, client
):
    told = {"note": "Sounded drunk.", "level": ReportLevel.CLINIC}
    report_answers.record_contact(report, by=desk, **told, **now(report))
    client.force_login(report.user)

    page = html(client.get(reverse("my:report-shown", args=[report.number])))

    lowered = "Lowered after your clinic spoke with you: Contact your clinic."
    assert lowered in page
    assert "Sounded drunk." not in page
    assert "speaking with the client" not in page


def test_a_person_raises_what_the_rules_called_usual(plan, desk):
    report = send(plan, FINE)
    report_answers.raise_level(
        report,
        level=ReportLevel.URGENT,
        reason="The voice sounded ill.",
        by=desk,
        **now(report),
    )
    report.refresh_from_db()

    assert (report.level, report.status) == (3, ReportStatus.ACKNOWLEDGED)


def test_resolved_until_the_client_says_otherwise(report, desk):
    with pytest.raises(report_answers.NotNow):
        report_answers.resolve(
            report, outcome=ReportOutcome.TREATED, by=desk, **now(report)
        )
    report_answers.acknowledge(report, by=desk, **now(report))
    report_answers.resolve(
        report, outcome=ReportOutcome.TREATED, by=desk, **now(report)
    )
    reports.reopen(report, by=report.user)
    report.refresh_from_db()

    assert report.status == ReportStatus.REOPENED
    assert report.level == ReportLevel.URGENT


def test_the_status_is_what_its_events_say(report, desk):
    report_answers.acknowledge(report, by=desk, **now(report))
    report_answers.reply(report, key=uuid4(), by=desk, **WORDS, **now(report))
    report_answers.resolve(report, outcome=ReportOutcome.HEALED, by=desk, **now(report))
    reports.reopen(report, by=report.user)
    status = ReportStatus.WAITING

    for event in report.events.all():
        possible, leads_to = REPORT_MOVES[ReportAct(event.act)]
        assert status in possible
        status = leads_to or status

    report.refresh_from_db()
    assert report.status == status


def test_only_the_team_that_sees_the_person_answers(report, desk, client_link):
    with pytest.raises(report_answers.NotTheirs):
        report_answers.acknowledge(report, by=UserFactory(), **now(report))
    clients.end(client_link, by=client_link.user)
    with pytest.raises(report_answers.NotTheirs):
        report_answers.acknowledge(report, by=desk, **now(report))


def at_the_desk(person):
    link = person("client").care.get()
    assert link.clinic == clinic_of("frontdesk")
    return launched(person("client"), days_ago=5)


def test_the_most_urgent_comes_first_and_the_count_of_queries_is_flat(person, staff):
    plan = at_the_desk(person)
    usual = send(plan, FINE)
    mild = send(plan, {"red_flags": [], "trend": "same", "other": True})
    urgent = send(plan, INFECTED)
    overview = reverse("inbox:overview", args=[plan.clinic.slug])

    page = html(staff.get(overview))
    assert page.index(urgent.spoken) < page.index(mild.spoken)
    assert usual.spoken not in page
    assert usual.spoken in html(staff.get(f"{overview}?show=all"))
    with CaptureQueriesContext(connection) as few:
        staff.get(overview)
    for _ in range(5):
        send(plan, INFECTED)
    with CaptureQueriesContext(connection) as many:
        staff.get(overview)
    assert (len(few), len(many)) == (8, 8)  # three lists in turn


def test_opening_tells_the_client_and_the_page_has_all(person, staff):
    report = send(at_the_desk(person), INFECTED)

    page = html(staff.post(url("read", report), follow=True))

    assert report.events.get().act == ReportAct.READ
    for said in ("Why", "Source:", "Practitioner", "step", "I take this on", "Ink"):
        assert said in page
    assert "See a doctor" in page
    page = html(staff.get(url("report", report) + "?reply=doctor"))
    assert "Please have a doctor look at it today" in page


def test_the_forms_do_what_they_say(person, staff):
    report = send(at_the_desk(person), INFECTED)
    posts = [
        ("acknowledge", {}),
        ("reply", {"key": str(uuid4()), **WORDS}),
        ("contact", {"note": "She feels better.", "level": "2"}),
        ("raise", {"level": "3", "reason": "On second thoughts."}),
        ("resolve", {"outcome": "treated"}),
    ]
    for name, data in posts:
        page = html(staff.post(url(name, report), data | now(report), follow=True))
        assert "It is written down" in page
    report.refresh_from_db()
    assert (report.status, report.level) == (ReportStatus.RESOLVED, 3)
    page = html(
        staff.post(url("resolve", report), posts[-1][1] | now(report), follow=True)
    )
    assert "this cannot be done" in page


def test_what_is_missing_or_came_too_late_is_said_and_kept(person, staff):
    report = send(at_the_desk(person), INFECTED)
    old = now(report)
    data = {"key": str(uuid4()), **WORDS}

    missing = {"watch_for": "", "come_back": ""}
    page = html(staff.post(url("reply", report), data | old | missing))
    assert "Say what the client should watch for." in page
    assert "Say when the client should come back to you." in page
    assert WORDS["text"] in page
    staff.post(url("acknowledge", report), old)
    page = html(staff.post(url("reply", report), data | old))
    assert "Somebody did something with it meanwhile" in page
    assert WORDS["text"] in page
    assert Message.objects.count() == 0


@pytest.fixture
def late(person, staff):
    """A report that a colleague resolved while somebody at the desk was typing."""
    report, by = send(at_the_desk(person), INFECTED), person("frontdesk")
    report_answers.acknowledge(report, by=by, **now(report))
    report.before = now(report)
    report_answers.resolve(report, outcome=ReportOutcome.HEALED, by=by, **now(report))
    return report


MEANWHILE = "Somebody did something with it meanwhile. Look first."
OVER = "Where the report stands, this cannot be done."
NOT_SENT = "What you wrote was not sent. Copy what you still need:"


def test_an_answer_comes_back_after_a_colleague_resolved_it(staff, late):
    data = {"key": str(uuid4()), **WORDS} | late.before

    page = html(staff.post(url("reply", late), data))

    assert MEANWHILE in page
    assert OVER not in page
    assert f"{WORDS['text']}</textarea>" in page
    again = data | now(late)
    assert "It is written down" in html(
        staff.post(url("reply", late), again, follow=True)
    )


@pytest.mark.parametrize(
    ("name", "data", "typed"),
    [
        ("contact", {"note": "She feels better.\nNo fever."}, "What you spoke of"),
        ("raise", {"level": "4", "reason": "She feels better."}, "Why"),
    ],
)
def test_words_of_an_act_that_came_too_late_can_be_copied(
    staff, late, name, data, typed
):
    page = html(staff.post(url(name, late), data | late.before))

    assert MEANWHILE in page
    assert OVER in page
    after = page.split(NOT_SENT)[1]
    assert f"<strong>{typed}</strong>" in after
    assert "She feels better." in after
    assert f'action="{url(name, late)}"' not in page
    assert late.events.last().act == ReportAct.RESOLVED


@pytest.mark.parametrize("name", ["acknowledge", "resolve"])
def test_who_was_slower_is_told_so(staff, late, name):
    told = {"outcome": "treated"} if name == "resolve" else {}

    page = html(staff.post(url(name, late), told | late.before))

    assert MEANWHILE in page
    assert OVER in page
    assert NOT_SENT not in page


def test_a_mistake_in_a_form_that_came_too_late_does_not_hide_it(staff, late):
    page = html(
        staff.post(url("contact", late), {"note": "", "level": "1"} | late.before)
    )

    assert MEANWHILE in page
    assert OVER in page


def test_raising_to_where_a_colleague_raised_it_says_that_somebody_was_faster(
    person, staff
):
    report, by = send(at_the_desk(person), INFECTED), person("frontdesk")
    before = now(report)
    report_answers.raise_level(
        report, level=ReportLevel.EMERGENCY, reason="Fever.", by=by, **now(report)
    )
    data = {"level": "4", "reason": "She shivers."} | before

    page = html(staff.post(url("raise", report), data))

    assert MEANWHILE in page
    assert "She shivers." in page.split(NOT_SENT)[1]


def test_a_mistake_alone_says_nothing_of_others(person, staff):
    report = send(at_the_desk(person), INFECTED)

    page = html(staff.post(url("contact", report), {"note": ""} | now(report)))

    assert "Write down what you spoke of." in page
    assert MEANWHILE not in page
    assert OVER not in page
