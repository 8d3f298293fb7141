"""Inviting people to a clinic, and what becomes of it."""

import datetime
import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from clinics import places, rules
from clinics.domain import memberships, practitioners, team_invitations
from clinics.enums import ClinicRole
from clinics.models import Membership
from portal.accounts.domain import invitations
from portal.accounts.enums import InvitationState, InvitedRole
from portal.accounts.models import Invitation, User
from portal.accounts.places import CannotTakeUp
from portal.audit.models import AuditEvent
from tests.conftest import TODAY
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.clinics import (
    ClinicFactory,
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
)
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
OWNER, PRACTITIONER, FRONT_DESK = ClinicRole
LINK = re.compile(r"http://testserver(/\S*account/invitation/[\w-]{43}/)")


@pytest.fixture
def owner(person):
    return person("owner")


@pytest.fixture
def crown(owner):
    clinic = clinic_of("owner")
    clinic.name = "Crown Row"
    clinic.save()
    return clinic


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def invite(crown, owner, commit):
    """Invite and have the letter sent; the invitation and the path of its link."""

    def invite(email="nia@example.com", role=FRONT_DESK, clinic=crown):
        with commit():
            made = team_invitations.invite(clinic, email=email, role=role, by=owner)
        return made, LINK.search(mail.outbox[-1].body)[1]

    return invite


@pytest.fixture
def tobias(crown):
    made = PractitionerFactory(slug="tobias", public_name="Tobias Reid")
    PlacementFactory(practitioner=made, clinic=crown)
    return made


def at(name, clinic, *args):
    return reverse(f"workspace:{name}", args=[clinic.slug, *args])


def text(client, path) -> str:
    return client.get(path).content.decode()


def state(invitation):
    invitation.refresh_from_db()
    return invitation.state(on=invitation.created_at)


def test_letter_and_page_name_the_clinic_the_role_and_who_invites(invite, client):
    _made, path = invite()

    letter = mail.outbox[0]
    assert letter.to == ["nia@example.com"]
    assert letter.subject == "Join Crown Row as: Front desk"
    page = client.get(path).content.decode()
    for text in (letter.body, letter.alternatives[0].content, page):
        assert "Join Crown Row as: Front desk" in text
        assert "Owner" in text
        assert "You become part of the team of Crown Row" in text
    assert "Create an account to accept" in page


def test_stranger_signs_up_on_the_way_and_joins(invite, client, crown, commit):
    _made, path = invite()
    signup = client.post(path).url
    answer = {"display_name": "Nia", "password1": "four dots now", "next": path}
    assert "at least 15 characters" in client.post(signup, answer).content.decode()
    client.post(signup, answer | {"password1": "a hill of small ants"})

    with commit():
        response = client.post(path, follow=True)

    nia = User.objects.get(email="nia@example.com")
    assert rules.role_at(nia, crown) == FRONT_DESK
    assert response.redirect_chain[-1][0] == at("dashboard", crown)
    assert "Welcome to Crown Row. Your role: Front desk." in response.content.decode()
    letter = mail.outbox[-1]
    assert letter.to == ["owner@example.com"]
    assert "Nia has joined Crown Row. Role: Front desk." in letter.body
    verbs = AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["member added", "invitation accepted"]


def test_acceptance_gives_nothing_when_the_membership_cannot_be_made(
    invite, crown, monkeypatch
):
    made, _path = invite()
    nia = UserFactory(email="nia@example.com")
    monkeypatch.setattr(
        Membership.objects, "create", lambda **_row: 1 / 0, raising=True
    )

    with pytest.raises(ZeroDivisionError):
        invitations.accept(made, by=nia)
    assert state(made) == InvitationState.WAITING


def test_who_works_there_already_is_told_and_the_invitation_stays(
    invite, crown, client
):
    made, path = invite()
    nia = UserFactory(email="nia@example.com")
    MembershipFactory(clinic=crown, user=nia, role=PRACTITIONER)
    client.force_login(nia)

    response = client.post(path)

    assert response.status_code == 409
    assert "You work at Crown Row already." in response.content.decode()
    assert rules.role_at(nia, crown) == PRACTITIONER
    assert state(made) == InvitationState.WAITING


