"""Clients of clinics, and what is done for them."""

import datetime
from uuid import uuid4

import factory
from django.utils import timezone

from aftercare.domain import corrections
from aftercare.enums import ClientStatus
from aftercare.models import (
    Amendment,
    Client,
    DeskLink,
    Erasure,
    HealthProfile,
    Helper,
    PassportLink,
    Session,
    SessionBottle,
    SessionDraft,
    Treatment,
    TreatmentGrant,
)
from portal.knowledge.symptoms import CATALOGUE
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.clinics import ClinicFactory, PractitionerFactory
from tests.factories.inks import BottleFactory


class ClientFactory(factory.django.DjangoModelFactory):
    """An active link, by invitation."""

    class Meta:
        model = Client

    clinic = factory.SubFactory(ClinicFactory)
    user = factory.SubFactory(UserFactory)
    status = ClientStatus.ACTIVE
    invited_at = factory.LazyFunction(timezone.now)
    invited_by = factory.SubFactory(UserFactory)
    accepted_at = factory.LazyFunction(timezone.now)
    accepted_by = factory.LazyAttribute(lambda made: made.accepted_at and made.user)


class AskerFactory(ClientFactory):
    """A link that the person asked for; the clinic has not answered."""

    status = ClientStatus.ASKED
    invited_at = None
    invited_by = None
    asked_at = factory.LazyFunction(timezone.now)
    accepted_at = None


class DeskLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeskLink

    clinic = factory.SubFactory(ClinicFactory)
    token = factory.Sequence(lambda n: f"token-of-the-desk-{n}")
    created_at = factory.LazyFunction(timezone.now)
    created_by = factory.SubFactory(UserFactory)


class ErasureFactory(factory.django.DjangoModelFactory):
    """A wish that waits."""

    class Meta:
        model = Erasure

    user = factory.SubFactory(UserFactory)
    asked_at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyAttribute(
        lambda made: made.asked_at + datetime.timedelta(days=7)
    )


class HealthProfileFactory(factory.django.DjangoModelFactory):
    """Nothing applies, unless `risks` names it."""

    class Meta:
        model = HealthProfile

    user = factory.SubFactory(UserFactory)
    risks = factory.LazyFunction(list)
    version = CATALOGUE.version
    answered_at = factory.LazyFunction(timezone.now)
    written_by = factory.SubFactory(UserFactory)


class TreatmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Treatment

    client = factory.SubFactory(ClientFactory)
    clinic = factory.SelfAttribute("client.clinic")
    title = "Hairline"
    created_at = factory.LazyFunction(timezone.now)
    created_by = factory.SubFactory(UserFactory)


class TreatmentGrantFactory(factory.django.DjangoModelFactory):
    """Of a treatment to another clinic than its own."""

    class Meta:
        model = TreatmentGrant

    treatment = factory.SubFactory(TreatmentFactory)
    clinic = factory.SubFactory(ClinicFactory)
    granted_at = factory.LazyFunction(timezone.now)
    by = factory.SelfAttribute("treatment.client.user")


class HelperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Helper

    person = factory.SubFactory(UserFactory)
    helper = factory.SubFactory(UserFactory)
    since = factory.LazyFunction(timezone.now)


class SessionFactory(factory.django.DjangoModelFactory):
    """Done an hour ago with no ink that was kept; `handed_over`, `received`."""

    class Meta:
        model = Session

    class Params:
        handed_over = factory.Trait(
            handed_over_at=factory.SelfAttribute("recorded_at"),
            handed_over_by=factory.SubFactory(UserFactory),
        )
        received = factory.Trait(
            handed_over=True, received_at=factory.SelfAttribute("recorded_at")
        )

    key = factory.LazyFunction(uuid4)
    treatment = factory.SubFactory(TreatmentFactory)
    clinic = factory.SelfAttribute("treatment.clinic")
    number = factory.LazyAttribute(lambda made: made.treatment.sessions.count() + 1)
    practitioner = factory.SubFactory(PractitionerFactory)
    performed_at = factory.LazyAttribute(
        lambda made: made.recorded_at - datetime.timedelta(hours=1)
    )
    local_date = factory.LazyAttribute(lambda made: made.performed_at.date())
    time_zone = "UTC"
    health = factory.SubFactory(HealthProfileFactory)
    consent = factory.SubFactory(ConsentFactory)
    bottles_used = 0
    no_ink_reason = "A look at the healing only."
    recorded_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SubFactory(UserFactory)


class SessionBottleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionBottle

    session = factory.SubFactory(SessionFactory, bottles_used=1, no_ink_reason="")
    bottle = factory.SubFactory(BottleFactory, in_use=True)


class AmendmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Amendment

    session = factory.SubFactory(SessionFactory)
    number = 1
    before = factory.LazyAttribute(lambda made: corrections.facts(made.session))
    after = factory.LazyAttribute(
        lambda made: made.before | {"no_ink_reason": "Only a talk."}
    )
    reason = "The wrong reason was written down."
    at = factory.LazyFunction(timezone.now)
    by = factory.SubFactory(UserFactory)


class SessionDraftFactory(factory.django.DjangoModelFactory):
    """Begun, and no further."""

    class Meta:
        model = SessionDraft

    key = factory.LazyFunction(uuid4)
    client = factory.SubFactory(ClientFactory)
    clinic = factory.SelfAttribute("client.clinic")
    title = "Hairline"
    begun_at = factory.LazyFunction(timezone.now)
    begun_by = factory.SubFactory(UserFactory)


class PassportLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PassportLink

    user = factory.SubFactory(UserFactory)
    made_at = factory.LazyFunction(timezone.now)
