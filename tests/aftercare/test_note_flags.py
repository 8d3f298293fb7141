"""Words of a note are shown to people, and change no level."""

import pytest
from django.urls import reverse
from django.utils import timezone

from aftercare.domain import escalations, overseeing
from aftercare.enums import EscalationOutcome, EscalationStep, ReportLevel, ReportStatus
from aftercare.models import Client, Escalation, SymptomReport
from clinics.enums import HoursKind
from portal.moderation.kinds import KINDS
from tests.aftercare.domain.test_reports import FINE, INFECTED, send
from tests.factories.clinics import HoursFactory
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
WAITING, ANSWERED = ReportStatus.WAITING, ReportStatus.ANSWERED
NOTE = "I can't breathe well at night."
SIGN = "Hard to breathe, very fast breathing"
WORRIED = FINE | {"note": NOTE}


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def plan(me):
    return launched(me, days_ago=3)


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def shown(browser, report) -> str:
    return html(browser.get(reverse("my:report-shown", args=[report.number])))


def test_the_level_is_the_one_without_the_note(plan):
    assert send(plan, WORRIED).level == send(plan, FINE).level == ReportLevel.EXPECTED


def test_it_waits_for_the_clinic_though_all_is_usual(plan, sign_in_as):
    HoursFactory(clinic=plan.clinic, kind=HoursKind.RESPONSE)
    report, usual = send(plan, WORRIED), send(plan, FINE)

    assert (report.status, usual.status) == (WAITING, ANSWERED)
    assert report.answer_by is not None
    assert usual.answer_by is None
    at = reverse("inbox:overview", args=[plan.clinic.slug])
    page = html(sign_in_as("frontdesk").get(at))
    assert report.spoken in page
    assert usual.spoken not in page


def test_the_client_reads_first_what_to_do_if_it_is_so(plan, sign_in_as):
    browser = sign_in_as("client")
    page = shown(browser, send(plan, WORRIED))

    assert SIGN in page
    assert (
        page.index('href="#if-so"')
        < page.index("What to do")
        < page.index('id="if-so"')
    )
    assert "can be a sign of a severe allergic reaction" in page
    assert "Our moderators are asked to look" in page
    assert "#if-so" not in shown(browser, send(plan, FINE))
    ticked = {"red_flags": ["fainted"], "note": NOTE}
    assert "#if-so" not in shown(browser, send(plan, ticked))


def test_in_the_inbox_it_comes_after_what_is_urgent_and_before_the_rest(
    plan, sign_in_as
):
    mild = {"red_flags": [], "trend": "same", "other": True}
    asks = [send(plan, mild) for _ in range(2)]
    noted, urgent = send(plan, WORRIED), send(plan, INFECTED)
    assert [each.level for each in (*asks, noted, urgent)] == [2, 2, 1, 3]
    at = reverse("inbox:overview", args=[plan.clinic.slug])

    page = html(sign_in_as("frontdesk").get(at))

    order = [urgent, noted, *asks]
    places = [page.index(each.spoken) for each in order]
    assert places == sorted(places)


def test_the_clinic_reads_it_in_the_inbox_and_beside_what_was_told(plan, sign_in_as):
    staff = sign_in_as("frontdesk")
    report = send(plan, INFECTED | {"note": NOTE})
    at = [report.clinic.slug]
    for page in (
        html(staff.get(reverse("inbox:overview", args=at))),
        html(staff.get(reverse("inbox:report", args=[*at, report.number]))),
    ):
        assert "The note mentions, not ticked:" in page
        assert SIGN in page
    other = send(plan, INFECTED)
    page = html(staff.get(reverse("inbox:report", args=[*at, other.number])))
    assert "The note mentions" not in page


def test_the_clinic_reads_that_the_moderators_were_asked(plan, sign_in_as):
    report = send(plan, WORRIED)
    at = [report.clinic.slug, report.number]

    page = html(sign_in_as("frontdesk").get(reverse("inbox:report", args=at)))

    asked = f"{EscalationStep.NOTE.label}. {EscalationOutcome.QUEUED.label}"
    assert f": {asked}</li>" in page


@pytest.mark.usefixtures("migrated")
@pytest.mark.ignore_template_errors
def test_below_urgent_it_waits_for_the_moderators_without_note_and_name(
    plan, sign_in_as, person, me
):
    send(plan, FINE)
    send(plan, INFECTED | {"note": NOTE})  # its clinic is written to as it is
    report = send(plan, WORRIED)
    item = Escalation.objects.get(step=EscalationStep.NOTE)
    assert (item.report, item.outcome) == (report, EscalationOutcome.QUEUED)
    kind = KINDS["report"]
    assert item in kind.waiting_for(person("moderator"))
    assert report.spoken in kind.what(item)
    assert kind.why(item) == "The note mentions an emergency sign that was not ticked."

    moderator = sign_in_as("moderator")
    at = reverse("queue:report", args=[item.pk])
    page = html(moderator.get(at))
    assert SIGN in page
    assert NOTE not in page.replace("&#x27;", "'")
    assert me.email not in page
    assert f"{EscalationStep.NOTE.label}: {EscalationOutcome.QUEUED.label}" in page
    overseeing.open_up(item, reason="To see how it is meant.", by=person("moderator"))
    assert NOTE in html(moderator.get(at)).replace("&#x27;", "'")
    overseeing.close(item, conclusion="It is a cold.", by=person("moderator"))
    assert item not in kind.waiting_for(person("moderator"))
    own = shown(sign_in_as("client"), report)
    assert "It is a cold." in own


def test_where_no_clinic_reads_it_nobody_is_asked(plan, me):
    Client.objects.update(status="ended", ended_at=timezone.now(), ended_by=me)

    assert send(plan, WORRIED).clinic is None
    assert not Escalation.objects.exists()


def test_the_ladder_of_a_report_begins_as_if_it_were_not_there(plan, me):
    report = send(plan, FINE | {"note": NOTE, "other": True})
    assert report.level < ReportLevel.URGENT
    SymptomReport.objects.filter(pk=report.pk).update(level=ReportLevel.URGENT)

    escalations.escalate()

    steps = [each.step for each in report.escalations.order_by("step")]
    assert steps[:2] == [EscalationStep.NOTE, EscalationStep.CONTACT]
