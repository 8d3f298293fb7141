"""A closed clinic takes nobody and is given no report; what it has it still reads."""

import html
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from aftercare.domain import clients, desk_links, joining, report_answers, reports
from aftercare.enums import ClientStatus, ReportStatus
from aftercare.models import Client, DeskLink, Escalation
from clinics.enums import ClinicStatus
from portal.accounts import consent_texts
from portal.accounts.domain import invitations
from portal.accounts.enums import Purpose
from portal.accounts.models import Invitation
from portal.accounts.places import CannotTakeUp
from tests.aftercare.domain.test_reports import INFECTED, send
from tests.factories.people import clinic_of
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
YES = {
    "adult": "on",
    "time_zone": "Europe/Lisbon",
    "care": consent_texts.current(Purpose.CARE).version,
}
SAID = "Crown Clinic has closed and takes no new clients."
KEPT = (
    "No clinic reads this report: Crown Clinic has closed. If you need an answer, ask "
    "a doctor or a pharmacist."
)
STILL_READ = "Crown Clinic has closed. Its team can still read this report and answer"


def put(clinic, status):
    type(clinic).objects.filter(pk=clinic.pk).update(status=status)
    clinic.refresh_from_db()


@pytest.fixture
def clinic(person):
    """The one of the front desk and its client; still open."""
    person("client")
    found = clinic_of("frontdesk")
    found.name = "Crown Clinic"
    found.save()
    return found


@pytest.fixture
def close(clinic):
    return lambda: put(clinic, ClinicStatus.CLOSED)


@pytest.fixture
def plan(person, clinic):
    return launched(person("client"), days_ago=3)


def words(response, status=200) -> str:
    assert response.status_code == status
    return html.unescape(" ".join(response.content.decode().split()))


def answers(person):
    """The person has said before what a client says."""
    told = {"is_adult": True, "time_zone": "Europe/Lisbon"}
    said = joining.Answers(**told, consents={Purpose.CARE: YES["care"]})
    joining.keep(said, by=person)
    return person


def test_it_invites_nobody(clinic, close, person, sign_in_as):
    close()
    with pytest.raises(clients.Closed):
        clients.invite(clinic, email="new@example.com", by=person("frontdesk"))

    address = reverse("clients:invite", args=[clinic.slug])
    page = words(sign_in_as("frontdesk").post(address, {"email": "new@example.com"}))

    assert SAID in page
    assert 'value="new@example.com"' in page
    assert not Invitation.objects.filter(email="new@example.com").exists()


def test_an_invitation_from_before_is_neither_taken_up_nor_sent_again(
    clinic, close, person, sign_in_as, django_capture_on_commit_callbacks
):
    guest = answers(person("other_client"))
    invitation = clients.invite(clinic, email=guest.email, by=person("frontdesk"))
    close()
    with pytest.raises(CannotTakeUp, match=SAID):
        invitations.accept(invitation, by=guest)
    browser, join = sign_in_as("other_client"), reverse("my:join", args=[invitation.pk])

    for answer in (browser.get(join), browser.post(join, YES)):
        assert SAID in words(answer, 410)
    mail.outbox.clear()
    again = reverse("clients:resend", args=[clinic.slug, invitation.pk])
    with django_capture_on_commit_callbacks(execute=True):
        page = words(sign_in_as("frontdesk").post(again, follow=True))
    assert SAID in page
    assert mail.outbox == []
    assert not clinic.clients.filter(user=guest).exists()


def test_its_list_of_clients_offers_no_invitation(clinic, sign_in_as):
    staff, at = sign_in_as("frontdesk"), [clinic.slug]
    overview = reverse("clients:overview", args=at)
    offers = f'href="{reverse("clients:invite", args=at)}"'
    assert offers in staff.get(overview).content.decode()

    put(clinic, ClinicStatus.CLOSED)

    assert offers not in staff.get(overview).content.decode()


