"""An urgent report that nobody opened, as a moderator reads it and acts on it."""

import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aftercare.domain import clients, overseeing, reports
from aftercare.enums import Judged, ModeratorAct, ReportLevel, ReportStatus
from aftercare.models import Escalation, EscalationAct, OutsideClinic
from clinics.enums import ClinicStatus
from portal.accounts.domain import consents, roles
from portal.accounts.enums import Purpose, StaffRole
from portal.audit.models import AuditEvent
from portal.moderation.kinds import KINDS
from tests.aftercare.domain.test_reports import INFECTED, send
from tests.answers import text_of
from tests.conftest import NOW
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.clinics import (
    ClinicFactory,
    MembershipFactory,
    UrgentContactFactory,
)
from tests.factories.people import clinic_of
from tests.factories.plans import launched

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,
]
MINUTE = datetime.timedelta(minutes=1)
KEY = "00000000-0000-4000-8000-00000000000a"


@pytest.fixture
def me(person):
    """The client, whom no page may name."""
    found = person("client")
    type(found).objects.filter(pk=found.pk).update(display_name="Cleo Marr")
    return found


@pytest.fixture
def report(me, person):
    person("frontdesk")
    person("moderator")
    sent = send(launched(me, days_ago=3), INFECTED)
    reports.write(sent, key=KEY, text="It throbs at night.", by=me)
    return sent


@pytest.fixture
def item(report):
    return Escalation.objects.waiting().get()


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("moderator")


def address(item) -> str:
    return f"/cms/queue/report/{item.pk}/"


def read(response) -> str:
    assert response.status_code == 200
    return text_of(response.content.decode())


def told_to_client(sign_in_as, report) -> str:
    return read(sign_in_as("client").get(f"/my/reports/{report.number}/"))


PRIVATE = ("Cleo", "cleo", "client@", "It throbs at night.", "Pain now")


def test_number_level_and_rules_are_before_them_and_no_name(browser, report, item):
    line = read(browser.get("/cms/queue/"))
    assert f"A doctor today: {report.spoken}" in line
    assert "Nobody of the clinic has taken it on." in line

    page = read(browser.get(address(item)))
    for said in (
        report.spoken,
        report.clinic.name,
        "A doctor today",
        "The deputy of the clinic: There is nobody to write to",
        "You see none of it until you say why",
    ):
        assert said in page, said
    for private in (*PRIVATE, report.user.email):
        assert private not in line, private
        assert private not in page, private


def test_a_page_costs_the_same_before_and_after(browser, report, item):
    browser.get(address(item))
    with CaptureQueriesContext(connection) as closed:
        browser.get(address(item))
    browser.post(address(item), {"act": "open", "open-reason": "To call them."})
    browser.get(address(item))
    with CaptureQueriesContext(connection) as opened:
        browser.get(address(item))
    assert (len(closed), len(opened)) == (21, 22)  # and the person


def test_opening_asks_for_a_reason_and_the_client_reads_it(
    browser, report, item, sign_in_as, clock, person
):
    page = read(browser.post(address(item), {"act": "open", "open-reason": " "}))
    assert "Fill this in." in page
    assert not EscalationAct.objects.exists()

    data = {"act": "open", "open-reason": "To call them today."}
    for _twice in range(2):
        page = read(browser.post(address(item), data, follow=True))
    for private in ("Cleo Marr", report.user.email, "It throbs at night.", "Pain"):
        assert private in page, private
    event = AuditEvent.objects.get(verb="report opened by a moderator")
    assert (event.by_id, event.about_id) == (person("moderator").pk, str(report.pk))
    told = told_to_client(sign_in_as, report)
    assert "A moderator opened your name, your answers and the messages." in told
    assert "To call them today." in told

    clock.shift(30 * MINUTE)
    page = read(sign_in_as("moderator").get(address(item)))
    assert [each for each in PRIVATE if each in page] == []


def test_what_one_moderator_opened_is_closed_to_the_next(report, item, person):
    other = person("moderator")
    overseeing.open_up(item, reason="To call.", by=other)
    assert overseeing.open_until(item, by=other) == NOW + 30 * MINUTE
    assert overseeing.open_until(item, by=person("admin")) is None


def test_a_level_is_raised_and_never_lowered(browser, report, item, sign_in_as):
    for level in (1, 2, 3):
        data = {"act": "raise", "raise-level": level, "raise-reason": "?"}
        assert "Select a valid choice" in read(browser.post(address(item), data))
    data = {"act": "raise", "raise-level": 4, "raise-reason": "The rash spreads fast."}
    read(browser.post(address(item), data, follow=True))

    report.refresh_from_db()
    assert (report.level, report.status) == (
        ReportLevel.EMERGENCY,
        ReportStatus.WAITING,
    )
    first, raised = report.assessments.all()
    assert (first.level, raised.kind) == (ReportLevel.URGENT, Judged.RAISED)
    told = told_to_client(sign_in_as, report)
    assert "The rash spreads fast." in told
    assert "Emergency number now" in told


