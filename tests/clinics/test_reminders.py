"""Letters before a paper ends: one per step, ever, to whom it is about."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command

from clinics.domain import reminders
from clinics.enums import CertificationStatus, ClinicRole, ClinicStatus
from clinics.models import Certification, Reminder
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    ClinicFactory,
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
)

pytestmark = pytest.mark.django_db
S = CertificationStatus
LONG_AGO = NOW - datetime.timedelta(days=300)


@pytest.fixture
def clinic():
    made = ClinicFactory(status=ClinicStatus.LISTED, name="Crown")
    MembershipFactory(clinic=made, user__email="owner@example.com")
    return made


def ending(days: int, **fields):
    """A paper that counts for so many days after today."""
    return CertificationFactory(
        in_force=True,
        accepted_at=LONG_AGO,
        counts_until=TODAY + datetime.timedelta(days=days),
        **fields,
    )


def steps(paper=None) -> list[int]:
    rows = Reminder.objects.filter(certification=paper) if paper else Reminder.objects
    return sorted(rows.values_list("step", flat=True), reverse=True)


def test_each_step_is_written_once_to_the_owner(clinic, clock):
    ending(91, clinic=clinic)
    for _day in range(110):
        reminders.remind()
        reminders.remind()
        clock.shift(datetime.timedelta(days=1))

    assert steps() == [90, 60, 30, 14, 7, 1, 0, -7]
    assert len(mail.outbox) == 8
    assert {letter.to[0] for letter in mail.outbox} == {"owner@example.com"}
    assert "Premises licence ends in 90 days" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("left", "step"),
    [
        (91, None),
        (90, 90),
        (89, 90),  # missed yesterday
        (28, 30),  # only the nearest of three that were missed
        (6, 7),
        (1, 1),
        (0, 0),
        (-1, 0),
        (-7, -7),
        (-14, -7),
        (-15, None),  # it has been over for long
    ],
)
def test_a_missed_day_is_caught_up_with_the_nearest_step(clinic, left, step):
    ending(left, clinic=clinic)
    reminders.remind()

    assert steps() == ([] if step is None else [step])


def test_a_step_that_lay_before_the_acceptance_is_not_caught_up(clinic, clock):
    paper = ending(45, clinic=clinic)
    Certification.objects.update(accepted_at=NOW)
    reminders.remind()
    assert steps() == []

    clock.shift(datetime.timedelta(days=15))
    reminders.remind()
    assert steps(paper) == [30]


@pytest.mark.parametrize(
    "status", [S.SUSPENDED, S.REVOKED, S.SUPERSEDED, S.SUBMITTED, S.REJECTED]
)
def test_nothing_is_written_of_what_is_not_in_force(clinic, status):
    ending(30, clinic=clinic, status=status)
    reminders.remind()
    assert steps() == []


def test_nothing_is_written_during_an_emergency(clinic):
    ending(30, clinic=clinic, held_until=NOW + datetime.timedelta(hours=1))
    reminders.remind()
    assert steps() == []


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (S.DRAFT, [30]),
        (S.SUBMITTED, []),
        (S.CHANGES_REQUESTED, [30]),  # the clinic has it, not the reviewers
        (S.ACCEPTED, []),
        (S.REJECTED, [30]),
    ],
)
def test_a_renewal_in_hand_quiets_the_letters(clinic, status, expected):
    paper = ending(30, clinic=clinic)
    begins = TODAY + datetime.timedelta(days=31)
    CertificationFactory(
        clinic=clinic, in_force=True, renews=paper, status=status, valid_from=begins
    )
    reminders.remind()
    assert steps(paper) == expected


@pytest.mark.parametrize("status", set(ClinicStatus) - {ClinicStatus.LISTED})
def test_clinics_off_the_list_hear_nothing(clinic, status):
    clinic.status = status
    clinic.save()
    ending(30, clinic=clinic)
    reminders.remind()
    assert steps() == []


def test_a_personal_paper_is_written_of_to_its_person(clinic):
    person = UserFactory(email="nia@example.com", language="es")
    practitioner = PractitionerFactory(user=person, claimed_at=NOW)
    PlacementFactory(practitioner=practitioner, clinic=clinic)
    MembershipFactory(clinic=clinic, user=person, role=ClinicRole.PRACTITIONER)
    elsewhere = PractitionerFactory(user=UserFactory(), claimed_at=NOW)
    PlacementFactory(
        practitioner=elsewhere, clinic=ClinicFactory(status=ClinicStatus.CLOSED)
    )
    ending(30, clinic=None, practitioner=practitioner)
    ending(30, clinic=None, practitioner=elsewhere)

    reminders.remind()

    assert [letter.to for letter in mail.outbox] == [["nia@example.com"]]
    assert f"/certifications/{Reminder.objects.get().certification_id}/renew/" in (
        mail.outbox[0].body
    )


def test_the_letter_is_in_the_readers_language_with_one_link(clinic):
    MembershipFactory(clinic=clinic, user__email="ana@example.com", user__language="es")
    paper = ending(7, clinic=clinic)
    reminders.remind()

    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert bodies.keys() == {"owner@example.com", "ana@example.com"}
    assert "ends in 7 days" in bodies["owner@example.com"]
    assert bodies["ana@example.com"].startswith("Hola")
    for body in bodies.values():
        assert body.count("http") == 1
        assert f"/{clinic.slug}/certifications/{paper.pk}/renew/" in body


def test_a_task_that_runs_twice_writes_once(clinic):
    ending(7, clinic=clinic)
    reminders.remind()
    reminders.write(Reminder.objects.get().pk)
    assert len(mail.outbox) == 1


def test_a_round_costs_the_same_queries_however_many_papers(
    clinic, django_assert_num_queries
):
    for _number in range(3):
        paper = ending(30, clinic=clinic)
        Reminder.objects.create(certification=paper, step=30, due_at=NOW)
    with django_assert_num_queries(2):
        reminders.remind()


def test_the_command_says_what_it_began(clinic, capsys):
    paper = ending(14, clinic=clinic)
    call_command("remind")
    assert capsys.readouterr().out == f"{paper.shown_code} 14\n"
    call_command("remind")
    assert capsys.readouterr().out == ""


def test_a_step_that_another_worker_began_meanwhile_is_left_to_it(clinic, monkeypatch):
    ending(30, clinic=clinic)
    seen_by_both = list(reminders._candidates()) + list(reminders._candidates())
    monkeypatch.setattr(reminders, "_candidates", lambda: iter(seen_by_both))

    assert len(reminders.remind()) == 1
    assert len(mail.outbox) == 1
