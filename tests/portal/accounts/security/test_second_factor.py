"""Second factors: how they work, and who needs one."""

import re
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinics.domain import memberships
from clinics.enums import ClinicRole
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from tests.factories.accounts import PASSWORD
from tests.factories.clinics import ClinicFactory, MembershipFactory
from tests.portal.accounts.conftest import totp_code
from tests.portal.accounts.security.codes import NEW, activate_totp

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ANYWHERE = "/nowhere/in/particular/"  # whoever gets as far as a 404 was let in


# Second factor


def test_code_app_is_asked_for_at_the_next_sign_in(signed_in, user, sign_in, clock):
    secret = activate_totp(signed_in)
    browser = Client()
    response = sign_in(user.email, using=browser)
    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in browser.session

    clock.shift(60)
    browser.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    assert browser.session["_auth_user_id"] == str(user.pk)


def test_code_of_the_app_works_once(signed_in, user, sign_in, clock):
    secret = activate_totp(signed_in)
    clock.shift(60)
    for expected in (True, False):
        browser = Client()
        sign_in(user.email, using=browser)
        browser.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
        assert ("_auth_user_id" in browser.session) is expected


def test_secret_of_the_app_is_stored_encrypted(signed_in, user):
    secret = activate_totp(signed_in)

    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data
    assert secret not in str(stored)


def test_secret_outlives_a_change_of_the_secret_key(signed_in, user, settings, clock):
    secret = activate_totp(signed_in)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of good length " * 2
    clock.shift(60)

    totp = Authenticator.objects.get(type=Authenticator.Type.TOTP).wrap()
    assert totp.validate_code(totp_code(secret))


def test_recovery_codes_are_shown_once_and_each_opens_once(signed_in, user, sign_in):
    activate_totp(signed_in)
    page = signed_in.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    signed_in.post(
        reverse("mfa_reauthenticate"), {"code": codes.pop()}
    )  # a later visit, in another session
    again = Client()
    sign_in(user.email, using=again)
    again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "_auth_user_id" in again.session
    seen = again.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not re.search(r"<code>\d{8}</code>", seen)

    third = Client()
    sign_in(user.email, using=third)
    third.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "_auth_user_id" not in third.session


def test_guessing_codes_is_stopped(signed_in, user, sign_in):
    activate_totp(signed_in)
    browser = Client()
    sign_in(user.email, using=browser)
    answers = [
        browser.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
        for _ in range(7)
    ]

    refused = ["Too many" in answer for answer in answers]
    assert refused == [False] * 5 + [True] * 2


def test_new_password_does_not_pass_the_second_factor(
    signed_in, user, client, code_from_mail
):
    activate_totp(signed_in)
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": user.email})
    browser.post(
        reverse("account_confirm_password_reset_code"), {"code": code_from_mail()}
    )
    browser.post(
        reverse("account_complete_password_reset"), {"password1": NEW, "password2": NEW}
    )
    browser.post(reverse("account_login"), {"login": user.email, "password": NEW})

    assert "_auth_user_id" not in browser.session


def test_second_factor_asks_for_the_password_first(client, user, sign_in, clock):
    sign_in(user.email)
    clock.shift(600)

    for name in ("mfa_activate_totp", "mfa_add_webauthn", "account_change_password"):
        response = client.get(reverse(name))
        if name == "account_change_password":
            assert response.status_code == 200  # asks for the old one itself
        else:
            assert response.url.startswith(reverse("account_reauthenticate"))


def test_passkey_is_offered_without_a_password(signed_in):
    page = signed_in.get(reverse("mfa_add_webauthn")).content.decode()

    assert "Sign me in without a password" in page
    assert 'value="My passkey"' in page
    assert '"rp": {"name": "Scalpwise", "id": "testserver"}' in page
    assert signed_in.post(reverse("mfa_add_webauthn"), {"name": "x"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_signing_out_twice_is_written_down_once(client, user, sign_in, verbs):
    sign_in(user.email)
    logout(mock.Mock(user=AnonymousUser(), session=client.session))

    assert verbs() == ["signed in"]


# Who needs it


@pytest.fixture
def worker(user):
    MembershipFactory(user=user, role=ClinicRole.FRONT_DESK)
    return user


@pytest.mark.parametrize("role", StaffRole)
@pytest.mark.parametrize("path", ["/cms/", "/cms/account/", "/", ANYWHERE])
def test_staff_without_second_factor_are_led_to_it(
    client, user, sign_in, second_factor_required, role, path
):
    roles.grant(user, role, by=None)
    sign_in(user.email)

    for verb in (client.get, client.post):
        assert verb(path).url == reverse("mfa_index")


def test_page_says_why(client, worker, sign_in, second_factor_required):
    sign_in(worker.email)

    page = client.get(ANYWHERE, follow=True).content.decode()
    assert "Set up a second factor to go on" in page


def test_account_pages_and_sign_out_stay_open(
    client, user, sign_in, second_factor_required, staff_groups
):
    roles.grant(user, StaffRole.EDITOR, by=None)
    sign_in(user.email)

    assert client.get(reverse("account")).status_code == 200
    assert client.get("/es/account/").status_code == 200
    assert client.get(reverse("usersessions_list")).status_code == 200
    client.post("/cms/logout/")
    assert "_auth_user_id" not in client.session


def test_with_second_factor_the_site_opens(
    client, worker, sign_in, second_factor_required
):
    sign_in(worker.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(ANYWHERE).status_code == 302
    activate_totp(client)

    assert client.get(ANYWHERE).status_code == 404


def test_recovery_codes_alone_are_no_second_factor(
    client, worker, sign_in, second_factor_required
):
    Authenticator.objects.create(
        user=worker, type=Authenticator.Type.RECOVERY_CODES, data={}
    )
    sign_in(worker.email)

    assert client.get(ANYWHERE).url == reverse("mfa_index")


def test_readers_and_clients_do_not_need_it(signed_in, user, second_factor_required):
    assert signed_in.get(ANYWHERE).status_code == 404


def test_nobody_needs_it_where_it_is_switched_off(client, worker, sign_in):
    sign_in(worker.email)

    assert client.get(ANYWHERE).status_code == 404


def test_new_role_bites_on_the_next_request(signed_in, user, second_factor_required):
    assert signed_in.get(ANYWHERE).status_code == 404

    membership = memberships.add(
        ClinicFactory(), user, ClinicRole.PRACTITIONER, by=None
    )
    assert signed_in.get(ANYWHERE).url == reverse("mfa_index")

    memberships.end(membership, by=None)
    assert signed_in.get(ANYWHERE).status_code == 404


def test_visitor_without_a_cookie_is_asked_nothing(client, db):
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("account_login"))

    asked = [query["sql"] for query in queries]
    assert not [sql for sql in asked if "session" in sql or "accounts_" in sql]