def test_membership_does_not_go_to_another_address(invite, crown):
    made, _path = invite()
    other = UserFactory(email="other@example.com")

    with pytest.raises(invitations.AnotherAddress):
        invitations.accept(made, by=other)
    assert not rules.works_at(other, crown)


def test_same_address_may_be_invited_by_two_clinics_and_to_the_staff(invite, crown):
    invite()
    invite(clinic=ClinicFactory())
    invitations.invite(email="nia@example.com", role=InvitedRole.EDITOR, by=None)

    assert Invitation.objects.unanswered().count() == 3
    for role in (FRONT_DESK, OWNER):  # one place in a team, so one invitation
        with pytest.raises(invitations.AlreadyInvited):
            invite(" NIA@example.com", role=role)


def test_member_is_not_invited(crown, owner, invite):
    with pytest.raises(memberships.AlreadyMember):
        invite("Owner@example.com")

    MembershipFactory(clinic=crown, user=UserFactory(email="back@example.com"))
    ended = Membership.objects.get(user__email="back@example.com")
    memberships.end(ended, by=owner)
    assert invite("back@example.com")


def test_a_clinic_cannot_write_to_the_whole_world(invite, monkeypatch, clock):
    monkeypatch.setattr(team_invitations, "MOST_PER_DAY", 2)
    for number in range(2):
        invite(f"{number}@example.com")

    with pytest.raises(team_invitations.TooMany):
        invite()
    invite(clinic=ClinicFactory())
    clock.shift(86401)
    assert invite()


def test_no_clinic_can_invite_to_the_staff(crown):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(role=InvitedRole.ADMIN, place=places.team(crown))
    with pytest.raises(ValueError, match="admin"):
        ClinicRole("admin")


@pytest.mark.ignore_template_errors
def test_staff_see_no_invitations_of_clinics(invite, migrated, sign_in_as):
    made, _path = invite()
    client = sign_in_as("admin")

    html = client.get(reverse("staff_invitations:index_results")).content.decode()
    assert "nia@example.com" not in html
    act = reverse("staff_invitations:act", args=["withdraw", made.pk])
    assert client.post(act).status_code == 404
    assert state(made) == InvitationState.WAITING


# The pages


def test_owner_invites_on_the_page(sign_in_as, crown, commit):
    client = sign_in_as("owner")
    with commit():
        response = client.post(
            at("team-invite", crown),
            {"email": "Nia@Example.com", "role": PRACTITIONER},
            follow=True,
        )

    assert "The invitation is on its way to Nia@Example.com." in (
        response.content.decode()
    )
    made = Invitation.objects.get()
    assert (made.email, made.role, made.place, made.invited_by.email) == (
        "nia@example.com",
        "practitioner",
        f"clinic:{crown.pk}",
        "owner@example.com",
    )
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("email", "role", "says"),
    [
        ("owner@example.com", OWNER, "This person works here already."),
        ("known@example.com", OWNER, "This address has an invitation already."),
        ("nobody", OWNER, "Enter a valid email address."),
        ("nia@example.com", "admin", "Select a valid choice."),
        ("nia@example.com", "", "Choose one."),
    ],
)
def test_page_says_what_is_wrong_and_keeps_what_was_typed(
    sign_in_as, crown, email, role, says
):
    InvitationFactory(email="known@example.com", role=OWNER, place=places.team(crown))

    html = (
        sign_in_as("owner")
        .post(at("team-invite", crown), {"email": email, "role": role})
        .content.decode()
    )

    assert says in html
    assert f'value="{email}"' in html
    assert Invitation.objects.count() == 1


def test_page_says_when_it_was_enough_for_one_day(sign_in_as, crown, monkeypatch):
    monkeypatch.setattr(team_invitations, "MOST_PER_DAY", 0)
    answer = {"email": "nia@example.com", "role": OWNER}

    html = sign_in_as("owner").post(at("team-invite", crown), answer).content.decode()

    assert "Try again tomorrow." in html


SOON = "The invitation went out a moment ago."


