"""The link through which a clinic sees a person."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from aftercare import rules
from aftercare.domain import clients
from aftercare.enums import ClientStatus
from aftercare.models import Client
from portal.audit.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import ClientFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory(clinic=ClinicFactory(name="Crown Clinic")).user


@pytest.fixture
def clinic(owner):
    return owner.memberships.get().clinic


@pytest.fixture
def person():
    return UserFactory(email="cleo@example.com")


def test_person_is_invited_accepts_and_ends(clinic, owner, person):
    client = clients.invite(clinic, person, by=owner)
    assert client.status == ClientStatus.INVITED
    assert rules.standings(person) == []

    client = clients.accept(client, by=person)
    assert (client.status, client.accepted_at) == (ClientStatus.ACTIVE, timezone.now())
    assert rules.standings(person) == ["Client of Crown Clinic"]

    client = clients.end(client, by=person)
    assert (client.status, client.ended_by) == (ClientStatus.ENDED, person)
    assert rules.standings(person) == []
    assert list(
        AuditEvent.objects.order_by("sequence").values_list("verb", "by", "clinic_id")
    ) == [
        ("client invited", owner.pk, clinic.pk),
        ("client accepted", person.pk, clinic.pk),
        ("client ended", person.pk, clinic.pk),
    ]


def test_only_the_team_invites(clinic, person):
    other = MembershipFactory().user
    for somebody in (other, person):
        with pytest.raises(clients.NotTheirs):
            clients.invite(clinic, person, by=somebody)

    assert not Client.objects.exists()


def test_person_is_a_client_once_until_it_ends(clinic, owner, person):
    client = clients.invite(clinic, person, by=owner)
    with pytest.raises(clients.AlreadyClient):
        clients.invite(clinic, person, by=owner)

    clients.end(client, by=owner)
    clients.invite(clinic, person, by=owner)
    assert Client.objects.open().get().status == ClientStatus.INVITED


def test_only_the_person_accepts(clinic, owner, person):
    client = clients.invite(clinic, person, by=owner)

    for somebody in (owner, UserFactory()):
        with pytest.raises(clients.NotTheirs):
            clients.accept(client, by=somebody)
    client.refresh_from_db()
    assert client.status == ClientStatus.INVITED


@pytest.mark.parametrize("status", ["active", "ended"])
def test_only_an_invitation_is_accepted(clinic, owner, person, status):
    client = clients.accept(clients.invite(clinic, person, by=owner), by=person)
    if status == "ended":
        client = clients.end(client, by=owner)

    with pytest.raises(clients.NotOpen):
        clients.accept(client, by=person)
    client.refresh_from_db()
    assert client.status == status


def test_strangers_end_nothing(clinic, person):
    client = ClientFactory(clinic=clinic, user=person)
    for somebody in (UserFactory(), MembershipFactory().user):
        with pytest.raises(clients.NotTheirs):
            clients.end(client, by=somebody)

    client.refresh_from_db()
    assert client.status == ClientStatus.ACTIVE


def test_link_ends_once(clinic, owner, person):
    client = clients.end(ClientFactory(clinic=clinic, user=person), by=owner)

    with pytest.raises(clients.NotOpen):
        clients.end(client, by=person)
    client.refresh_from_db()
    assert client.ended_by == owner


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("client_status_is_known", {"status": "famous"}),
        ("client_is_active_once_accepted", {"accepted_at": None}),
        ("client_is_invited_until_accepted", {"status": ClientStatus.INVITED}),
        ("client_is_ended_when_somebody_ended_it", {"status": ClientStatus.ENDED}),
        ("client_is_ended_when_somebody_ended_it", {"ended_at": timezone.now}),
        ("client_is_ended_when_somebody_ended_it", {"ended_by": UserFactory}),
    ],
)
def test_database_refuses(constraint, fields):
    made = {key: value() if callable(value) else value for key, value in fields.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ClientFactory(**made)


def test_database_refuses_a_second_open_link():
    first = ClientFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ClientFactory(clinic=first.clinic, user=first.user)
    assert str(first) == f"{first.user_id} @ {first.clinic_id}"
