"""Inviting people, and what becomes of it."""

import datetime
import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from portal.accounts.domain import invitations
from portal.accounts.enums import InvitationState, InvitedRole, StaffRole
from portal.accounts.models import Invitation, User
from portal.accounts.models.invitation import hashed
from portal.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db
TOKEN = "token-of-the-letter"
LINK = re.compile(r"http://testserver(/\S*account/invitation/[\w-]{43}/)")


@pytest.fixture
def admin(db):
    return UserFactory(email="ada@example.com", display_name="Ada Admin")


@pytest.fixture
def invite(admin):
    """Invite and have the letter sent; the invitation and the path of its link."""

    def invite(email="nia@example.com", role=InvitedRole.EDITOR, by=admin):
        with TestCase.captureOnCommitCallbacks(execute=True):
            invitation = invitations.invite(email=email, role=role, by=by)
        return invitation, LINK.search(mail.outbox[-1].body)[1]

    return invite


def at(token=TOKEN):
    return reverse("account-invitation", args=[token])


def state(invitation):
    invitation.refresh_from_db()
    return invitation.state(on=timezone.now())


# The letter


def test_letter_says_who_invites_to_what_until_when(invite):
    invitation, path = invite(" Nia@Example.com ")

    letter = mail.outbox[0]
    assert letter.to == ["nia@example.com"]
    assert letter.subject == "Your invitation to Scalpwise"
    html = letter.alternatives[0].content
    for text in (letter.body, html):
        assert "Ada Admin invites you to Scalpwise as: Editor." in text
        assert "30 November 2026" in text
        assert path in text
    assert invitation.expires_at - invitation.created_at == datetime.timedelta(days=7)


def test_letter_speaks_the_language_of_its_reader(invite):
    UserFactory(email="nia@example.com", language="es")
    _invitation, path = invite()

    assert path.startswith("/es/account/")
    assert mail.outbox[0].subject == "Tu invitación a Scalpwise"
    assert "Tu función: Edición." in mail.outbox[0].body


def test_letter_of_the_command_line_names_nobody(invite):
    invite(by=None)

    assert "Hello, you are invited to Scalpwise as: Editor." in mail.outbox[0].body


def test_name_in_the_letter_cannot_bring_markup(invite):
    invite(by=UserFactory(display_name="<img src=x>"))

    assert "<img" not in mail.outbox[0].alternatives[0].content


def test_token_is_not_stored(invite):
    invitation, path = invite()

    token = path.split("/")[-2]
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in str(row)
    assert row["token_hash"] == hashed(token)


def test_invite_twice_is_refused(invite):
    invite()

    with pytest.raises(invitations.AlreadyInvited):
        invite("NIA@example.com")
    invite(role=InvitedRole.MODERATOR)
    assert Invitation.objects.count() == 2


def test_resend_kills_the_old_link_and_revives_an_expired_one(invite, admin, clock):
    invitation, old = invite()
    clock.shift(8 * 86400)
    assert state(invitation) == InvitationState.EXPIRED

    with TestCase.captureOnCommitCallbacks(execute=True):
        invitations.resend(invitation, by=admin)
    new = LINK.search(mail.outbox[-1].body)[1]

    assert state(invitation) == InvitationState.WAITING
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_letters_do_not_go_out_one_after_the_other(invite, admin, clock):
    invitation, first = invite()

    for _letter in range(2):
        clock.shift(59)
        with pytest.raises(invitations.TooSoon):
            invitations.resend(invitation, by=admin)
        clock.shift(1)
        with TestCase.captureOnCommitCallbacks(execute=True):
            invitations.resend(invitation, by=admin)

    assert len(mail.outbox) == 3
    assert Client().get(first).status_code == 404


# Answering


def test_accept_gives_the_role_and_works_once(invite, admin):
    invitation, _path = invite()
    nia = UserFactory(email="nia@example.com")

    invitations.accept(invitation, by=nia)

    assert nia.staff_roles == {StaffRole.EDITOR}
    assert state(invitation) == InvitationState.ACCEPTED
    with pytest.raises(invitations.NotOpen) as refusal:
        invitations.accept(invitation, by=nia)
    assert refusal.value.state == InvitationState.ACCEPTED
    assert [
        (event.verb, event.by) for event in AuditEvent.objects.order_by("sequence")
    ] == [
        ("person invited", admin),
        ("role granted", admin),
        ("invitation accepted", nia),
    ]


def test_accept_of_a_clinic_role_gives_no_staff_role(db):
    invitation = InvitationFactory(email="nia@example.com", role=InvitedRole.OWNER)
    nia = UserFactory(email="nia@example.com")

    invitations.accept(invitation, by=nia)

    assert nia.staff_roles == set()
    assert state(invitation) == InvitationState.ACCEPTED


@pytest.mark.parametrize(
    ("email", "verified"), [("other@example.com", True), ("nia@example.com", False)]
)
def test_accept_is_for_the_owner_of_the_address(invite, email, verified):
    invitation, _path = invite()
    person = UserFactory(email=email, verified=verified)

    with pytest.raises(invitations.AnotherAddress):
        invitations.accept(invitation, by=person)

    assert state(invitation) == InvitationState.WAITING
    assert person.staff_roles == set()