def test_owner_sends_again_and_withdraws(sign_in_as, crown, invite, commit, clock):
    made, old = invite()
    client = sign_in_as("owner")
    again = client.post(at("invitation-resend", crown, made.pk), follow=True)
    assert SOON in again.content.decode()
    assert Client().get(old).status_code == 200
    clock.shift(60)
    with commit():
        response = client.post(at("invitation-resend", crown, made.pk), follow=True)
    assert "was sent again" in response.content.decode()
    new = LINK.search(mail.outbox[-1].body)[1]
    assert [Client().get(path).status_code for path in (old, new)] == [404, 200]

    response = client.post(at("invitation-withdraw", crown, made.pk), follow=True)
    assert "The invitation is withdrawn." in response.content.decode()
    assert Client().get(new).status_code == 410
    assert client.post(at("invitation-withdraw", crown, made.pk)).status_code == 404


def test_invitation_answered_a_moment_ago_is_told(
    sign_in_as, crown, invite, monkeypatch
):
    made, _path = invite()

    def beaten(*_args, **_kwargs):
        raise invitations.NotOpen(InvitationState.ACCEPTED)

    monkeypatch.setattr(invitations, "withdraw", beaten)
    client = sign_in_as("owner")
    html = client.post(
        at("invitation-withdraw", crown, made.pk), follow=True
    ).content.decode()
    assert "Nothing was done: Accepted." in html


def test_invitations_of_another_clinic_are_not_there(sign_in_as, crown, person):
    person("other_owner")
    theirs = InvitationFactory(role=OWNER, place=places.team(clinic_of("other_owner")))
    staff = InvitationFactory(email="s@example.com", token="s")
    foreign = PlacementFactory(clinic=clinic_of("other_owner")).practitioner
    profile = InvitationFactory(
        email="p@example.com",
        token="p",
        role="practitioner",
        place=places.profile(foreign),
    )
    client = sign_in_as("owner")

    for made in (theirs, staff, profile):
        for name in ("invitation-resend", "invitation-withdraw"):
            assert client.post(at(name, crown, made.pk)).status_code == 404
            assert state(made) == InvitationState.WAITING


# A profile of one's own


def test_practitioner_is_invited_to_the_profile_and_claims_it(
    sign_in_as, crown, tobias, client, commit
):
    placement = tobias.placements.get()
    with commit():
        sign_in_as("owner").post(
            at("practitioner-invite", crown, placement.pk),
            {"email": "tobias@example.com"},
        )
    letter = mail.outbox[-1]
    assert "Your profile as a practitioner: Tobias Reid." in letter.body
    person = UserFactory(email="tobias@example.com")
    client.force_login(person)

    response = client.post(LINK.search(letter.body)[1], follow=True)

    tobias.refresh_from_db()
    assert tobias.user == person
    assert response.redirect_chain[-1][0] == reverse("practitioner-own")
    assert "This profile is yours now." in response.content.decode()
    assert not rules.works_at(person, crown)


def test_claim_refused_is_told_in_words(crown, tobias, client, owner, commit):
    person = UserFactory(email="tobias@example.com")
    PractitionerFactory(user=person, claimed_at="2026-11-01T09:00Z")
    with commit():
        made = team_invitations.offer_profile(
            tobias, email="tobias@example.com", by=owner
        )
    client.force_login(person)

    response = client.post(LINK.search(mail.outbox[-1].body)[1])

    assert response.status_code == 409
    assert "a person has one profile" in response.content.decode()
    tobias.refresh_from_db()
    assert tobias.user is None
    assert state(made) == InvitationState.WAITING
    with pytest.raises(CannotTakeUp):
        invitations.accept(made, by=person)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        ("invited", "This address has an invitation already."),
        ("another", "This profile is offered to wrong@example.com already. Withdraw"),
        ("many", "Try again tomorrow."),
        ("claimed", "Somebody has claimed this profile meanwhile."),
    ],
)
def test_page_says_why_nobody_is_invited_to_the_profile(
    sign_in_as, crown, tobias, owner, monkeypatch, make, says
):
    if make == "invited":
        team_invitations.offer_profile(tobias, email="t@example.com", by=owner)
    elif make == "another":
        team_invitations.offer_profile(tobias, email="wrong@example.com", by=owner)
    elif make == "many":
        monkeypatch.setattr(team_invitations, "MOST_PER_DAY", 0)
    else:
        practitioners.claim(tobias, by=UserFactory())
        monkeypatch.setattr(
            "clinics.access.practitioner_to_edit", lambda *_args: tobias
        )
    page = at("practitioner-invite", crown, tobias.placements.get().pk)

    html = sign_in_as("owner").post(page, {"email": "t@example.com"}).content.decode()

    assert says in html
    assert 'value="t@example.com"' in html
    assert Invitation.objects.count() == (make in {"invited", "another"})


