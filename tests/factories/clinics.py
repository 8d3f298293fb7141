"""Clinics and who works there."""

import datetime

import factory

from clinics.enums import ClinicRole
from clinics.models import Clinic, Membership
from tests.factories.accounts import UserFactory


class ClinicFactory(factory.django.DjangoModelFactory):
    """A draft with nobody in it."""

    class Meta:
        model = Clinic

    slug = factory.Sequence(lambda n: f"clinic-{n}")
    name = factory.Sequence(lambda n: f"Clinic {n}")
    country = "PT"
    time_zone = "Europe/Lisbon"


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    clinic = factory.SubFactory(ClinicFactory)
    user = factory.SubFactory(UserFactory)
    role = ClinicRole.OWNER
    since = datetime.date(2026, 1, 1)
