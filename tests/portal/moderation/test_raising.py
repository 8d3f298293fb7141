"""A moderator puts a report on a higher level: it waits for its clinic anew."""

import datetime
from uuid import uuid4

import pytest
from django.core import mail

from aftercare.domain import overseeing, report_answers, reports
from aftercare.enums import (
    EscalationStep,
    Judged,
    ReportAct,
    ReportLevel,
    ReportOutcome,
    ReportStatus,
)
from aftercare.models import Escalation
from clinics.enums import HoursKind
from portal.audit.models import AuditEvent
from portal.moderation.kinds import KINDS
from tests.aftercare.domain.test_reports import FINE, INFECTED, send
from tests.answers import text_of
from tests.conftest import NOW
from tests.factories.clinics import HoursFactory, UrgentContactFactory
from tests.factories.plans import launched

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,
]
MINUTE = datetime.timedelta(minutes=1)
WHY = "A swollen tongue is no usual healing."
WORRIED = FINE | {"note": "I can't breathe well at night."}
CLINIC, URGENT, EMERGENCY = list(ReportLevel)[1:]


@pytest.fixture
def plan(person):
    person("frontdesk")
    return launched(person("client"), days_ago=3)


@pytest.fixture
def moderator(person):
    return person("moderator")


@pytest.fixture
def on_call(plan):
    """The clinic answers on that day, and has somebody to write to."""
    day = {"starts_at": datetime.time(0), "until_at": datetime.time(23)}
    HoursFactory(clinic=plan.clinic, kind=HoursKind.RESPONSE, **day)
    known = {"tested_at": NOW, "confirmed_at": NOW}
    return UrgentContactFactory(clinic=plan.clinic, email="on@call.test", **known)


@pytest.fixture
def report(plan, moderator, on_call):
    """Usual by the rules, and answered at once; its note is for the moderators."""
    return send(plan, WORRIED)


@pytest.fixture
def item(report):
    return Escalation.objects.waiting().get()


@pytest.fixture
def desk(person):
    return person("frontdesk")


def read(response) -> str:
    assert response.status_code == 200
    return text_of(response.content.decode())


def lift(item, level, *, by, reason=WHY):
    return overseeing.raise_level(item, level=level, reason=reason, by=by)


def written_to() -> list[str]:
    return [letter.to[0] for letter in mail.outbox]


def steps(report) -> list[tuple[int, int]]:
    return list(
        report.escalations.order_by("round", "step").values_list("round", "step")
    )


def test_what_was_answered_at_once_waits_for_the_clinic_and_all_are_told(
    report, item, sign_in_as, moderator
):
    browser, at = sign_in_as("moderator"), f"/cms/queue/report/{item.pk}/"
    assert "Raise the level" in read(browser.get(at))
    data = {
        "act": "raise",
        "raise-was": "1",
        "raise-level": "2",
        "raise-reason": WHY,
    }
    for _twice in range(2):
        page = read(browser.post(at, data, follow=True))
        assert "It is written down, and the client is told." in page
    assert f"Put on a higher level by a moderator, {moderator} {WHY}" in page

    report.refresh_from_db()
    assert (report.level, report.status) == (CLINIC, ReportStatus.WAITING)
    assert report.answer_by == NOW + 8 * 60 * MINUTE
    first, raised = report.assessments.all()
    assert (first.kind, first.level) == (Judged.TRIAGED, ReportLevel.EXPECTED)
    assert (raised.kind, raised.level, raised.by) == (Judged.RAISED, CLINIC, moderator)
    told = read(sign_in_as("client").get(f"/my/reports/{report.number}/"))
    assert f"Put on a higher level by a moderator {WHY}" in told
    inbox = f"/workspace/{report.clinic.slug}/inbox/"
    staff = sign_in_as("frontdesk")
    assert report.spoken in read(staff.get(inbox))
    page = read(staff.get(f"{inbox}{report.number}/"))
    assert f"Put on a higher level by a moderator. {WHY}" in page
    assert "By the rules: Usual for this day. That stays on record." in page
    assert "The moderators of the platform, for words of the note" in page
    verbs = AuditEvent.objects.filter(by=moderator, about_id=str(report.pk))
    assert sorted(verbs.values_list("verb", flat=True)) == [
        "report judged",
        "report overruled",
    ]
    assert written_to() == []