def test_offer_of_a_profile_stands_on_the_list_and_can_be_withdrawn(
    sign_in_as, crown, tobias, owner
):
    made = team_invitations.offer_profile(tobias, email="t@example.com", by=owner)
    client = sign_in_as("owner")
    html = client.get(at("practitioners", crown)).content.decode()
    assert "Invited to take over: t@example.com" in html
    assert "Invite to take over<" not in html

    response = client.post(at("invitation-withdraw", crown, made.pk))

    assert response.url == at("practitioners", crown)
    assert state(made) == InvitationState.WITHDRAWN


def test_profile_is_offered_anew_once_the_wrong_offer_is_withdrawn(tobias, owner):
    wrong = team_invitations.offer_profile(tobias, email="w@example.com", by=owner)
    with pytest.raises(team_invitations.OfferedToAnother) as refusal:
        team_invitations.offer_profile(tobias, email="t@example.com", by=owner)
    assert refusal.value.email == "w@example.com"

    invitations.withdraw(wrong, by=owner)
    right = team_invitations.offer_profile(tobias, email="t@example.com", by=owner)
    assert list(Invitation.objects.unanswered()) == [right]


def test_offer_ends_with_the_last_place_of_work(tobias, owner, client, commit):
    other = PlacementFactory(practitioner=tobias)
    with commit():
        made = team_invitations.offer_profile(tobias, email="t@example.com", by=owner)
    bystander = team_invitations.offer_profile(
        PractitionerFactory(), email="n@example.com", by=owner
    )
    link = LINK.search(mail.outbox[0].body)[1]
    client.force_login(UserFactory(email="t@example.com"))

    practitioners.leave(tobias.placements.exclude(pk=other.pk).get(), by=owner)
    assert state(made) == InvitationState.WAITING
    practitioners.leave(other, by=owner)
    assert state(made) == InvitationState.WITHDRAWN
    assert made.withdrawn_by == owner
    assert state(bystander) == InvitationState.WAITING
    client.post(link)
    tobias.refresh_from_db()
    assert tobias.user is None


@pytest.mark.parametrize("name", ["invitation-resend", "invitation-withdraw"])
def test_offer_to_somebody_who_begins_later_is_acted_on(
    sign_in_as, crown, owner, name, clock
):
    later = PractitionerFactory(public_name="Nia Rees")
    PlacementFactory(
        practitioner=later, clinic=crown, since=TODAY + datetime.timedelta(days=30)
    )
    made = team_invitations.offer_profile(later, email="n@example.com", by=owner)
    client = sign_in_as("owner")
    clock.shift(60)
    assert at(name, crown, made.pk) in text(client, at("practitioners", crown))

    response = client.post(at(name, crown, made.pk), follow=True)

    assert "The invitation" in response.content.decode()
    resent = name == "invitation-resend"
    expected = InvitationState.WAITING if resent else InvitationState.WITHDRAWN
    assert state(made) == expected


@pytest.mark.parametrize("since", [0, 30])
def test_offer_to_somebody_who_left_is_not_acted_on(sign_in_as, crown, owner, since):
    day = TODAY + datetime.timedelta(days=since)
    gone = PractitionerFactory(public_name="Nia Rees")
    PlacementFactory(practitioner=gone, clinic=crown, since=day, until=day)
    made = team_invitations.offer_profile(gone, email="n@example.com", by=owner)
    client = sign_in_as("owner")

    html = text(client, at("practitioners", crown))
    assert "n@example.com" not in html
    assert client.post(at("invitation-withdraw", crown, made.pk)).status_code == 404
    assert state(made) == InvitationState.WAITING
