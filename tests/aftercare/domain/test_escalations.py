"""An urgent report that nobody opens goes from one to the next, each once."""

import datetime
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aftercare import emails
from aftercare.domain import clients, escalations, report_answers, reports
from aftercare.enums import EscalationOutcome, EscalationStep, ReportOutcome
from aftercare.models import Escalation
from clinics.enums import ContactKind
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from tests.aftercare.domain.test_reports import FINE, INFECTED, send
from tests.conftest import NOW
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.clinics import (
    ClinicFactory,
    MembershipFactory,
    PlacementFactory,
    UrgentContactFactory,
)
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
NOTE, CONTACT, DEPUTY, MODERATORS, LEFT = EscalationStep
WRITTEN, NOBODY, FAILED, QUEUED = EscalationOutcome
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def plan(client_link):
    return launched(client_link.user, days_ago=3)


@pytest.fixture
def moderator(db):
    made = UserFactory(email="mo@example.com", display_name="Mo Derator")
    roles.grant(made, StaffRole.MODERATOR, by=None)
    return made


def on_call(clinic, kind=ContactKind.URGENT, **fields):
    usual = {"tested_at": NOW, "confirmed_at": NOW, "email": f"{kind}@crown.test"}
    return UrgentContactFactory(clinic=clinic, kind=kind, **usual | fields)


@pytest.fixture
def both(clinic):
    """The clinic has an urgent contact and a deputy."""
    return on_call(clinic), on_call(clinic, ContactKind.DEPUTY)


def steps(report) -> list[tuple]:
    found = report.escalations.all()
    return [(each.round, each.step, each.outcome, each.at - NOW) for each in found]


def written_to() -> list[str]:
    return [message.to[0] for message in mail.outbox]


def test_contact_then_deputy_then_moderators_half_an_hour_apart(
    plan, both, moderator, clock
):
    report = send(plan, INFECTED)
    assert written_to() == ["urgent@crown.test"]

    taken = []
    for _minute in range(120):
        clock.shift(MINUTE)
        taken.append(escalations.escalate())

    assert sum(taken) == 2
    assert steps(report) == [
        (1, CONTACT, WRITTEN, 0 * MINUTE),
        (1, DEPUTY, WRITTEN, 30 * MINUTE),
        (1, MODERATORS, WRITTEN, 60 * MINUTE),
    ]
    assert written_to() == ["urgent@crown.test", "deputy@crown.test", "mo@example.com"]


def test_no_letter_says_anything_of_the_person_or_their_health(
    plan, both, moderator, clock
):
    send(plan, INFECTED)
    for _step in range(2):
        clock.shift(30 * MINUTE)
        escalations.escalate()

    assert len(mail.outbox) == 3
    for letter in mail.outbox:
        said = (letter.subject + letter.body).replace("/inbox/", "").lower()
        for private in ("cleo", "urgent", "redness", "infect", "pain", "level"):
            assert private not in said, (letter.to, private)
    _first, deputy, moderators = mail.outbox
    assert "You are named as the deputy" in deputy.body
    assert "http://testserver/cms/queue/" in moderators.body


def test_where_there_is_nobody_the_next_step_follows_at_once(plan, moderator):
    report = send(plan, INFECTED)

    assert steps(report) == [
        (1, CONTACT, NOBODY, 0 * MINUTE),
        (1, DEPUTY, NOBODY, 0 * MINUTE),
        (1, MODERATORS, WRITTEN, 0 * MINUTE),
    ]


def test_a_contact_that_never_confirmed_is_nobody(clinic, plan, moderator):
    on_call(clinic, confirmed_at=None)
    on_call(clinic, ContactKind.DEPUTY)

    report = send(plan, INFECTED)

    assert [each[1:3] for each in steps(report)] == [
        (CONTACT, NOBODY),
        (DEPUTY, WRITTEN),
    ]
    assert written_to() == ["deputy@crown.test"]


def test_without_moderators_the_item_waits_all_the_same(plan):
    report = send(plan, INFECTED)

    assert steps(report)[-1][1:3] == (MODERATORS, NOBODY)
    assert Escalation.objects.waiting().get().report == report


def test_a_letter_that_fails_holds_up_nobody_and_takes_no_report_back(
    plan, both, moderator, monkeypatch
):
    def refuse(*_told):
        raise ConnectionRefusedError

    monkeypatch.setattr(emails, "_to_contact", refuse)
    report = send(plan, INFECTED)

    assert [each[2] for each in steps(report)] == [FAILED, FAILED, WRITTEN]
    assert written_to() == ["mo@example.com"]


def test_opening_it_ends_the_climb_at_each_step(plan, both, desk, clock):
    reports.mark_read(send(plan, INFECTED), by=desk, as_clinic=True)
    later = send(plan, INFECTED)
    clock.shift(30 * MINUTE)
    assert escalations.escalate() == 1
    report_answers.acknowledge(later, seen=report_answers.seen(later), by=desk)
    clock.shift(30 * MINUTE)

    assert escalations.escalate() == 0
    assert [each[1] for each in steps(later)] == [CONTACT, DEPUTY]