@pytest.mark.parametrize("was", ["", "9", "soon", "4"])
def test_what_a_form_says_of_the_level_before_lowers_nothing(
    report, item, sign_in_as, was
):
    browser, at = sign_in_as("moderator"), f"/cms/queue/report/{item.pk}/"
    for level in ("1", "0", "5"):
        data = {"raise-was": was, "raise-level": level, "raise-reason": WHY}
        page = read(browser.post(at, {"act": "raise"} | data))
        assert "Select a valid choice" in page

    report.refresh_from_db()
    assert report.level == ReportLevel.EXPECTED


def test_an_older_page_lowers_nothing(report, item, sign_in_as, moderator):
    lift(item, EMERGENCY, by=moderator)
    data = {"raise-was": "1", "raise-level": "2", "raise-reason": "Less, I think."}
    at = f"/cms/queue/report/{item.pk}/"
    page = read(sign_in_as("moderator").post(at, {"act": "raise"} | data, follow=True))

    assert "As it stands now, this cannot be done." in page
    report.refresh_from_db()
    assert report.level == EMERGENCY


def test_urgent_the_contact_is_written_to_at_once_and_the_ladder_begins(
    report, item, moderator, clock
):
    clock.shift(5 * MINUTE)
    lift(item, URGENT, by=moderator)

    report.refresh_from_db()
    assert report.answer_by == NOW + 35 * MINUTE
    assert written_to() == ["on@call.test"]
    contact = report.escalations.get(step=EscalationStep.CONTACT)
    assert (contact.round, contact.at) == (report.round, NOW + 5 * MINUTE)


def test_what_the_clinic_took_on_it_has_to_take_on_anew(plan, moderator, on_call, desk):
    report = send(plan, INFECTED)
    item = Escalation.objects.create(
        report=report, round=1, step=EscalationStep.MODERATORS, at=NOW, outcome="queued"
    )
    reports.mark_read(report, by=desk, as_clinic=True)
    seen = report_answers.seen(report)
    report_answers.acknowledge(report, seen=seen, by=desk)
    seen += 1
    mail.outbox.clear()
    lift(item, EMERGENCY, by=moderator)

    report.refresh_from_db()
    assert (report.round, report.status) == (2, ReportStatus.WAITING)
    assert written_to() == ["on@call.test"]
    with pytest.raises(report_answers.Moved):
        report_answers.resolve(report, outcome=ReportOutcome.HEALED, seen=seen, by=desk)
    reports.mark_read(report, by=desk, as_clinic=True)
    assert report.events.filter(act=ReportAct.READ).count() == 2


def test_nobody_gains_time_by_it(plan, moderator, on_call, clock):
    report = send(plan, INFECTED)
    due, before = report.answer_by, steps(report)
    item = Escalation.objects.create(
        report=report, round=1, step=EscalationStep.MODERATORS, at=NOW, outcome="queued"
    )
    clock.shift(20 * MINUTE)
    lift(item, EMERGENCY, by=moderator)

    report.refresh_from_db()
    assert (report.answer_by, report.round) == (due, 1)
    assert steps(report) == [*before, (1, EscalationStep.MODERATORS)]


def test_a_clinic_without_hours_has_no_time_to_answer_by(plan, moderator):
    report = send(plan, WORRIED)
    lift(Escalation.objects.waiting().get(), CLINIC, by=moderator)

    report.refresh_from_db()
    assert (report.answer_by, report.status) == (None, ReportStatus.WAITING)


def test_the_same_twice_is_once_and_another_reason_is_refused(report, item, moderator):
    assert lift(item, URGENT, by=moderator) == lift(item, URGENT, by=moderator)
    with pytest.raises(overseeing.NotNow):
        lift(item, URGENT, by=moderator, reason="Once more.")

    assert report.assessments.count() == 2
    assert report.events.filter(act=ReportAct.OVERRULED).count() == 1


def test_what_came_to_an_end_or_has_no_higher_level_is_not_raised(
    report, item, moderator, desk
):
    def offered() -> set[str]:
        again = Escalation.objects.get(pk=item.pk)
        return {deed.name for deed in KINDS["report"].offered(moderator, again)}

    assert "raise" in offered()
    lift(item, CLINIC, by=moderator)
    seen = report_answers.seen
    words = {"text": "Rest.", "watch_for": "A fever.", "come_back": "Tomorrow."}
    known = {"key": uuid4(), "by": desk}
    report_answers.reply(report, seen=seen(report), **known, **words)
    assert "raise" in offered()
    report_answers.resolve(
        report, outcome=ReportOutcome.TREATED, seen=seen(report), by=desk
    )
    with pytest.raises(overseeing.NotNow):
        lift(item, URGENT, by=moderator)
    assert "raise" not in offered()

    reports.reopen(report, by=report.user)
    lift(item, EMERGENCY, by=moderator)
    assert "raise" not in offered()
