"""Level 3 of hygiene: batch numbers written down for each client."""

import datetime

import pytest
from django.core.cache import cache

from aftercare import tracing
from clinics.enums import ClinicStatus
from portal.operations import page_cache
from tests.clinics.public_profile.reading import hygienic, read
from tests.factories.aftercare import (
    ClientFactory,
    SessionBottleFactory,
    SessionFactory,
    TreatmentFactory,
)
from tests.factories.clinics import ClinicFactory, PlacementFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def clinic():
    return ClinicFactory(
        status=ClinicStatus.LISTED, slug="crown", time_zone="Pacific/Auckland"
    )


def treated(clinic):
    """A client with a session and the bottle that was used."""
    treatment = TreatmentFactory(client=ClientFactory(clinic=clinic))
    return SessionBottleFactory(
        session=SessionFactory(treatment=treatment, bottles_used=1, no_ink_reason="")
    ).session


@pytest.mark.parametrize(("clients", "shown"), [(0, False), (2, False), (3, True)])
def test_three_clients_with_a_bottle_each_show_it(clinic, clients, shown):
    for _client in range(clients):
        treated(clinic)
    treated(ClinicFactory())

    assert tracing.batches_are_recorded(clinic) is shown


def test_three_sessions_of_one_client_are_one_client(clinic):
    treatment = treated(clinic).treatment
    for _session in range(2):
        SessionFactory(treatment=treatment, bottles_used=1, no_ink_reason="")

    assert not tracing.batches_are_recorded(clinic)


def test_one_client_without_a_bottle_speaks_against_it(clinic):
    for _client in range(3):
        treated(clinic)
    SessionFactory(treatment=TreatmentFactory(client=ClientFactory(clinic=clinic)))

    assert not tracing.batches_are_recorded(clinic)


def test_a_look_at_the_healing_needs_no_ink(clinic):
    sessions = [treated(clinic) for _client in range(3)]
    SessionFactory(treatment=sessions[0].treatment)

    assert tracing.batches_are_recorded(clinic)


def test_it_goes_with_the_ninetieth_day_where_the_clinic_stands(clinic, clock):
    sessions = [treated(clinic) for _client in range(3)]
    day = max(clinic.local_day(session.performed_at) for session in sessions)

    while clinic.today < day + 89 * DAY:
        clock.move_to(clinic.day_ends_at)
    assert tracing.batches_are_recorded(clinic)

    clock.move_to(clinic.day_ends_at)
    assert not tracing.batches_are_recorded(clinic)


def test_public_profile_reaches_level_three(clinic, migrated):
    hygienic(clinic, person=PlacementFactory(clinic=clinic).practitioner)
    assert "Hygiene level 2 of 4" in read(clinic)

    for _client in range(3):
        treated(clinic)
    cache.clear()
    assert "Hygiene level 3 of 4" in read(clinic)


@pytest.mark.parametrize(("used", "renewed"), [(0, True), (1, False)])
def test_a_session_without_a_bottle_is_read_on_the_profile_at_once(
    record, bottle, django_capture_on_commit_callbacks, used, renewed
):
    before = page_cache.version()

    with django_capture_on_commit_callbacks(execute=True):
        if used:
            record(bottles=[bottle])
        else:
            record(bottles=[], no_ink_reason="The label was lost.")

    assert (page_cache.version() != before) is renewed
