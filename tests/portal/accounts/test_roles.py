"""What people are on the platform."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.urls import reverse

from portal.accounts import rules
from portal.accounts.domain import roles, users
from portal.accounts.enums import GROUP_NAMES, InvitedRole, StaffRole
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import ClientFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory

pytestmark = pytest.mark.django_db
PREDICATES = {
    StaffRole.REVIEWER: rules.is_reviewer,
    StaffRole.MODERATOR: rules.is_moderator,
    StaffRole.ADMIN: rules.is_admin,
}


def noted():
    return [
        (event.verb, event.by, event.details["role"])
        for event in AuditEvent.objects.order_by("sequence")
        if "role" in event.details
    ]


@pytest.mark.parametrize("role", StaffRole)
def test_role_makes_no_other_predicate_true(user, role):
    roles.grant(user, role, by=None)

    held = {key for key in StaffRole if rules.has_role(user, key)}
    assert held == {role}
    assert {key for key, asks in PREDICATES.items() if asks(user)} == (
        held & PREDICATES.keys()
    )
    assert rules.is_staff(user)
    assert rules.has_duties(user)


@pytest.mark.parametrize(
    "asks", [*PREDICATES.values(), rules.is_staff, rules.has_duties]
)
def test_nobody_else_has_a_role(user, asks):
    closed = UserFactory(is_active=False)
    for role in StaffRole:
        roles.grant(closed, role, by=None)

    assert not asks(user)
    assert not asks(AnonymousUser())
    assert not asks(closed)


def test_superuser_is_an_administrator_and_nothing_else(db):
    boss = User.objects.create_superuser("boss@example.com", "x" * 20)

    assert {key for key, asks in PREDICATES.items() if asks(boss)} == {StaffRole.ADMIN}
    assert rules.may_invite_staff(boss)


def test_grant_and_revoke_are_written_down_once(user):
    admin = UserFactory()
    roles.grant(user, StaffRole.EDITOR, by=admin)
    roles.grant(user, StaffRole.EDITOR, by=admin)
    assert user.staff_roles == {StaffRole.EDITOR}
    roles.revoke(user, StaffRole.EDITOR, by=admin)
    roles.revoke(user, StaffRole.EDITOR, by=admin)

    assert user.staff_roles == set()
    assert noted() == [
        ("role granted", admin, "editor"),
        ("role revoked", admin, "editor"),
    ]


def test_revoking_a_role_nobody_has_is_nothing(user):
    roles.revoke(user, StaffRole.MODERATOR, by=None)

    assert noted() == []


def test_groups_changed_by_any_door_are_written_down(user):
    group = Group.objects.create(name="Photographers")
    editors, _ = Group.objects.get_or_create(name=GROUP_NAMES[StaffRole.EDITOR])

    user.groups.add(editors)
    editors.user_set.clear()
    group.user_set.add(user)
    user.groups.clear()

    assert [(verb, role) for verb, _by, role in noted()] == [
        ("role granted", "editor"),
        ("role revoked", "editor"),
        ("role granted", None),
        ("role revoked", None),
    ]


def test_roles_are_read_once_per_person(user, django_assert_num_queries):
    user = User.objects.get(pk=user.pk)

    with django_assert_num_queries(1):
        for asks in (*PREDICATES.values(), rules.is_staff):
            asks(user)


@pytest.mark.ignore_template_errors  # Wagtail's own
def test_role_taken_away_bites_on_the_next_request(signed_in, user, staff_groups):
    roles.grant(user, StaffRole.EDITOR, by=None)
    assert signed_in.get("/cms/").status_code == 200

    roles.revoke(user, StaffRole.EDITOR, by=None)

    assert signed_in.get("/cms/").status_code == 403


def test_every_staff_role_can_be_invited_to_and_has_a_group():
    assert set(StaffRole.values) <= set(InvitedRole.values)
    assert set(GROUP_NAMES) == set(StaffRole)


def test_migration_makes_the_groups(db):
    Group.objects.all().delete()
    Permission.objects.filter(codename="add_invitation").delete()
    admin_type = Permission.objects.filter(codename="access_admin").first()
    if admin_type is None:
        from django.contrib.contenttypes.models import ContentType

        Permission.objects.create(
            codename="access_admin",
            name="Can access Wagtail admin",
            content_type=ContentType.objects.create(
                app_label="wagtailadmin", model="admin"
            ),
        )
    migration = import_module("portal.accounts.migrations.0002_staff_groups")

    migration.make_groups(apps, None)
    migration.make_groups(apps, None)

    held = {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.all()
    }
    assert held == {
        "Editors": {"access_admin"},
        "Clinical reviewers": {"access_admin"},
        "Certification reviewers": {"access_admin"},
        "Moderators": {"access_admin"},
        "Administrators": {
            "access_admin",
            "add_user",
            "change_user",
            "view_user",
            "add_invitation",
            "view_invitation",
        },
    }


def test_register_makes_an_account_that_signs_in(client, sign_in):
    admin = UserFactory()
    user = users.register(
        email="Nia@Example.com",
        password="crown of small dots",
        display_name="Nia",
        language="es",
        time_zone="Europe/Madrid",
        by=admin,
    )

    sign_in("nia@example.com")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.language, user.zone.key) == ("es", "Europe/Madrid")
    event = AuditEvent.objects.get(verb="account registered")
    assert (event.about, event.by) == (f"accounts.user:{user.pk}", admin)


def test_register_unverified_has_to_prove_the_address(client, sign_in):
    users.register(
        email="nia@example.com",
        password="crown of small dots",
        display_name="Nia",
        verified=False,
    )

    assert sign_in("nia@example.com").url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_standings_are_told_from_every_app(user):
    roles.grant(user, StaffRole.MODERATOR, by=None)
    MembershipFactory(user=user, clinic=ClinicFactory(name="Crown Clinic"))
    ClientFactory(user=user, clinic=ClinicFactory(name="Dot Studio"))

    assert set(rules.standings(user)) == {
        "Moderator",
        "Owner at Crown Clinic",
        "Client of Dot Studio",
    }


def test_registering_a_duty_twice_counts_it_once(user):
    before = len(rules.standings(UserFactory()))

    def never(_user):
        return False

    def nothing(_user):
        return []

    for _ in range(2):
        rules.is_a_duty(never)
        rules.is_a_standing(nothing)
    try:
        assert rules._duties.count(never) == 1
        assert rules._standings.count(nothing) == 1
        assert len(rules.standings(user)) == before
    finally:
        rules._duties.remove(never)
        rules._standings.remove(nothing)
