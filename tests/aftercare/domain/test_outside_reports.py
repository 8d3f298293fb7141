"""A report about a clinic that is not here: judged at once, read by no clinic."""

import datetime
from uuid import uuid4

import pytest
from django.core import mail

from aftercare import judging
from aftercare.domain import (
    erasures,
    escalations,
    outside_reports,
    overseeing,
    reports,
)
from aftercare.domain.outside_reports import Place
from aftercare.enums import EscalationOutcome, EscalationStep, ReportLevel, ReportStatus
from aftercare.models import Escalation, OutsideClinic, SymptomReport
from aftercare.models.outside_clinic import key_of
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.audit.models import AuditEvent
from portal.knowledge import triage
from portal.knowledge.symptoms import AnswerError
from tests.aftercare.domain.test_reports import FINE, INFECTED
from tests.conftest import TODAY
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
PORTO = Place(name="Estúdio da Coroa", town="Porto", country="PT")
THREE_DAYS_AGO = TODAY - 3 * DAY


@pytest.fixture
def nuno(db):
    """Somebody with an account and no clinic here."""
    person = UserFactory(email="nuno@example.com", time_zone="Europe/Lisbon")
    ConsentFactory(user=person)
    return person


def send(by, answers=FINE, *, place=PORTO, session_on=THREE_DAYS_AGO, **told):
    usual = {"key": uuid4(), "language": "en"}
    return outside_reports.send(
        place, session_on=session_on, answers=answers, by=by, **usual | told
    )


def test_a_usual_day_is_kept_for_the_person_alone(nuno, person):
    person("moderator")

    report = send(nuno)

    assert (report.level, report.status, report.day) == (
        ReportLevel.EXPECTED,
        ReportStatus.KEPT,
        3,
    )
    assert (report.clinic, report.session, report.plan) == (None, None, None)
    assert str(report.outside_clinic) == "Estúdio da Coroa"
    assert report.outside_clinic.place == "Porto, Portugal"
    judged = report.assessments.get()
    assert "the aftercare you were told" in judged.shown["advice"]
    assert judged.fired[0]["sources"]
    assert report.items.get(question="pain_nrs").grade == 1
    assert not Escalation.objects.exists()
    assert mail.outbox == []
    event = AuditEvent.objects.get(verb="report sent")
    assert event.details["level"] == 1


def test_the_same_form_twice_is_one_report(nuno):
    key = uuid4()

    assert send(nuno, key=key) == send(nuno, INFECTED, key=key)
    assert SymptomReport.objects.count() == 1


def test_what_asks_for_a_clinic_waits_for_moderators_without_a_letter(nuno, person):
    person("moderator")

    report = send(nuno, {"red_flags": [], "trend": "same", "bumps": 2})

    assert report.level == ReportLevel.CLINIC
    item = report.escalations.get()
    assert (item.step, item.outcome) == (
        EscalationStep.MODERATORS,
        EscalationOutcome.QUEUED,
    )
    assert mail.outbox == []
    assert "If it does not answer" in report.assessments.get().shown["advice"]


def test_words_for_an_emergency_sign_wait_for_moderators_on_a_usual_day(nuno, person):
    report = send(nuno, FINE | {"note": "I have chest pain."})

    assert report.level == ReportLevel.EXPECTED
    waiting = overseeing.readable(person("moderator")).waiting().get(report=report)
    assert waiting.outcome == EscalationOutcome.QUEUED


def test_an_urgent_one_is_told_to_moderators_at_once_and_names_nobody(nuno, person):
    moderator = person("moderator")

    report = send(nuno, INFECTED)

    assert report.level == ReportLevel.URGENT
    assert report.escalations.get().outcome == EscalationOutcome.WRITTEN
    (letter,) = mail.outbox
    assert letter.to == [moderator.email]
    words = letter.subject + letter.body
    assert report.spoken in words
    assert "no clinic reads it".lower() in words.lower()
    for private in ("nuno", "Estúdio", "Porto", "glands"):
        assert private not in words
    advice = triage.RULES.levels[triage.Level.URGENT].advice.en
    assert report.assessments.get().shown["advice"] == advice


def test_without_a_moderator_nobody_is_promised(nuno):
    assert send(nuno, INFECTED).escalations.get().outcome == EscalationOutcome.NOBODY


def test_a_moderator_gets_no_letter_about_themselves(person):
    moderator = person("moderator")
    ConsentFactory(user=moderator)

    report = send(moderator, INFECTED)

    assert report.escalations.get().outcome == EscalationOutcome.NOBODY
    assert mail.outbox == []


def test_no_escalation_to_contacts_or_deputies_follows(nuno, person, clock):
    person("moderator")
    send(nuno, INFECTED)

    clock.shift(DAY)

    assert escalations.escalate() == 0
    assert Escalation.objects.count() == 1


def test_without_the_consent_nothing_is_kept(nuno):
    consents.withdraw(Purpose.CARE, by=nuno)

    with pytest.raises(outside_reports.NotAllowed):
        send(nuno)

    assert not SymptomReport.objects.exists()
    assert not OutsideClinic.objects.exists()


