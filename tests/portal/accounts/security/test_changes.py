"""What is told and written down when the keys of an account change."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.clinics import MembershipFactory
from tests.portal.accounts.security.codes import NEW, activate_totp, at_once, is_out

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


# Told by mail, ended elsewhere, written down


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
