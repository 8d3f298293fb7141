"""Second factors, passwords, sessions: what the owner changes and is told about."""

import datetime
import re
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinics.domain import memberships
from clinics.enums import ClinicRole
from portal.accounts.domain import roles
from portal.accounts.enums import StaffRole
from portal.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory
from tests.portal.accounts.conftest import totp_code

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NEW = "a hill of small ants"
ANYWHERE = "/nowhere/in/particular/"  # whoever gets as far as a 404 was let in


def activate_totp(browser) -> str:
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    with at_once():
        browser.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)})
    return secret


def at_once():
    """Do without delay what waits for the commit; allauth needs the request for it."""
    return mock.patch.object(transaction, "on_commit", lambda function: function())


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


# Told by mail, ended elsewhere, written down


@pytest.fixture
def elsewhere(user, sign_in):
    browser = Client()
    sign_in(user.email, using=browser)
    assert browser.get(reverse("account")).status_code == 200
    return browser


def is_out(browser) -> bool:
    return browser.get(reverse("account")).status_code == 302


def test_password_change(elsewhere, signed_in, user, verbs):
    signed_in.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert mail.outbox[-1].subject == "Your password was changed"
    assert is_out(elsewhere)
    assert not is_out(signed_in)
    assert "password changed" in verbs()
    assert UserSession.objects.filter(user=user).count() == 1


def test_code_app_added_and_removed(elsewhere, signed_in, user, verbs):
    activate_totp(signed_in)
    assert {m.subject for m in mail.outbox} == {
        "A code app was added to your account",
    }
    assert is_out(elsewhere)
    assert not is_out(signed_in)

    signed_in.post(reverse("mfa_deactivate_totp"))
    assert mail.outbox[-1].subject == "The code app was removed from your account"
    assert verbs()[-2:] == ["second factor removed", "second factor removed"]
    assert not Authenticator.objects.filter(user=user).exists()


def test_new_recovery_codes(signed_in, user, verbs):
    activate_totp(signed_in)
    with at_once():
        signed_in.post(reverse("mfa_generate_recovery_codes"))

    assert mail.outbox[-1].subject == "You have new recovery codes"
    assert verbs()[-1] == "recovery codes renewed"


def test_wrong_second_factor_is_written_down(signed_in, user, sign_in, verbs):
    activate_totp(signed_in)
    browser = Client()
    sign_in(user.email, using=browser)
    browser.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert verbs()[-1] == "second factor failed"


def test_address_change(signed_in, user, verbs, code_from_mail):
    response = signed_in.post(
        reverse("account_email"), {"email": "Robin@New.example", "action_add": ""}
    )
    user.refresh_from_db()
    assert user.email == "robin@example.com"

    signed_in.post(response.url, {"code": code_from_mail()})

    user.refresh_from_db()
    assert user.email == "robin@new.example"
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [
        ("robin@new.example", True, True)
    ]
    assert mail.outbox[-1].subject == "Your e-mail address was changed"
    assert mail.outbox[-1].to == ["robin@example.com"]
    assert "address changed" in verbs()


def test_mails_are_in_the_language_of_their_reader(signed_in, user, settings):
    user.language = "es"
    user.save()
    activate_totp(signed_in)

    assert "/es/account/" in mail.outbox[-1].body
    assert "Se ha añadido una aplicación de códigos" in mail.outbox[-1].subject
    assert "Si has sido tú, todo está bien." in mail.outbox[-1].body


def test_security_mail_tells_what_and_where_to_look(signed_in, user):
    activate_totp(signed_in)

    body = mail.outbox[-1].body
    assert "A code app was set up as your second factor." in body
    assert "http://testserver/account/" in body
    assert "127.0.0.1" not in body


# Sessions


def test_session_list_ends_one_of_them(elsewhere, signed_in, user, verbs):
    other = UserSession.objects.get(session_key=elsewhere.session.session_key)
    page = signed_in.get(reverse("usersessions_list")).content.decode()
    assert ("This browser" in page, "Another browser" in page) == (True, True)

    signed_in.post(reverse("account-session-end", args=[other.pk]))

    assert is_out(elsewhere)
    assert not is_out(signed_in)
    assert verbs()[-1] == "session ended"


