"""People at the door: signing in by hand, and the codes out of the mails."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.urls import reverse

from portal.accounts.enums import GROUP_NAMES
from portal.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory


@pytest.fixture
def user(db):
    return UserFactory(email="robin@example.com")


@pytest.fixture
def sign_in(client):
    """Sign in through the page, as a person does."""

    def sign_in(email, password=PASSWORD, *, using=client, **extra):
        return using.post(
            reverse("account_login"), {"login": email, "password": password}, **extra
        )

    return sign_in


@pytest.fixture
def signed_in(client, user, sign_in):
    """A browser in which the user has signed in and just confirmed the password."""
    sign_in(user.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def code_from_mail():
    """The code in the last mail."""

    def find():
        return re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, re.M)[0]

    return find


@pytest.fixture
def verbs(db):
    """What the audit log says, oldest first."""
    return lambda: list(
        AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    )


@pytest.fixture
def second_factor_required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def staff_groups(db):
    """The groups as the migration makes them (tests may run without migrations)."""
    admin_type, _ = ContentType.objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    access, _ = Permission.objects.get_or_create(
        content_type=admin_type,
        codename="access_admin",
        defaults={"name": "Can access Wagtail admin"},
    )
    for name in GROUP_NAMES.values():
        Group.objects.get_or_create(name=name)[0].permissions.add(access)
    people = Permission.objects.filter(
        content_type__app_label="accounts",
        codename__in=[
            "add_user",
            "change_user",
            "view_user",
            "add_invitation",
            "view_invitation",
        ],
    )
    Group.objects.get(name="Administrators").permissions.add(*people)


def totp_code(secret: str) -> str:
    """What a code app shows now for that key."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