def test_even_the_domain_lowers_nothing(report, item, person):
    for level in (ReportLevel.CLINIC, ReportLevel.URGENT):
        with pytest.raises(overseeing.NotNow):
            overseeing.raise_level(
                item, level=level, reason="?", by=person("moderator")
            )


def test_words_for_the_clinic_stand_in_its_workspace_and_in_no_letter(
    browser, report, item, sign_in_as, django_capture_on_commit_callbacks
):
    clinic = report.clinic
    UrgentContactFactory(
        clinic=clinic, kind="deputy", email="on@call.test", tested_at=NOW,
        confirmed_at=NOW,
    )  # fmt: skip
    owner = MembershipFactory(clinic=clinic).user
    mail.outbox.clear()
    data = {"act": "write", "write-text": "Her pain grows: please call today."}
    with django_capture_on_commit_callbacks(execute=True):
        for _twice in range(2):
            read(browser.post(address(item), data, follow=True))

    assert {letter.to[0] for letter in mail.outbox} >= {"on@call.test", owner.email}
    assert len(mail.outbox) == len({letter.to[0] for letter in mail.outbox})
    for letter in mail.outbox:
        assert "pain" not in letter.subject + letter.body
        assert report.spoken in letter.body
    where = f"/workspace/{clinic.slug}/inbox/{report.number}/"
    page = read(sign_in_as("frontdesk").get(where))
    assert "Her pain grows: please call today." in page
    told = told_to_client(sign_in_as, report)
    assert "A moderator wrote to your clinic." in told
    assert "Her pain grows" not in told


def test_closing_says_what_came_of_it_and_nothing_is_done_after(
    browser, report, item, sign_in_as, person
):
    data = {"act": "close", "close-conclusion": "The clinic called her."}
    page = read(browser.post(address(item), data, follow=True))
    assert "It is written down" in page
    assert report.spoken not in page
    item.refresh_from_db()
    assert (item.closed_by, item.conclusion) == (
        person("moderator"),
        "The clinic called her.",
    )
    told = told_to_client(sign_in_as, report)
    assert "Our moderators have done their part. The clinic called her." in told
    page = read(browser.post(address(item), data, follow=True))
    assert "this cannot be done" in page
    assert "Closed by" in page
    report.refresh_from_db()
    assert report.status == ReportStatus.WAITING


def test_each_step_is_told_to_the_client(report, sign_in_as):
    told = told_to_client(sign_in_as, report)

    for said in (
        "Your clinic has no urgent contact that can be written to. We went on at once.",
        "Your clinic has no deputy that can be written to. We went on at once.",
        "Our moderators were written to. They see the number",
    ):
        assert said in told, said


def test_the_client_reads_who_comes_next_and_when(me, person, sign_in_as, clock):
    desk = person("frontdesk")
    for kind in ("urgent", "deputy"):
        UrgentContactFactory(
            clinic=clinic_of("frontdesk"), kind=kind, tested_at=NOW, confirmed_at=NOW
        )
    report = send(launched(me, days_ago=3), INFECTED)

    told = told_to_client(sign_in_as, report)
    assert "The urgent contact of your clinic was written to." in told
    assert "opened it by 09:30, we write to its deputy" in told
    reports.mark_read(report, by=desk, as_clinic=True)
    assert "we write to its deputy" not in told_to_client(sign_in_as, report)


def test_who_ends_the_link_is_out_of_sight_at_once(browser, report, item, me):
    clients.end(me.care.get(), by=me)

    assert report.spoken not in read(browser.get("/cms/queue/"))
    assert browser.get(address(item)).status_code == 404


def test_a_moderator_close_to_the_clinic_does_not_see_it(browser, report, item, person):
    MembershipFactory(clinic=report.clinic, user=person("moderator"))

    assert browser.get(address(item)).status_code == 404
    with pytest.raises(overseeing.NotYours):
        overseeing.close(item, conclusion="?", by=person("moderator"))


def test_who_is_no_moderator_does_nothing(report, item):
    stranger = UserFactory()
    for act, told in (
        (overseeing.open_up, {"reason": "?"}),
        (overseeing.write, {"text": "?"}),
        (overseeing.close, {"conclusion": "?"}),
        (overseeing.raise_level, {"level": ReportLevel.EMERGENCY, "reason": "?"}),
    ):
        with pytest.raises(overseeing.NotYours):
            act(item, by=stranger, **told)
    assert not EscalationAct.objects.filter(act__in=ModeratorAct).exists()


# About a clinic that is not here


@pytest.fixture
def outside(me, person):
    from tests.aftercare.domain.test_outside_reports import send as send_outside

    person("moderator")
    ConsentFactory(user=me)
    return send_outside(me, INFECTED | {"note": "It throbs at night."})