def test_its_code_at_the_desk_says_that_it_has_closed(
    clinic, close, person, sign_in_as
):
    guest = answers(person("other_client"))
    link = desk_links.make(clinic, by=person("frontdesk"))
    close()
    browser, path = sign_in_as("other_client"), reverse("my:desk", args=[link.token])

    for answer in (browser.get(path), browser.post(path, YES)):
        page = words(answer, 410)
        assert SAID in page
        assert "has withdrawn it" not in page
    with pytest.raises(clients.Closed):
        clients.ask(clinic, by=guest)
    assert not clinic.clients.filter(user=guest).exists()


def test_who_asks_as_it_closes_is_told_so(
    clinic, close, person, sign_in_as, monkeypatch
):
    link = desk_links.make(clinic, by=person("frontdesk"))
    ask = joining.ask

    def closing(*args, **kwargs):
        close()
        return ask(*args, **kwargs)

    monkeypatch.setattr(joining, "ask", closing)
    path = reverse("my:desk", args=[link.token])

    assert SAID in words(sign_in_as("other_client").post(path, YES, follow=True))


def test_it_makes_no_code_and_takes_nobody_who_had_asked(
    clinic, close, person, sign_in_as
):
    guest = answers(person("other_client"))
    asked = clients.ask(clinic, by=guest)
    close()
    browser = sign_in_as("frontdesk")

    page = words(
        browser.post(reverse("clients:desk-make", args=[clinic.slug]), follow=True)
    )
    assert SAID in page
    assert not DeskLink.objects.exists()
    accept = reverse("clients:accept", args=[clinic.slug, asked.pk])
    assert SAID in words(browser.post(accept, follow=True))
    asked.refresh_from_db()
    assert asked.status == ClientStatus.ASKED


def test_a_suspended_clinic_goes_on(clinic, person, plan):
    guest = answers(person("other_client"))
    put(clinic, ClinicStatus.SUSPENDED)

    clients.invite(clinic, email="new@example.com", by=person("frontdesk"))
    asked = clients.ask(clinic, by=guest)
    clients.accept(asked, by=person("frontdesk"))

    assert Client.objects.active().filter(clinic=clinic, user=guest).exists()
    assert send(plan, INFECTED).clinic == clinic


def test_a_report_is_kept_and_says_whom_to_ask(clinic, close, plan, sign_in_as):
    close()
    browser = sign_in_as("client")
    form = words(browser.get("/my/report/"))
    assert "Crown Clinic has closed and does not see what you report now." in form

    report = send(plan, INFECTED)

    assert (report.status, report.clinic) == (ReportStatus.KEPT, None)
    assert not Escalation.objects.exists()
    page = words(browser.get(reverse("my:report-shown", args=[report.number])))
    assert KEPT in page
    assert "<p>No clinic reads this report: you have no link" not in page


def test_what_it_was_sent_before_its_team_reads_and_answers(
    clinic, close, plan, sign_in_as, person
):
    report = send(plan, INFECTED)
    shown = reverse("my:report-shown", args=[report.number])
    browser = sign_in_as("client")
    before = words(browser.get(shown))
    assert "Crown Clinic has closed" not in before
    assert "Call rather than wait." in before
    assert "To get an answer sooner, call the clinic" in before
    close()

    page = words(browser.get(shown))
    assert STILL_READ in page
    assert KEPT not in page
    assert "Call rather than wait." not in page
    assert "To get an answer sooner" not in page
    reports.write(report, key=uuid4(), text="And now?", by=report.user)
    staff = sign_in_as("frontdesk")
    inbox = words(staff.get(reverse("inbox:overview", args=[clinic.slug])))
    assert report.spoken in inbox
    seen = report_answers.seen(report)
    report_answers.acknowledge(report, seen=seen, by=person("frontdesk"))
    report.refresh_from_db()
    assert report.status == ReportStatus.ACKNOWLEDGED
