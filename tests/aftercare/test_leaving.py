"""A clinic that ends the link with a client leaves no urgent report to nobody."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from aftercare.domain import clients, escalations, leaving, overseeing, reports
from aftercare.enums import EscalationOutcome, EscalationStep, ReportAct, ReportLevel
from aftercare.models import Client
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from tests.aftercare.domain.test_reports import FINE, INFECTED, send
from tests.answers import text_of
from tests.conftest import NOW
from tests.factories.accounts import ConsentFactory
from tests.factories.aftercare import ClientFactory
from tests.factories.clinics import MembershipFactory, UrgentContactFactory
from tests.factories.people import clinic_of
from tests.factories.plans import launched

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,
]
WHY = "They moved away and asked us by telephone."
DAY = datetime.timedelta(days=1)


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def desk(me, person):
    person("moderator")
    return person("frontdesk")


@pytest.fixture
def plan(me, desk):
    ConsentFactory(user=me)
    return launched(me, days_ago=3)


@pytest.fixture
def link(me, plan):
    return me.care.get()


@pytest.fixture
def report(link, plan, desk):
    """Urgent and read, so that it came to no moderator by its ladder."""
    UrgentContactFactory(clinic=link.clinic, tested_at=NOW, confirmed_at=NOW)
    sent = send(plan, INFECTED)
    reports.mark_read(sent, by=desk, as_clinic=True)
    mail.outbox.clear()
    return sent


def end(link, by, left=(), reason=WHY):
    named = [each.number for each in left]
    return clients.end(link, by=by, reason=reason, named=named)


def page(browser, path, **told) -> str:
    answer = browser.get(path, **told)
    assert answer.status_code == 200
    return text_of(answer.content.decode())


def items(report) -> list[tuple]:
    found = report.escalations.filter(step=EscalationStep.LEFT)
    return [(each.round, each.outcome) for each in found]


@pytest.mark.parametrize(("reason", "names"), [("", True), (WHY, False)])
def test_no_link_ends_over_a_report_that_was_not_named_or_without_a_reason(
    report, link, desk, reason, names
):
    with pytest.raises(clients.LeavesReports):
        end(link, desk, left=[report] if names else [], reason=reason)

    link.refresh_from_db()
    assert link.status == "active"
    assert not report.events.filter(act=ReportAct.LEFT).exists()
    assert not items(report)


def test_the_report_goes_to_the_moderators_at_once_and_the_client_is_told(
    report, link, desk, me, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        end(link, desk, left=[report])

    assert items(report) == [(2, EscalationOutcome.WRITTEN)]
    event = report.events.get(act=ReportAct.LEFT)
    assert (event.by, event.note, event.round) == (desk, WHY, 2)
    to_moderator, to_client = sorted(
        mail.outbox, key=lambda each: each.to == [me.email]
    )
    assert "has ended the link with a client whose report" in to_moderator.body
    assert report.spoken in to_moderator.body
    assert to_client.subject == f"{link.clinic.name} has ended the link with you"
    assert "our moderators look at it now" in to_client.body
    assert "http://testserver/my/reports/" in to_client.body
    for letter in mail.outbox:
        said = (letter.subject + letter.body).lower()
        for private in ("redness", "infect", "doctor today", WHY.lower()):
            assert private not in said, (letter.to, private)


def test_what_waits_with_the_moderators_stays_there(link, plan, desk, person):
    moderator = person("moderator")
    waiting = send(plan, INFECTED)  # nobody is on call: it is with them at once
    noted = send(plan, FINE | {"note": "I fainted this morning."})
    before = set(overseeing.readable(moderator))
    assert {each.report for each in before} == {waiting, noted}

    end(link, desk, left=[waiting, noted])

    after = set(overseeing.readable(moderator))
    assert before < after
    assert items(waiting)
    assert not items(noted)  # not urgent: it waits for the words of its note


def test_the_client_ends_the_link_without_any_of_it(report, link, me, person):
    clients.end(link, by=me)

    assert not items(report)
    assert not overseeing.readable(person("moderator")).exists()
    assert not mail.outbox


def test_what_is_not_urgent_or_resolved_holds_up_no_link(plan, link, desk):
    asks = send(plan, {"red_flags": [], "trend": "same", "other": True})
    assert asks.level == ReportLevel.CLINIC
    resolved = send(plan, INFECTED)
    resolved.escalations.filter(step=EscalationStep.MODERATORS).update(
        closed_at=resolved.sent_at, closed_by=desk, conclusion="Seen."
    )
    type(resolved).objects.filter(pk=resolved.pk).update(status="resolved")
    mail.outbox.clear()

    assert not leaving.left_behind(link).exists()
    assert clients.end(link, by=desk).status == "ended"
    assert not mail.outbox


def test_moderators_act_for_no_clinic_that_has_left(report, link, desk, person):
    moderator = person("moderator")
    end(link, desk, left=[report])
    item = report.escalations.get(step=EscalationStep.LEFT)

    with pytest.raises(overseeing.NotNow):
        overseeing.write(item, text="Look.", by=moderator)
    with pytest.raises(overseeing.NotNow):
        overseeing.raise_level(
            item, level=ReportLevel.EMERGENCY, reason="Look.", by=moderator
        )
    overseeing.open_up(item, reason="To call them.", by=moderator)
    overseeing.close(item, conclusion="They saw a doctor.", by=moderator)


def test_a_clinic_that_sees_the_person_again_reads_it_and_no_ladder_begins(
    report, link, desk, me, clock
):
    end(link, desk, left=[report])
    ClientFactory(clinic=link.clinic, user=me)
    clock.shift(DAY)

    assert report.has_reader()
    assert not report.left_to_moderators()
    assert escalations.escalate() == 0


@pytest.mark.parametrize("gone", ["consent", "account"])
def test_no_moderator_sees_it_once_the_person_says_so(
    report, link, desk, me, person, gone
):
    end(link, desk, left=[report])
    moderator = person("moderator")
    assert overseeing.readable(moderator).exists()

    if gone == "consent":
        consents.withdraw(Purpose.CARE, by=me)
    else:
        me.erase()

    assert not overseeing.readable(moderator).exists()
    assert not report.left_to_moderators()


def test_nobody_close_to_the_clinic_sees_it(report, link, desk, person):
    end(link, desk, left=[report])
    moderator = person("moderator")
    MembershipFactory(clinic=link.clinic, user=moderator)

    assert not overseeing.readable(moderator).exists()


# Pages


def test_the_page_names_the_reports_and_asks_why(report, link, sign_in_as, desk):
    browser = sign_in_as("frontdesk")
    path = reverse("clients:end", args=[clinic_of("frontdesk").slug, link.pk])
    asked = page(browser, path)
    assert report.spoken in asked
    assert "A doctor today" in asked
    assert "Why you end the link" in asked

    refused = browser.post(path, {"named": [report.number], "reason": ""})
    assert "Write down why you end the link." in text_of(refused.content.decode())
    assert Client.objects.get(pk=link.pk).status == "active"

    browser.post(path, {"named": [report.number], "reason": WHY})
    assert Client.objects.get(pk=link.pk).status == "ended"


def test_a_report_that_came_meanwhile_is_shown_first(report, link, sign_in_as, plan):
    browser = sign_in_as("frontdesk")
    path = reverse("clients:end", args=[clinic_of("frontdesk").slug, link.pk])
    browser.get(path)
    later = send(plan, INFECTED)

    answer = browser.post(path, {"named": [report.number], "reason": WHY})
    shown = text_of(answer.content.decode())
    assert "A report has come meanwhile. Look first." in shown
    assert later.spoken in shown
    assert WHY in answer.content.decode()
    assert Client.objects.get(pk=link.pk).status == "active"


def test_the_client_reads_who_ended_it_why_and_who_looks(
    report, link, desk, sign_in_as, clock
):
    end(link, desk, left=[report])
    browser = sign_in_as("client")

    told = page(browser, f"/my/reports/{report.number}/")
    assert f"{link.clinic.name} has ended the link with you" in told
    assert "Our moderators look at it now." in told
    assert "The clinic ended the link" in told
    assert WHY in told
    assert "so our moderators were written to." in told
    clock.shift(10 * DAY)  # what nobody follows leaves Today after a week
    browser = sign_in_as("client")
    assert "our moderators look at it" in page(browser, "/my/")
    report.escalations.filter(step=EscalationStep.LEFT).update(
        closed_at=report.sent_at, closed_by=desk, conclusion="They saw a doctor."
    )
    assert report.number not in browser.get("/my/").content.decode()
    told = page(browser, f"/my/reports/{report.number}/")
    assert "They saw a doctor." in told
    assert "Our moderators look at it now." not in told


def test_the_moderator_reads_that_the_clinic_left(report, link, desk, sign_in_as):
    end(link, desk, left=[report])
    browser = sign_in_as("moderator")
    item = report.escalations.get(step=EscalationStep.LEFT)

    assert "it reads it no more" in page(browser, "/cms/queue/")
    shown = page(browser, f"/cms/queue/report/{item.pk}/")
    assert "The clinic has ended the link with its client" in shown
    assert WHY in shown
    assert "Write to the clinic" not in shown
    assert "Raise the level" not in shown
