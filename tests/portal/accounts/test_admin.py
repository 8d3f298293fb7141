"""People and invitations in the Wagtail admin."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from portal.accounts.domain import roles
from portal.accounts.enums import GROUP_NAMES, InvitationState, StaffRole
from portal.accounts.models import Invitation, User
from portal.audit.models import AuditEvent
from tests.factories.accounts import InvitationFactory, UserFactory

pytestmark = [
    pytest.mark.django_db,
    # Wagtail's own admin templates name variables that they never set.
    pytest.mark.ignore_template_errors,
]


def state(invitation):
    invitation.refresh_from_db()
    return invitation.state(on=timezone.now())


@pytest.fixture
def desk(signed_in, user, staff_groups):
    """The admin's browser, in the Wagtail admin."""
    roles.grant(user, StaffRole.ADMIN, by=None)
    return signed_in


# People


def group(role) -> str:
    return str(Group.objects.get(name=GROUP_NAMES[role]).pk)


def test_admin_makes_an_account_whose_owner_gets_in_by_code(desk, user, code_from_mail):
    response = desk.post(
        "/cms/users/new/",
        {
            "email": "Nia@Example.com",
            "display_name": "Nia New",
            "groups": [group(StaffRole.EDITOR)],
            "is_superuser": "on",
        },
    )

    assert response.url == "/cms/users/"
    nia = User.objects.get(email="nia@example.com")
    assert (nia.display_name, nia.staff_roles) == ("Nia New", {StaffRole.EDITOR})
    assert not nia.is_superuser
    assert not nia.has_usable_password()
    address = EmailAddress.objects.get(user=nia)
    assert (address.email, address.verified) == ("nia@example.com", False)
    granted = AuditEvent.objects.filter(verb="role granted", about_id=nia.pk).get()
    assert granted.by == user

    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": "nia@example.com"})
    browser.post(
        reverse("account_confirm_password_reset_code"), {"code": code_from_mail()}
    )
    new = "a hill of small ants"
    browser.post(
        reverse("account_complete_password_reset"), {"password1": new, "password2": new}
    )
    browser.post(
        reverse("account_login"), {"login": "nia@example.com", "password": new}
    )
    assert browser.session["_auth_user_id"] == str(nia.pk)


def test_account_form_asks_for_what_we_keep(desk):
    page = desk.get("/cms/users/new/").content.decode()

    for there in ('name="email"', 'name="display_name"', 'name="groups"'):
        assert there in page
    for gone in ("first_name", "last_name", "is_superuser", "password1"):
        assert f'name="{gone}"' not in page


def test_account_form_refuses_a_known_address_in_capitals(desk):
    UserFactory(email="nia@example.com")

    desk.post("/cms/users/new/", {"email": "NIA@example.com", "display_name": "Nia"})

    assert User.objects.filter(email="nia@example.com").count() == 1


def test_admin_changes_name_and_roles_but_not_the_address(desk, user):
    nia = UserFactory(email="nia@example.com")
    roles.grant(nia, StaffRole.EDITOR, by=None)

    desk.post(
        f"/cms/users/edit/{nia.pk}/",
        {
            "email": "thief@example.com",
            "display_name": "Nia Newname",
            "groups": [group(StaffRole.MODERATOR)],
            "is_active": "on",
            "is_superuser": "on",
        },
    )

    nia = User.objects.get(pk=nia.pk)
    assert (nia.email, nia.display_name) == ("nia@example.com", "Nia Newname")
    assert nia.staff_roles == {StaffRole.MODERATOR}
    assert not nia.is_superuser
    assert {
        (event.verb, event.by, event.details["role"])
        for event in AuditEvent.objects.filter(about_id=nia.pk, by=user)
    } == {
        ("role revoked", user, "editor"),
        ("role granted", user, "moderator"),
    }


def test_admin_closes_an_account_and_its_sessions(desk, sign_in):
    nia = UserFactory(email="nia@example.com")
    browser = Client()
    sign_in(nia.email, using=browser)

    desk.post(f"/cms/users/edit/{nia.pk}/", {"display_name": "Nia"})

    nia.refresh_from_db()
    assert not nia.is_active
    assert browser.get(reverse("account")).status_code == 302
    assert AuditEvent.objects.filter(verb="session ended").exists()


def test_admin_keeps_their_own_roles(desk, user):
    desk.post(
        f"/cms/users/edit/{user.pk}/",
        {"display_name": "Robin", "groups": [group(StaffRole.MODERATOR)]},
    )

    changed = User.objects.get(pk=user.pk)
    assert changed.display_name == "Robin"
    assert changed.staff_roles == {StaffRole.ADMIN}
    assert changed.is_active


def test_admin_cannot_touch_a_superuser(desk):
    boss = User.objects.create_superuser("boss@example.com", "x" * 20)

    desk.post(f"/cms/users/edit/{boss.pk}/", {"display_name": "Mine now"})

    boss.refresh_from_db()
    assert boss.display_name == ""
    assert boss.is_active


