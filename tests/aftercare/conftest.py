"""A clinic with a practitioner, an open bottle, and a client who allows the care."""

import datetime
from uuid import uuid4

import pytest

from aftercare.domain import sessions
from clinics.enums import ClinicRole, ClinicStatus
from tests.conftest import NOW
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.aftercare import ClientFactory
from tests.factories.clinics import (
    ClinicFactory,
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
)
from tests.factories.inks import BottleFactory

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def clinic(db):
    return ClinicFactory(
        slug="crown-clinic",
        name="Crown Clinic",
        status=ClinicStatus.LISTED,
        country="ES",
        time_zone="Europe/Madrid",
    )


@pytest.fixture
def desk(clinic):
    """Somebody of the team."""
    return MembershipFactory(clinic=clinic, role=ClinicRole.FRONT_DESK).user


@pytest.fixture
def practitioner(clinic):
    made = PractitionerFactory(public_name="Tobias Reid")
    PlacementFactory(clinic=clinic, practitioner=made, since=datetime.date(2026, 1, 5))
    return made


@pytest.fixture
def client_link(clinic):
    """Cleo, who lives by the clock of Los Angeles."""
    person = UserFactory(
        email="cleo@example.com",
        display_name="Cleo Marr",
        time_zone="America/Los_Angeles",
    )
    ConsentFactory(user=person)
    return ClientFactory(clinic=clinic, user=person)


@pytest.fixture
def bottle(clinic):
    return BottleFactory(clinic=clinic, in_use=True)


@pytest.fixture
def record(client_link, practitioner, desk, bottle):
    """`record()`: write down a session that ended an hour ago, but for what is said."""

    def write(client=client_link, **told):
        usual = {
            "key": uuid4(),
            "practitioner": practitioner,
            "performed_at": NOW - HOUR,
            "risks": [],
            "bottles": [bottle],
            "by": desk,
        }
        if "treatment" not in told:
            usual["title"] = "Hairline"
        return sessions.record(client, **usual | told)

    return write
