"""A clinic on show, and the steps of its hygiene level."""

import pytest
from django.core.cache import cache

from clinics.enums import (
    ClinicStatus,
)
from tests.clinics.public_profile.reading import SECRET
from tests.factories.clinics import (
    ClinicFactory,
    StatusChangeFactory,
)
from tests.factories.content import GuidePageFactory


@pytest.fixture
def clinic():
    clinic = ClinicFactory(
        slug="crown",
        name="Crown Clinic",
        status=ClinicStatus.LISTED,
        description="Three chairs.",
        public_phone="+351 21 000 0000",
        public_email="hello@crown.example",
        website="https://crown.example/",
    )
    StatusChangeFactory(clinic=clinic, reason=SECRET)
    return clinic


@pytest.fixture
def checklist(migrated):
    GuidePageFactory(
        slug="choosing-a-clinic", title="Choosing a clinic", published=True
    )
    cache.clear()  # publishing renews it on commit, which no test reaches