def test_superuser_may_edit_a_superuser(client, staff_groups):
    boss = User.objects.create_superuser("boss@example.com", "x" * 20)
    other = User.objects.create_superuser("other@example.com", "x" * 20)
    client.force_login(boss)

    client.post(
        f"/cms/users/edit/{other.pk}/", {"display_name": "Other", "is_active": "on"}
    )

    other.refresh_from_db()
    assert other.display_name == "Other"


def test_admin_preferences_leave_the_person_to_the_account_page(desk, user):
    page = desk.get("/cms/account/").content.decode()
    assert "theme" in page
    for elsewhere in ("first_name", 'name="avatar', "old_password", "name_email-"):
        assert elsewhere not in page
    assert f'href="{reverse("account")}"' in page

    desk.post(
        "/cms/account/",
        {
            "theme-theme": "dark",
            "theme-contrast": "system",
            "theme-density": "default",
            "name_email-email": "thief@example.com",
        },
    )
    user.refresh_from_db()
    assert user.email == "robin@example.com"
    assert user.wagtail_userprofile.theme == "dark"


# Invitations


def test_key_to_invitations_alone_does_not_let_invite(signed_in, user, staff_groups):
    """A group made by hand may hold the permission; the role decides."""
    roles.grant(user, StaffRole.EDITOR, by=None)
    user.user_permissions.add(Permission.objects.get(codename="add_invitation"))

    signed_in.post(
        "/cms/invitations/new/", {"email": "nia@example.com", "role": "admin"}
    )

    assert not Invitation.objects.exists()


def test_admin_invites_from_the_cms(desk, user):
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = desk.post(
            "/cms/invitations/new/", {"email": "nia@example.com", "role": "moderator"}
        )

    assert response.url == "/cms/invitations/"
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.invited_by) == ("moderator", user)
    assert mail.outbox[-1].to == ["nia@example.com"]
    page = desk.get("/cms/invitations/").content.decode()
    assert "nia@example.com" in page
    assert "Waiting for an answer" in page


def test_admin_is_told_of_an_open_invitation(desk):
    InvitationFactory()

    page = desk.post(
        "/cms/invitations/new/", {"email": "invited@example.com", "role": "editor"}
    ).content.decode()

    assert "This address already has an invitation to this role." in page
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("role", ["owner", "client", "superuser"])
def test_admin_invites_to_staff_roles_alone(desk, role):
    desk.post("/cms/invitations/new/", {"email": "nia@example.com", "role": role})

    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("act", "says", "becomes"),
    [
        ("resend", "The invitation was sent again.", InvitationState.WAITING),
        ("withdraw", "The invitation is withdrawn.", InvitationState.WITHDRAWN),
    ],
)
def test_admin_sends_again_and_withdraws(desk, act, says, becomes):
    sent_at = timezone.now() - datetime.timedelta(minutes=1)
    invitation = InvitationFactory(created_at=sent_at)
    path = f"/cms/invitations/{act}/{invitation.pk}/"
    assert "invited@example.com" in desk.get(path).content.decode()
    assert state(invitation) == InvitationState.WAITING

    page = desk.post(path, follow=True).content.decode()

    assert says in page
    assert state(invitation) == becomes


def test_admin_is_told_that_a_letter_has_only_just_gone_out(desk):
    invitation = InvitationFactory()

    page = desk.post(f"/cms/invitations/resend/{invitation.pk}/", follow=True)

    assert "The invitation went out a moment ago." in page.content.decode()
    assert Invitation.objects.get().token_hash == invitation.token_hash


def test_admin_is_told_that_it_was_answered(desk):
    invitation = InvitationFactory(
        accepted_at=timezone.now(), accepted_by=UserFactory()
    )

    page = desk.post(
        f"/cms/invitations/withdraw/{invitation.pk}/", follow=True
    ).content.decode()

    assert "Nothing was done: Accepted." in page
    assert "Send again" not in page


def test_admin_finds_no_other_act(desk):
    invitation = InvitationFactory()

    assert desk.get(f"/cms/invitations/delete/{invitation.pk}/").status_code == 404
    assert desk.post("/cms/invitations/withdraw/999/").status_code == 404


@pytest.mark.parametrize("role", [role for role in StaffRole if role != "admin"])
def test_other_staff_cannot_invite(signed_in, user, staff_groups, role):
    invitation = InvitationFactory(email="secret@example.com")
    roles.grant(user, role, by=None)

    for path in (
        "/cms/invitations/",
        "/cms/invitations/new/",
        f"/cms/invitations/withdraw/{invitation.pk}/",
    ):
        for response in (
            signed_in.get(path, follow=True),
            signed_in.post(
                path, {"email": "nia@example.com", "role": "admin"}, follow=True
            ),
        ):
            assert "secret@example.com" not in response.content.decode()
    assert Invitation.objects.get().withdrawn_at is None