def test_outside_the_clinic_is_told_as_it_was_named_and_the_person_is_not(
    browser, outside
):
    item = outside.escalations.get()

    line = read(browser.get("/cms/queue/"))
    page = read(browser.get(address(item)))

    assert f"A doctor today: {outside.spoken}" in line
    assert "Estúdio da Coroa, Porto, Portugal" in line
    assert "The clinic is not here: nobody else can look at it." in line
    for said in (
        "Estúdio da Coroa, Porto, Portugal",
        "as the client names it; nobody has checked it",
        "A doctor today",
        "You see none of it until you say why",
    ):
        assert said in page, said
    for private in (*PRIVATE, outside.user.email):
        assert private not in line, private
        assert private not in page, private
    for act in ("Write to the clinic", "Raise the level"):
        assert act not in page


def test_outside_opening_asks_why_and_what_was_done_is_told(
    browser, outside, sign_in_as
):
    item = outside.escalations.get()
    browser.post(address(item), {"act": "open", "open-reason": "To warn of a batch."})

    page = read(browser.get(address(item)))
    assert "Cleo Marr" in page
    assert "It throbs at night." in page
    told = told_to_client(sign_in_as, outside)
    assert "A moderator opened your name" in told
    assert "To warn of a batch." in told
    event = AuditEvent.objects.get(verb="report opened by a moderator")
    assert event.about_id == str(outside.pk)

    words = {"act": "close", "close-conclusion": "We wrote to the studio in Porto."}
    browser.post(address(item), words)

    assert "We wrote to the studio in Porto." in told_to_client(sign_in_as, outside)
    assert not Escalation.objects.waiting().exists()


def test_outside_nobody_writes_to_a_clinic_or_raises_a_level(outside, person):
    item, moderator = outside.escalations.get(), person("moderator")

    with pytest.raises(overseeing.NotNow):
        overseeing.write(item, text="Look.", by=moderator)
    with pytest.raises(overseeing.NotNow):
        overseeing.raise_level(
            item, level=ReportLevel.EMERGENCY, reason="?", by=moderator
        )
    offered = {deed.name for deed in KINDS["report"].offered(moderator, item)}
    assert offered == {"open", "close"}


def test_outside_the_day_may_be_unknown(browser, outside, me):
    from tests.aftercare.domain.test_outside_reports import send as send_outside

    item = send_outside(me, session_on=None).escalations.get()

    page = read(browser.get(address(item)))

    assert "Day after the session not known" in page
    assert "Contact your clinic" in read(browser.get("/cms/queue/"))


def test_outside_moderators_see_it_only_while_the_person_allows_it(
    browser, outside, me
):
    item = outside.escalations.get()
    consents.withdraw(Purpose.CARE, by=me)

    assert browser.get(address(item)).status_code == 404
    assert outside.spoken not in read(browser.get("/cms/queue/"))


def test_outside_nobody_oversees_a_report_of_their_own(outside, person):
    roles.grant(outside.user, StaffRole.MODERATOR, by=None)

    assert not overseeing.readable(outside.user).exists()
    assert overseeing.readable(person("moderator")).exists()


def test_outside_a_clinic_that_is_here_by_now_is_found(browser, outside, sign_in_as):
    clinic = ClinicFactory(name="Crown & Co", status=ClinicStatus.LISTED)
    page = address(outside.escalations.get())
    wrong = {"act": "found", "found-clinic": "https://example.org/clinics/nowhere/"}

    refused = browser.post(page, wrong).content.decode()
    told = {"act": "found", "found-clinic": f"http://x/es/clinics/{clinic.slug}/?day=1"}
    answers = [browser.post(page, told) for _ in range(2)]

    assert "No clinic on the list has this address." in refused
    assert 'value="https://example.org/clinics/nowhere/"' in refused
    assert [each.status_code for each in answers] == [302, 302]
    assert EscalationAct.objects.get().text == "Crown & Co"
    shown = read(browser.get(page))
    assert "Found on this portal: Crown & Co" in shown
    assert "Is it on this portal?" not in shown
    theirs = told_to_client(sign_in_as, outside)
    assert "A moderator found the clinic that you named on this portal." in theirs
    assert "The clinic you named is on this portal now: Crown & Co" in theirs


def test_outside_a_clinic_is_found_by_strangers_to_it_and_on_the_list(outside, person):
    item, moderator = outside.escalations.get(), person("moderator")
    draft = ClinicFactory(status=ClinicStatus.DRAFT)
    own = MembershipFactory(user=moderator, clinic__status=ClinicStatus.LISTED).clinic

    with pytest.raises(overseeing.NotNow):
        overseeing.find_clinic(item, clinic=draft, by=moderator)
    with pytest.raises(overseeing.NotYours):
        overseeing.find_clinic(item, clinic=own, by=moderator)
    assert not OutsideClinic.objects.exclude(clinic=None).exists()

    OutsideClinic.objects.update(clinic=own)
    assert not overseeing.readable(moderator).exists()


def test_a_report_about_a_clinic_here_finds_no_other(item, person):
    listed = ClinicFactory(status=ClinicStatus.LISTED)

    with pytest.raises(overseeing.NotNow):
        overseeing.find_clinic(item, clinic=listed, by=person("moderator"))
