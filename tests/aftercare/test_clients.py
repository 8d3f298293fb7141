"""The link between a person and a clinic: how it begins, rests and ends."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from aftercare import access, places, rules
from aftercare.domain import clients, joining
from aftercare.domain.joining import Answers
from aftercare.enums import ClientStatus
from aftercare.models import Client
from clinics.enums import ClinicRole
from portal.accounts import consent_texts
from portal.accounts.domain import consents, invitations
from portal.accounts.enums import InvitationState, Purpose
from portal.accounts.models import Consent, Invitation, User
from portal.accounts.places import CannotTakeUp
from portal.audit.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import ClientFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory

pytestmark = pytest.mark.django_db
CARE = consent_texts.current(Purpose.CARE).version


def answers(**changed) -> Answers:
    usual = {"is_adult": True, "time_zone": "Asia/Kolkata", "consents": {"care": CARE}}
    return Answers(**usual | changed)


@pytest.fixture
def owner():
    return MembershipFactory(clinic=ClinicFactory(name="Crown Clinic")).user


@pytest.fixture
def clinic(owner):
    return owner.memberships.get().clinic


@pytest.fixture
def person():
    return UserFactory(email="cleo@example.com", display_name="Cleo Marr")


@pytest.fixture
def invitation(clinic, owner):
    return clients.invite(clinic, email=" Cleo@example.com ", by=owner)


def test_person_is_invited_joins_and_ends(
    clinic, owner, person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = clients.invite(clinic, email="cleo@example.com", by=owner)
    assert (invitation.place, invitation.role) == (f"client:{clinic.pk}", "client")
    assert mail.outbox[0].to == ["cleo@example.com"]
    assert mail.outbox[0].subject == "Crown Clinic invites you to your aftercare"
    assert not Client.objects.exists()

    joining.join(invitation, answers(), by=person)
    client = Client.objects.active().get()
    assert (client.user, client.clinic, client.invited_by) == (person, clinic, owner)
    assert (client.accepted_at, client.accepted_by) == (timezone.now(), person)
    kept = User.objects.get(pk=person.pk)
    assert (kept.time_zone, kept.adult_confirmed_at) == ("Asia/Kolkata", timezone.now())
    assert Consent.objects.in_force(person) == {Purpose.CARE}
    assert rules.standings(person) == ["Client of Crown Clinic"]

    client = clients.end(client, by=person)
    assert (client.status, client.ended_by) == (ClientStatus.ENDED, person)
    assert rules.standings(person) == []
    told = AuditEvent.objects.order_by("sequence")
    assert list(told.values_list("verb", "by")) == [
        ("person invited", owner.pk),
        ("person confirmed", person.pk),
        ("consent given", person.pk),
        ("client accepted", person.pk),
        ("invitation accepted", person.pk),
        ("client ended", person.pk),
    ]


@pytest.mark.parametrize("role", ClinicRole)
def test_everybody_in_the_team_invites(role):
    member = MembershipFactory(role=role)
    made = clients.invite(member.clinic, email="cleo@example.com", by=member.user)
    assert made.invited_by == member.user


def test_nobody_else_invites(clinic, person):
    for somebody in (MembershipFactory().user, person):
        with pytest.raises(clients.NotTheirs):
            clients.invite(clinic, email="x@example.com", by=somebody)

    assert not Invitation.objects.exists()


def test_an_address_is_invited_once_and_no_client_again(clinic, owner, person):
    invitation = clients.invite(clinic, email=person.email, by=owner)
    with pytest.raises(invitations.AlreadyInvited):
        clients.invite(clinic, email=person.email, by=owner)
    joining.join(invitation, answers(), by=person)
    with pytest.raises(clients.AlreadyClient):
        clients.invite(clinic, email=person.email.upper(), by=owner)

    clients.end(Client.objects.get(), by=owner)
    clients.invite(clinic, email=person.email, by=owner)
    assert Invitation.objects.unanswered().count() == 1


def test_clinic_sends_only_so_many_letters_a_day(clinic, owner, monkeypatch, clock):
    monkeypatch.setattr(clients, "MOST_PER_DAY", 2)
    for number in (1, 2):
        clients.invite(clinic, email=f"{number}@example.com", by=owner)
    with pytest.raises(clients.TooMany):
        clients.invite(clinic, email="3@example.com", by=owner)

    clock.shift(86401)
    assert clients.invite(clinic, email="3@example.com", by=owner).pk


@pytest.mark.parametrize("missing", [{"is_adult": False}, {"consents": {}}])
def test_who_is_no_adult_or_allows_no_care_is_no_client(
    clinic, invitation, person, missing
):
    with pytest.raises(CannotTakeUp), transaction.atomic():
        joining.join(invitation, answers(**missing), by=person)

    assert not Client.objects.exists()
    assert not Consent.objects.exists()
    kept = User.objects.get(pk=person.pk)
    assert (kept.time_zone, kept.adult_confirmed_at) == ("UTC", None)
    invitation.refresh_from_db()
    assert invitation.state(on=timezone.now()) == InvitationState.WAITING


def test_words_that_were_never_shown_change_nothing(invitation, person):
    with pytest.raises(LookupError), transaction.atomic():
        joining.join(invitation, answers(consents={"care": "1999.1"}), by=person)

    assert not Client.objects.exists()
    assert User.objects.get(pk=person.pk).time_zone == "UTC"


def test_second_acceptance_changes_nothing(invitation, person):
    joining.join(invitation, answers(), by=person)
    with pytest.raises(invitations.NotOpen), transaction.atomic():
        joining.join(invitation, answers(time_zone="Europe/Oslo"), by=person)

    assert Client.objects.count() == 1
    assert User.objects.get(pk=person.pk).time_zone == "Asia/Kolkata"


def test_another_person_does_not_join(invitation):
    with pytest.raises(invitations.AnotherAddress), transaction.atomic():
        joining.join(invitation, answers(), by=UserFactory())

    assert not Client.objects.exists()


def test_person_declines_and_nobody_joins_by_it(invitation, person):
    with pytest.raises(invitations.AnotherAddress):
        invitations.decline(invitation, by=UserFactory())
    declined = invitations.decline(invitation, by=person)

    assert declined.was_declined_by(person)
    with pytest.raises(invitations.NotOpen), transaction.atomic():
        joining.join(invitation, answers(), by=person)
    with pytest.raises(invitations.NotOpen):
        invitations.decline(invitation, by=person)


def test_offer_taken_back_is_no_answer_of_whoever_had_sent_it(invitation, owner):
    invitations.withdraw(invitation, by=owner)
    invitation.refresh_from_db()

    assert not invitation.was_declined_by(owner)


def test_person_asks_and_the_clinic_accepts(clinic, owner, person):
    client = joining.ask(clinic, answers(), by=person)
    assert (client.status, client.asked_at) == (ClientStatus.ASKED, timezone.now())
    assert not Client.objects.active().exists()
    with pytest.raises(clients.AlreadyClient), transaction.atomic():
        joining.ask(clinic, answers(), by=person)
    for somebody in (person, MembershipFactory().user):
        with pytest.raises(clients.NotTheirs):
            clients.accept(client, by=somebody)

    client = clients.accept(client, by=owner)
    assert (client.status, client.accepted_by) == (ClientStatus.ACTIVE, owner)
    with pytest.raises(clients.NotOpen):
        clients.accept(client, by=owner)


@pytest.mark.parametrize(
    ("missing", "refusal"),
    [
        ({"is_adult": False}, clients.NotAnAdult),
        ({"consents": {}}, clients.NoConsent),
    ],
)
def test_who_is_no_adult_or_allows_no_care_asks_nobody(
    clinic, person, missing, refusal
):
    with pytest.raises(refusal), transaction.atomic():
        joining.ask(clinic, answers(**missing), by=person)

    assert not Client.objects.exists()


def test_invitation_answers_who_had_asked(clinic, owner, person, invitation):
    asked = joining.ask(clinic, answers(), by=person)
    joining.join(invitation, answers(), by=person)

    client = Client.objects.get()
    assert (client.pk, client.status) == (asked.pk, ClientStatus.ACTIVE)
    assert client.accepted_by == person


def test_client_of_the_clinic_takes_up_no_second_link(
    clinic, owner, person, invitation
):
    clients.accept(joining.ask(clinic, answers(), by=person), by=owner)
    with pytest.raises(CannotTakeUp, match="a client of Crown Clinic already"):
        joining.join(invitation, answers(), by=person)

    assert Client.objects.count() == 1


def test_clinic_sees_nothing_while_care_is_withdrawn(clinic, person, invitation):
    elsewhere = ClientFactory()
    joining.join(invitation, answers(), by=person)
    client = Client.objects.get(user=person)
    assert access.clients.may_see(client)

    consents.withdraw(Purpose.CARE, by=person)
    assert list(Client.objects.active()) == [elsewhere]
    assert list(Client.objects.paused()) == [client]
    assert not access.clients.may_see(client)

    consents.give(Purpose.CARE, by=person, text_version=CARE)
    assert set(Client.objects.active()) == {client, elsewhere}
    assert not Client.objects.paused().exists()


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


def test_own_invitations_are_those_to_a_proved_address(clinic, person, invitation):
    assert access.joining.own_invitations(person) == [(invitation, clinic)]
    assert places.clinic_of(invitation) == clinic
    unproved = UserFactory(email="new@example.com", verified=False)
    clients.invite(clinic, email=unproved.email, by=invitation.invited_by)
    assert access.joining.own_invitations(unproved) == []


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("client_status_is_known", {"status": "famous"}),
        ("client_is_active_once_accepted", {"accepted_at": None}),
        ("client_accepted_at_and_by_go_together", {"accepted_by": None}),
        ("client_asks_until_accepted", {"status": ClientStatus.ASKED}),
        ("client_was_invited_or_asked", {"asked_at": timezone.now}),
        ("client_was_invited_or_asked", {"invited_by": None}),
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