def test_an_answer_that_does_not_fit_keeps_nothing(nuno):
    with pytest.raises(AnswerError):
        send(nuno, {"pain_nrs": 11})

    assert not OutsideClinic.objects.exists()


def test_without_the_day_nothing_is_called_usual(nuno):
    report = send(nuno, session_on=None)

    assert (report.day, report.session_on) == (None, None)
    assert report.level == ReportLevel.CLINIC
    assert report.assessments.get().fired[0]["id"] == "X3"


def test_a_day_is_counted_where_the_person_lives(nuno):
    nuno.time_zone = "Pacific/Honolulu"  # where it is yesterday
    nuno.save()

    assert send(nuno).day == 2
    assert send(nuno, session_on=TODAY + 2 * DAY).day == 0


def test_earlier_reports_of_the_same_session_count(nuno, clock):
    calm = {"red_flags": [], "trend": "same", "redness_extent": 1, "heat": 1}
    first = send(nuno, calm)
    elsewhere = send(nuno, calm, place=Place(name="Other", town="Faro", country="PT"))
    unknown = send(nuno, calm, session_on=None)
    someone = UserFactory()
    ConsentFactory(user=someone)
    send(someone, calm)

    course = outside_reports.course_of(nuno, first.outside_clinic, THREE_DAYS_AGO)

    assert list(course) == [first]
    assert not outside_reports.course_of(nuno, unknown.outside_clinic, None)
    assert elsewhere.outside_clinic != first.outside_clinic


@pytest.mark.parametrize(
    "written",
    [
        Place(name="ESTUDIO DA COROA", town="porto", country="PT"),
        Place(name="Estúdio  da-Coroa.", town="Porto ", country="PT"),
    ],
)
def test_the_same_place_is_one_row_however_it_is_written(nuno, written):
    first = send(nuno)

    assert send(nuno, place=written).outside_clinic == first.outside_clinic
    assert OutsideClinic.objects.get().name == "Estúdio da Coroa"


def test_another_country_is_another_place():
    assert key_of("Coroa", "Porto", "PT") != key_of("Coroa", "Porto", "BR")
    assert len(key_of("a" * 500, "Porto", "PT")) == 400


def test_an_emergency_waits_for_no_name(nuno):
    flags = {"red_flags": ["mouth_swelling"]}

    report = send(nuno, flags, place=Place(town="Porto"), session_on=None)

    assert report.level == ReportLevel.EMERGENCY
    assert str(report.outside_clinic) == "A clinic that was not named"
    assert report.outside_clinic.place == ""


def test_nobody_is_written_to_and_nothing_opens_it_again(nuno):
    report = send(nuno)

    with pytest.raises(reports.NotNow):
        reports.write(report, key=uuid4(), text="Hello?", by=nuno)
    with pytest.raises(reports.NotNow):
        reports.reopen(report, by=nuno)


def test_it_is_in_no_inbox_not_even_of_a_clinic_of_the_person(client_link):
    plan = launched(client_link.user, days_ago=3)
    send(client_link.user, INFECTED)

    assert not SymptomReport.objects.seen_by(plan.clinic).exists()
    assert not SymptomReport.objects.urgent_and_waiting().exists()


def test_health_answers_of_a_client_count(client_link):
    from tests.factories.aftercare import HealthProfileFactory

    HealthProfileFactory(user=client_link.user, risks=["weak_immune"])
    worse = {"red_flags": [], "trend": "worse", "redness_extent": 0}

    assert send(client_link.user, worse).level == ReportLevel.URGENT


def test_judging_without_a_day_reads_no_earlier_report():
    told = judging.assess(FINE, day=None, earlier=[(1, INFECTED)])

    assert (told.day, told.level) == (None, triage.Level.CLINIC)


# Erasing the person


def erase(person, clock):
    asked = erasures.ask(person)
    clock.shift(8 * DAY)
    assert erasures.carry_out(asked.pk)


def test_erasing_leaves_the_words_for_a_place_to_nobody(nuno, clock):
    report = send(nuno, FINE | {"note": "Behind the left ear."})

    erase(nuno, clock)

    report = SymptomReport.objects.get(pk=report.pk)
    assert report.outside_clinic.key == ""
    assert report.answers == FINE
    assert list(OutsideClinic.objects.values_list("name", "town")) == [("", "")]


def test_erasing_takes_a_report_from_the_moderators(nuno, person, clock):
    moderator = person("moderator")
    other = UserFactory()
    ConsentFactory(user=other)
    stays = send(other, INFECTED)
    send(nuno, INFECTED)
    assert overseeing.readable(moderator).count() == 2

    erase(nuno, clock)

    assert [each.report for each in overseeing.readable(moderator)] == [stays]


def test_erasing_keeps_a_place_that_somebody_else_named(nuno, clock):
    other = UserFactory()
    ConsentFactory(user=other)
    send(other)
    report = send(nuno)

    erase(nuno, clock)

    report = SymptomReport.objects.get(pk=report.pk)
    assert report.outside_clinic.name == "Estúdio da Coroa"