def test_session_list_ends_all_others(elsewhere, signed_in):
    signed_in.post(reverse("usersessions_list"))

    assert (is_out(elsewhere), is_out(signed_in)) == (True, False)


def test_ones_own_session_is_ended_by_signing_out(signed_in, user):
    mine = UserSession.objects.get(session_key=signed_in.session.session_key)

    response = signed_in.post(reverse("account-session-end", args=[mine.pk]))

    assert response.url == reverse("account_logout")
    assert not is_out(signed_in)


def test_session_of_somebody_else_is_not_found(signed_in, sign_in):
    stranger = Client()
    sign_in(UserFactory(email="other@example.com").email, using=stranger)
    theirs = UserSession.objects.get(session_key=stranger.session.session_key)

    response = signed_in.post(reverse("account-session-end", args=[theirs.pk]))

    assert response.status_code == 404
    assert not is_out(stranger)


@pytest.mark.parametrize(
    ("works", "idle", "out"),
    [
        (True, datetime.timedelta(minutes=29), False),
        (True, datetime.timedelta(minutes=30), True),
        (False, datetime.timedelta(minutes=30), False),
        (False, datetime.timedelta(days=13), False),
        (False, datetime.timedelta(days=14), True),
    ],
)
def test_idle_session_ends(client, user, sign_in, clock, works, idle, out):
    if works:
        MembershipFactory(user=user)
    sign_in(user.email)

    clock.shift(idle)

    assert is_out(client) is out


@pytest.mark.parametrize(
    ("works", "step", "steps"),
    [
        (True, datetime.timedelta(minutes=20), 36),
        (False, datetime.timedelta(days=10), 9),
    ],
)
def test_session_in_use_ends_in_the_end(
    client, user, sign_in, clock, works, step, steps
):
    if works:
        MembershipFactory(user=user)
    sign_in(user.email)
    seen = []
    for _ in range(steps):
        clock.shift(step)
        seen.append(is_out(client))

    assert seen == [False] * (steps - 1) + [True]


def test_ended_session_is_explained_and_written_down(client, user, sign_in, clock):
    MembershipFactory(user=user)
    sign_in(user.email)
    clock.shift(3600)

    page = client.get(reverse("account"), follow=True).content.decode()

    assert "You were signed out to keep your account safe." in page
    ended = AuditEvent.objects.get(verb="signed out")
    assert (ended.by, ended.details) == (user, {"reason": "idle"})


def test_relogin_page_is_not_activity(client, user, sign_in, clock):
    MembershipFactory(user=user)
    sign_in(user.email)
    for _ in range(4):
        clock.shift(10 * 60)
        client.get(reverse("account_reauthenticate"))

    assert "_auth_user_id" not in client.session


def test_session_without_its_dates_ends(signed_in):
    session = signed_in.session
    del session["began_at"]
    session.save()

    assert is_out(signed_in)


def test_activity_is_noted_once_a_minute(signed_in, user, clock):
    def last_seen():
        return UserSession.objects.get(user=user).last_seen_at

    began = last_seen()
    clock.shift(30)
    signed_in.get(reverse("account"))
    assert last_seen() == began
    clock.shift(30)
    signed_in.get(reverse("account"))
    assert last_seen() == began + datetime.timedelta(minutes=1)


# Passwords


def test_duties_ask_for_a_longer_password(signed_in, user):
    MembershipFactory(user=user)
    thirteen = "four dots now"

    page = signed_in.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": thirteen, "password2": thirteen},
    ).content.decode()

    assert "Use at least 15 characters." in page
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_account_without_a_password_opens_with_none(db, sign_in, client):
    user = UserFactory(email="nopass@example.com", password=None)
    user.password = ""
    user.save()

    assert not user.has_usable_password()
    sign_in(user.email, "")
    assert "_auth_user_id" not in client.session
