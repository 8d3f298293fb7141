"""Healing plans: their templates, those of people, and what they said."""

import datetime

import factory
from django.utils import timezone

from aftercare.enums import PlanKind, StepOutcome
from aftercare.models import (
    CalendarLink,
    Client,
    HealingPlan,
    PlanStep,
    PlanTemplate,
    PlanVersion,
    Session,
    StepReason,
    StepRecord,
)
from portal.knowledge import plan_steps
from portal.ui.texts import Texts
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import ClientFactory, SessionFactory
from tests.factories.clinics import ClinicFactory


def session_of(user, **fields) -> Session:
    """A session of that person, at the clinic they are a client of, or at a new one."""
    client = Client.objects.of(user).first() if user else None
    client = client or ClientFactory(user=user or UserFactory())
    return SessionFactory(treatment__client=client, **fields)


class PlanTemplateFactory(factory.django.DjangoModelFactory):
    """A clinic's own."""

    class Meta:
        model = PlanTemplate

    clinic = factory.SubFactory(ClinicFactory)


class PlanVersionFactory(factory.django.DjangoModelFactory):
    """Without steps."""

    class Meta:
        model = PlanVersion

    template = factory.SubFactory(PlanTemplateFactory)
    number = 1
    steps_version = plan_steps.VERSION
    at = factory.LazyFunction(timezone.now)
    by = factory.SubFactory(UserFactory)


class PlanStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanStep

    version = factory.SubFactory(PlanVersionFactory)
    slug = "keep-dry"
    position = 0
    kind = PlanKind.AVOID
    first_day = 0
    last_day = 3
    frequency = plan_steps.Frequency.ALWAYS.value
    title = factory.LazyFunction(lambda: Texts(en="Keep it dry"))
    why = factory.LazyFunction(lambda: Texts(en="So that crusts can form."))
    if_slipped = factory.LazyFunction(lambda: Texts(en="Pat it dry."))
    basis = plan_steps.Basis.SPLIT.value
    sources = "A1 A2"


class HealingPlanFactory(factory.django.DjangoModelFactory):
    """On day 0 of its person, from a version without steps."""

    class Meta:
        model = HealingPlan

    user = factory.SubFactory(UserFactory)
    session = factory.LazyAttribute(lambda made: session_of(made.user))
    clinic = factory.SelfAttribute("session.clinic")
    version = factory.SubFactory(PlanVersionFactory)
    day_zero = factory.SelfAttribute("session.local_date")
    reached_on = factory.SelfAttribute("day_zero")
    launched_at = factory.LazyFunction(timezone.now)
    launched_by = factory.SubFactory(UserFactory)


class StepRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StepRecord

    plan = factory.SubFactory(HealingPlanFactory)
    step = factory.SubFactory(PlanStepFactory)
    on = factory.SelfAttribute("plan.day_zero")
    outcome = StepOutcome.DONE
    at = factory.LazyFunction(timezone.now)
    by = factory.SelfAttribute("plan.user")
    time_zone = "UTC"


class CalendarLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarLink

    user = factory.SubFactory(UserFactory)
    made_at = factory.LazyFunction(timezone.now)


class StepReasonFactory(factory.django.DjangoModelFactory):
    """Nobody of ours has read it."""

    class Meta:
        model = StepReason

    clinic = factory.SubFactory(ClinicFactory)
    slug = "keep-dry"
    default_day = 3
    chosen_day = 9
    reason = "We use a film dressing."
    written_at = factory.LazyFunction(timezone.now)
    written_by = factory.SubFactory(UserFactory)


def launched(user, *, days_ago: int = 0, reached: bool = True) -> HealingPlan:
    """The platform's plan for that person, after a session so many days ago.

    `reached`: it was there from day 0 on.
    """
    from aftercare.domain import plans

    day_zero = timezone.localdate() - datetime.timedelta(days_ago)
    session = session_of(user, local_date=day_zero)
    plan = plans.launch(session, by=session.recorded_by)
    if reached:
        HealingPlan.objects.filter(pk=plan.pk).update(reached_on=day_zero)
        plan.refresh_from_db()
    return plan
