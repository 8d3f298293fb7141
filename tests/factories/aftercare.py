"""Clients of clinics."""

import factory
from django.utils import timezone

from aftercare.enums import ClientStatus
from aftercare.models import Client
from tests.factories.accounts import UserFactory
from tests.factories.clinics import ClinicFactory


class ClientFactory(factory.django.DjangoModelFactory):
    """An active link."""

    class Meta:
        model = Client

    clinic = factory.SubFactory(ClinicFactory)
    user = factory.SubFactory(UserFactory)
    status = ClientStatus.ACTIVE
    invited_at = factory.LazyFunction(timezone.now)
    invited_by = factory.SubFactory(UserFactory)
    accepted_at = factory.LazyFunction(timezone.now)