def test_opening_it_at_the_same_moment_is_seen_under_the_lock(plan, both, desk, clock):
    """The round found it unseen; by its turn somebody has opened it."""
    report = send(plan, INFECTED)
    clock.shift(30 * MINUTE)
    reports.mark_read(report, by=desk, as_clinic=True)

    assert escalations.advance(report.pk) == 0


def test_a_report_that_is_not_urgent_climbs_nowhere(plan, both, clock):
    for answers in (FINE, {"red_flags": [], "trend": "same", "other": True}):
        send(plan, answers)
    clock.shift(90 * MINUTE)

    assert escalations.escalate() == 0
    assert mail.outbox == []


def test_opened_again_the_clock_starts_anew(plan, both, desk, clock):
    report = send(plan, INFECTED)
    reports.mark_read(report, by=desk, as_clinic=True)
    seen = report_answers.seen
    report_answers.acknowledge(report, seen=seen(report), by=desk)
    report_answers.resolve(
        report, outcome=ReportOutcome.TREATED, seen=seen(report), by=desk
    )
    clock.shift(600 * MINUTE)
    reports.reopen(report, by=report.user)
    assert steps(report) == [
        (1, CONTACT, WRITTEN, 0 * MINUTE),
        (2, CONTACT, WRITTEN, 600 * MINUTE),
    ]
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 2

    clock.shift(29 * MINUTE)
    assert escalations.escalate() == 0
    clock.shift(MINUTE)
    assert escalations.escalate() == 1
    for _twice in range(2):
        reports.mark_read(report, by=desk, as_clinic=True)
    clock.shift(30 * MINUTE)
    assert escalations.escalate() == 0
    reads = report.events.filter(act="read").values_list("round", flat=True)
    assert list(reads) == [1, 2]


def end_the_link(link):
    clients.end(link, by=link.user)


def take_the_consent_back(link):
    ConsentFactory(user=link.user, act="withdrawn")


@pytest.mark.parametrize("leave", [end_the_link, take_the_consent_back])
def test_who_left_the_clinic_is_taken_no_further(plan, both, client_link, leave, clock):
    report = send(plan, INFECTED)
    leave(client_link)
    clock.shift(90 * MINUTE)

    assert escalations.escalate() == 0
    assert len(steps(report)) == 1


def test_a_moderator_close_to_the_clinic_is_not_written_to(clinic, plan, moderator):
    MembershipFactory(clinic=clinic, user=moderator)
    report = send(plan, INFECTED)

    assert steps(report)[-1][2] == NOBODY
    assert mail.outbox == []


def test_a_practitioner_of_the_clinic_is_no_stranger_and_most_have_no_account(
    clinic, plan, moderator
):
    PlacementFactory(clinic=clinic)
    report = send(plan, INFECTED)
    assert steps(report)[-1][2] == WRITTEN

    claimed = {"practitioner__user": moderator, "practitioner__claimed_at": NOW}
    PlacementFactory(clinic=clinic, **claimed)
    assert emails.escalated(report, MODERATORS) == 0


def test_the_letter_costs_the_same_queries_with_any_number_of_moderators(
    clinic, plan, moderator
):
    report = send(plan, INFECTED)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            emails.escalated(report, MODERATORS)
        counts.append(len(queries))
        moderator.groups.get().user_set.add(UserFactory(), UserFactory())

    assert counts == [1, 1]


def test_a_report_that_went_out_twice_is_one_letter_in_a_mailbox(plan, both):
    report = send(plan, INFECTED)
    emails.escalated(report, CONTACT)

    first, again = mail.outbox
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]


def test_a_round_costs_a_query_and_each_step_ten(
    plan, both, clock, django_assert_num_queries
):
    send(plan, INFECTED)
    with django_assert_num_queries(1):
        escalations.escalate()
    clock.shift(30 * MINUTE)
    with django_assert_num_queries(12):
        assert escalations.escalate() == 1
    Escalation.objects.all().delete()
    for _report in range(2):
        send(plan, INFECTED)
    with django_assert_num_queries(12):
        assert escalations.escalate() == 1
    clock.shift(30 * MINUTE)
    with django_assert_num_queries(32):
        assert escalations.escalate() == 3


def test_a_report_never_changes_what_the_register_says_of_a_clinic(
    clinic, plan, moderator, client, clock
):
    """Neither its place on the list, nor its page, nor the open data."""
    ClinicFactory(status="listed", name="Another Clinic")
    pages = ("/clinics/", f"/clinics/{clinic.slug}/", "/api/v1/clinics")

    def said():
        caches["default"].clear()  # the page cache would say the same in any case
        return [client.get(page).content for page in pages]

    before = said()
    report = send(plan, INFECTED)
    reports.write(report, key=uuid4(), text="Nobody answers.", by=report.user)

    assert Escalation.objects.waiting().exists()
    assert said() == before
    type(clinic).objects.filter(pk=clinic.pk).update(name="Zenith")
    pairs = zip(said(), before, strict=True)
    assert all(now != then for now, then in pairs)  # each is looked at


def test_a_report_that_another_worker_holds_is_left_to_it():
    """As the database answers for a row that is held: none."""
    assert escalations.advance(0) == 0
    assert not Escalation.objects.exists()