def test_withdrawn_or_expired_cannot_be_accepted(invite, admin, clock):
    nia = UserFactory(email="nia@example.com")
    withdrawn, _ = invite()
    invitations.withdraw(withdrawn, by=admin)
    expired, _ = invite()
    clock.shift(7 * 86400)

    for invitation, why in (
        (withdrawn, InvitationState.WITHDRAWN),
        (expired, InvitationState.EXPIRED),
    ):
        with pytest.raises(invitations.NotOpen) as refusal:
            invitations.accept(invitation, by=nia)
        assert refusal.value.state == why
    assert nia.staff_roles == set()


@pytest.mark.parametrize("act", [invitations.resend, invitations.withdraw])
def test_answered_invitation_stays_as_it_is(invite, admin, act):
    invitation, _path = invite()
    invitations.accept(invitation, by=UserFactory(email="nia@example.com"))

    with pytest.raises(invitations.NotOpen):
        act(invitation, by=admin)
    assert state(invitation) == InvitationState.ACCEPTED


# The page


def test_stranger_signs_up_on_the_way(invite, client):
    _invitation, path = invite()
    page = client.get(path).content.decode()
    assert "Join Scalpwise as: Editor" in page
    assert "Create an account to accept" in page

    signup = client.post(path).url
    assert 'value="nia@example.com"' in client.get(signup).content.decode()
    answer = {"display_name": "Nia", "password1": "a hill of small ants"}
    response = client.post(signup, answer | {"next": path})
    assert response.url == path  # the link has proved the address: no code
    response = client.post(path, follow=True)

    nia = User.objects.get(email="nia@example.com")
    assert nia.staff_roles == {StaffRole.EDITOR}
    assert "Welcome. You are now: Editor." in response.content.decode()


def test_stranger_cannot_sign_up_with_another_address(invite, client):
    _invitation, path = invite()
    signup = client.post(path).url
    client.post(
        signup,
        {
            "display_name": "Nia",
            "email": "other@example.com",
            "password1": "a hill of small ants",
        },
    )

    assert set(User.objects.values_list("email", flat=True)) == {
        "ada@example.com",
        "nia@example.com",
    }


def test_stranger_with_a_staff_invitation_needs_the_longer_password(invite, client):
    _invitation, path = invite()
    signup = client.post(path).url

    page = client.post(
        signup, {"display_name": "Nia", "password1": "four dots now"}
    ).content.decode()

    assert "Use at least 15 characters." in page
    assert not User.objects.filter(email="nia@example.com").exists()


def test_person_with_an_account_signs_in_on_the_way(invite, client):
    UserFactory(email="nia@example.com")
    _invitation, path = invite()
    page = client.get(path).content.decode()
    login = re.search(r'href="(/account/login/\?next=[^"]+)"', page)[1]

    response = client.post(
        login, {"login": "nia@example.com", "password": PASSWORD, "next": path}
    )

    assert response.url == path
    assert "Accept the invitation" in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"accepted": True}, 410, "An invitation works once."),
        ({"withdrawn": True}, 410, "has taken it back"),
        ({"expired": True}, 410, "Ask whoever invited you to send it again."),
        ({"token": "another"}, 404, "We do not know this link."),
    ],
)
def test_page_says_why_an_invitation_cannot_be_used(client, fields, status, says):
    now = timezone.now()
    someone = UserFactory()
    columns = {
        "accepted": {"accepted_at": now, "accepted_by": someone},
        "withdrawn": {"withdrawn_at": now, "withdrawn_by": someone},
        "expired": {"created_at": now - datetime.timedelta(days=7)},
        "token": {"token": "another"},
    }[next(iter(fields))]
    InvitationFactory(**columns)

    for response in (client.get(at()), client.post(at())):
        assert response.status_code == status
        assert says in response.content.decode()
        assert "invited@example.com" not in response.content.decode()


def test_page_is_not_for_somebody_else(signed_in, user):
    invitation = InvitationFactory()

    for response in (signed_in.get(at()), signed_in.post(at())):
        assert response.status_code == 404
        assert "It was sent to another address" in response.content.decode()
        assert "invited@example.com" not in response.content.decode()
    assert state(invitation) == InvitationState.WAITING
    assert not user.staff_roles


def test_two_accept_at_once_and_one_is_told(signed_in, user, monkeypatch):
    invitation = InvitationFactory(email=user.email)

    def beaten(*_args, **_kwargs):
        raise invitations.NotOpen(InvitationState.ACCEPTED)

    monkeypatch.setattr(invitations, "accept", beaten)

    response = signed_in.post(at())
    assert response.status_code == 410
    assert state(invitation) == InvitationState.WAITING


def test_page_is_not_kept_anywhere(client):
    InvitationFactory()

    assert "no-store" in client.get(at())["Cache-Control"]


# The command


def test_command_invites():
    out = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("invite", "Nia@example.com", "--role", "admin", stdout=out)

    assert out.getvalue() == "Invited Nia@example.com as Administrator.\n"
    assert Invitation.objects.get().role == "admin"
    assert mail.outbox[0].to == ["nia@example.com"]


def test_command_says_what_is_wrong():
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("invite", "nia", "--role", "admin")
    InvitationFactory(email="nia@example.com")
    with pytest.raises(CommandError, match="has an unanswered invitation"):
        call_command("invite", "nia@example.com", "--role", "editor")
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("invite", "nia@example.com", "--role", "owner")
