"""Erasing a person: what goes, what stays, once, and not before it is due."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core import mail

from aftercare import places
from aftercare.domain import clients, erasures, plans, sessions
from aftercare.enums import ClientStatus, Judged, ReportAct
from aftercare.models import (
    Assessment,
    Client,
    Erasure,
    Escalation,
    EscalationAct,
    HealingPlan,
    HealthProfile,
    Helper,
    Message,
    PlanStep,
    ReportEvent,
    Session,
    StepRecord,
    SymptomReport,
    Treatment,
    TreatmentGrant,
)
from portal.accounts.enums import GROUP_NAMES, Purpose, StaffRole
from portal.accounts.models import Consent, Invitation, User
from portal.audit.models import AuditEvent
from tests.conftest import NOW
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.aftercare import (
    HealthProfileFactory,
    HelperFactory,
    PassportLinkFactory,
    TreatmentGrantFactory,
)
from tests.factories.clinics import MembershipFactory, PractitionerFactory
from tests.factories.plans import CalendarLinkFactory
from tests.factories.reminders import (
    LateTickFactory,
    PushSubscriptionFactory,
    ReminderFactory,
    ReminderWishFactory,
)
from tests.factories.reports import (
    AssessmentFactory,
    EscalationActFactory,
    EscalationFactory,
    GradedItemFactory,
    MessageFactory,
    ReportEventFactory,
    SymptomReportFactory,
)

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=7)
ADDRESS = "cleo@example.com"


@pytest.fixture
def cleo(client_link, desk, record):
    """A client with all that is kept about one."""
    person = client_link.user
    HealthProfileFactory(user=person)
    session = record(risks=["keloid"])
    sessions.hand_over(session, by=desk)
    plan = HealingPlan.objects.get(session=session)
    step = PlanStep.objects.filter(version=plan.version, first_day=0).first()
    plans.record_done(plan, [step], on=plan.day_zero, by=person)
    InvitationFactory(email=ADDRESS, role="client", place="client:99")
    ReminderWishFactory(user=person)
    ReminderFactory(user=person)
    PushSubscriptionFactory(user=person)
    LateTickFactory(user=person, plan=plan, step=step)
    CalendarLinkFactory(user=person)
    PassportLinkFactory(user=person)
    HelperFactory(person=person)
    TreatmentGrantFactory(treatment=session.treatment)
    report_in_words(plan)
    InvitationFactory(
        email="friend@example.com",
        role="helper",
        place=places.helper(person),
        invited_by=person,
        token="to-a-friend",
    )
    return person


def report_in_words(plan):
    """A report with words of the person and of the clinic in every place for them."""
    answers = {"red_flags": [], "heat": 2, "note": "It is Cleo again."}
    report = SymptomReportFactory(plan=plan, answers=answers)
    GradedItemFactory(report=report, question="heat", grade=2)
    AssessmentFactory(report=report, shown={"advice": "Cleo, see a doctor."})
    AssessmentFactory(
        report=report,
        kind=Judged.RAISED,
        by=plan.user,
        level=3,
        reason="Cleo rang.",
        rules_version="",
        course_version="",
    )
    ReportEventFactory(report=report, act=ReportAct.CALLED, note="Cleo is better.")
    ReportEventFactory(report=report, act=ReportAct.RESOLVED, outcome="treated")
    MessageFactory(report=report, text="Cleo here.")
    closed = EscalationFactory(
        report=report, closed_at=NOW, closed_by=plan.user, conclusion="Cleo is fine."
    )
    EscalationActFactory(escalation=closed, text="Cleo does not answer.")


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """What was sent once the act was committed."""

    def after(act, *args):
        with django_capture_on_commit_callbacks(execute=True):
            done = act(*args)
        return done, mail.outbox[:]

    return after


def test_asking_writes_to_the_person_and_changes_nothing_else(cleo, letters):
    asked, sent = letters(erasures.ask, cleo)

    assert asked.due_at == NOW + WEEK
    assert [letter.to for letter in sent] == [[ADDRESS]]
    assert "30 November 2026" in sent[0].body
    assert "/my/data/" in sent[0].body
    assert erasures.carry_out_due() == 0
    assert User.objects.get(pk=cleo.pk).email == ADDRESS


def test_asked_twice_is_once(cleo):
    erasures.ask(cleo)

    with pytest.raises(erasures.AskedAlready):
        erasures.ask(cleo)
    assert Erasure.objects.count() == 1


def test_what_is_taken_back_is_not_carried_out(cleo, clock):
    erasures.ask(cleo)
    erasures.take_back(cleo)
    clock.shift(WEEK)

    assert erasures.carry_out_due() == 0
    with pytest.raises(erasures.NothingWaits):
        erasures.take_back(cleo)
    assert erasures.ask(cleo)  # and may be asked for again


def test_once_it_is_due_who_it_was_is_gone(cleo, clock, letters):
    erasures.ask(cleo)
    clock.shift(WEEK)

    done, sent = letters(erasures.carry_out_due)

    assert done == 1
    person = User.objects.get(pk=cleo.pk)
    assert person.is_erased
    assert str(person) == "Somebody who has left"
    assert (person.display_name, person.is_active) == ("", False)
    assert not person.has_usable_password()
    assert authenticate(email=ADDRESS, password="x") is None
    assert not EmailAddress.objects.filter(user=person).exists()
    assert not Invitation.objects.filter(email=ADDRESS).exists()
    assert Invitation.objects.filter(withdrawn_at=None, accepted_at=None).count() == 0
    assert [letter.to for letter in sent] == [[ADDRESS]]
    assert "last letter" in sent[0].body


def test_which_ink_went_into_skin_stays_without_a_name(cleo, clock):
    batch = Session.objects.get().bottles.get().bottle.batch
    erasures.ask(cleo)
    clock.shift(WEEK)
    erasures.carry_out_due()

    session = Session.objects.get()
    assert session.bottles.get().bottle.batch == batch
    assert session.health.risks == ["keloid"]
    assert Treatment.objects.get().title == "–"
    assert Client.objects.get().status == ClientStatus.ENDED
    assert Consent.objects.filter(user=cleo, purpose=Purpose.CARE).exists()
    assert HealthProfile.objects.count() == 1  # the one no session rests on is gone
    assert not StepRecord.objects.exists()
    assert not Helper.objects.exists()
    assert not TreatmentGrant.objects.exists()


def test_what_a_report_tells_of_an_ink_stays_without_a_word(cleo, clock):
    erasures.ask(cleo)
    clock.shift(WEEK)
    erasures.carry_out_due()

    report = SymptomReport.objects.get()
    assert report.answers == {"red_flags": [], "heat": 2}
    assert report.session == Session.objects.get()
    assert report.plan is None
    assert report.items.get().grade == 2
    assert not Message.objects.exists()
    events = ReportEvent.objects.values_list("act", "note", "outcome")
    assert set(events) == {("called", "–", ""), ("resolved", "", "treated")}
    judged = Assessment.objects.values_list("kind", "level", "reason", "shown")
    assert {tuple(map(str, each)) for each in judged} == {
        ("triaged", "1", "", "{}"),
        ("raised", "3", "–", "{}"),
    }
    assert Escalation.objects.get().conclusion == "–"
    assert EscalationAct.objects.get().text == "–"


def test_what_still_points_at_the_nameless_row_is_named(cleo, clock):
    models = [
        model
        for model in apps.get_app_config("aftercare").get_models()
        if any(field.name == "user" for field in model._meta.fields)
    ]
    erasures.ask(cleo)
    before = {model for model in models if model.objects.filter(user=cleo).exists()}
    clock.shift(WEEK)
    erasures.carry_out_due()

    assert before == set(models)
    after = {model for model in models if model.objects.filter(user=cleo).exists()}
    assert after == {Client, Erasure, HealthProfile, SymptomReport}


def test_the_log_holds_numbers_and_no_word(cleo, clock):
    erasures.ask(cleo)
    clock.shift(WEEK)
    erasures.carry_out_due()

    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"erasure asked", "erasure done", "client ended"} <= verbs
    assert not AuditEvent.objects.filter(details__icontains="cleo").exists()


def test_carried_out_twice_is_once(cleo, clock):
    asked = erasures.ask(cleo)
    clock.shift(WEEK)

    assert [erasures.carry_out(asked.pk), erasures.carry_out(asked.pk)] == [True, False]


@pytest.mark.parametrize("work", ["team", "practitioner", "staff", "superuser"])
def test_who_others_rely_on_hands_the_work_on_first(cleo, work, migrated):
    if work == "team":
        MembershipFactory(user=cleo)
    elif work == "practitioner":
        PractitionerFactory(user=cleo, claimed_at=NOW)
    elif work == "staff":
        cleo.groups.add(Group.objects.get(name=GROUP_NAMES[StaffRole.EDITOR]))
    else:
        cleo = UserFactory(is_superuser=True)

    with pytest.raises(erasures.StillAtWork):
        erasures.ask(cleo)


def test_who_takes_up_work_meanwhile_is_left_alone(cleo, clock):
    erasures.ask(cleo)
    MembershipFactory(user=cleo)
    clock.shift(WEEK)

    assert erasures.carry_out_due() == 0
    assert User.objects.get(pk=cleo.pk).email == ADDRESS


def test_a_question_that_was_not_answered_ends_too(cleo, clock):
    asked = dict.fromkeys(("accepted_at", "accepted_by", "invited_at", "invited_by"))
    Client.objects.update(status=ClientStatus.ASKED, asked_at=NOW, **asked)
    erasures.ask(cleo)
    clock.shift(WEEK)
    erasures.carry_out_due()

    with pytest.raises(clients.NotOpen):
        clients.end(Client.objects.get(), by=cleo)
