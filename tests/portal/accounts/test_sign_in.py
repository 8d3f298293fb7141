"""Getting in, staying out, and what the door gives away."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_UP = {"display_name": "Nia New", "email": "nia@example.com", "password1": PASSWORD}


def words(response) -> str:
    """The page as text, without the token that differs each time."""
    text = re.sub(r'value="[^"]{30,}"', "", response.content.decode())
    return re.sub(r"[\w.+-]+@example\.com", "ADDRESS", text)


def test_sign_up_proves_the_address_with_a_code(client, code_from_mail):
    response = client.post(reverse("account_signup"), SIGN_UP)

    assert response.url == reverse("account_email_verification_sent")
    assert mail.outbox[0].to == ["nia@example.com"]
    assert "_auth_user_id" not in client.session

    response = client.post(response.url, {"code": code_from_mail()})

    user = User.objects.get(email="nia@example.com")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.display_name, user.language) == ("Nia New", "en")
    assert EmailAddress.objects.get(user=user).verified


def test_a_name_stands_on_one_line(client):
    """It stands in letters to others, where further lines would read as ours."""
    name = "Nia\r\n\r\nReply at once:\u2028https://evil.example"
    client.post(reverse("account_signup"), SIGN_UP | {"display_name": name})

    made = User.objects.get(email="nia@example.com")
    assert made.display_name == "Nia Reply at once: https://evil.example"


def test_sign_up_with_a_wrong_code_signs_nobody_in(client):
    client.post(reverse("account_signup"), SIGN_UP)

    response = client.post(
        reverse("account_email_verification_sent"), {"code": "AAAA-AAAA"}
    )

    assert "Incorrect code." in response.content.decode()
    assert not EmailAddress.objects.get(email="nia@example.com").verified


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("eleven char", "too short"),
        ("a" * 129, "too long"),
        ("nia@example.com", "too similar"),
        ("passwordpassword1", None),
    ],
)
def test_sign_up_asks_for_a_long_password(client, password, complaint):
    response = client.post(reverse("account_signup"), SIGN_UP | {"password1": password})

    assert User.objects.filter(email="nia@example.com").exists() is (complaint is None)
    if complaint:
        assert complaint in response.content.decode()


def test_sign_in_with_capitals_and_blanks(client, user, sign_in):
    response = sign_in("  Robin@Example.COM ")

    assert response.url == reverse("account")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_in_gives_a_new_session(client, user, sign_in):
    client.get(reverse("account_login"))
    session = client.session
    session["kept"] = "from before"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    sign_in(user.email)

    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_sign_in_by_code(client, user, code_from_mail):
    client.post(reverse("account_request_login_code"), {"email": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_from_mail()})

    assert client.session["_auth_user_id"] == str(user.pk)


def test_reset_by_code_signs_out_everywhere(client, user, sign_in, code_from_mail):
    elsewhere = Client()
    sign_in(user.email, using=elsewhere)
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(
        reverse("account_confirm_password_reset_code"), {"code": code_from_mail()}
    )
    new = "a hill of small ants"
    client.post(
        reverse("account_complete_password_reset"),
        {"password1": new, "password2": new},
    )

    user.refresh_from_db()
    assert user.check_password(new)
    assert elsewhere.get(reverse("account")).status_code == 302
    assert mail.outbox[-1].subject == "Your password was changed"
    assert "_auth_user_id" not in client.session


def test_closed_account_ends_at_once(signed_in, user):
    assert signed_in.get(reverse("account")).status_code == 200
    User.objects.update(is_active=False)

    assert signed_in.get(reverse("account")).status_code == 302


def test_closed_account_cannot_sign_in(client, user, sign_in):
    User.objects.update(is_active=False)

    assert sign_in(user.email).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


# What the door gives away


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_login", {"login": "{}", "password": "wrong wrong wrong"}),
        ("account_request_login_code", {"email": "{}"}),
        ("account_reset_password", {"email": "{}"}),
        ("account_signup", SIGN_UP | {"email": "{}"}),
    ],
)
def test_door_says_the_same_of_a_known_and_an_unknown_address(user, name, data):
    seen = []
    for address in (user.email, "nobody@example.com"):
        browser = Client()
        answers = {key: value.format(address) for key, value in data.items()}
        first = browser.post(reverse(name), answers)
        then = browser.get(first.url) if first.status_code == 302 else first
        seen.append((first.status_code, first.get("Location"), words(then)))

    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("robin@example.com", "You have an account already"),
        ("nobody@example.com", "Your code for Scalpwise"),
    ],
)
def test_sign_up_tells_the_owner_of_the_address_by_mail(client, user, address, subject):
    client.post(reverse("account_signup"), SIGN_UP | {"email": address})

    assert [(m.subject, m.to) for m in mail.outbox] == [(subject, [address])]


def test_sign_up_hashes_a_password_for_a_known_address_too(client, user, monkeypatch):
    """Or the shorter answer would tell that the address is known."""
    hashed = []
    original = User.set_password
    monkeypatch.setattr(
        User,
        "set_password",
        lambda self, raw: hashed.append(raw) or original(self, raw),
    )

    client.post(reverse("account_signup"), SIGN_UP | {"email": user.email})

    assert hashed == [PASSWORD]


# Limits


def test_thirty_wrong_passwords_get_five_answers(user, sign_in):
    answers = [
        sign_in(user.email, "wrong wrong wrong").content.decode() for _ in range(30)
    ]

    refused = ["Too many failed login attempts" in answer for answer in answers]
    assert refused == [False] * 5 + [True] * 25


def test_limit_holds_for_the_right_password_and_ends(user, sign_in, client, clock):
    for _ in range(5):
        sign_in(user.email, "wrong wrong wrong")
    sign_in(user.email)
    assert "_auth_user_id" not in client.session

    clock.shift(15 * 60 + 1)
    sign_in(user.email)
    assert "_auth_user_id" in client.session


def test_stranger_cannot_lock_the_owner_out(user, sign_in):
    for _ in range(10):
        sign_in(user.email, "wrong wrong wrong", REMOTE_ADDR="198.51.100.7")

    owner = Client()
    sign_in(user.email, using=owner, REMOTE_ADDR="203.0.113.9")
    assert "_auth_user_id" in owner.session


def test_many_strangers_together_are_stopped(user, sign_in):
    answers = [
        sign_in(user.email, "wrong wrong wrong", REMOTE_ADDR=f"198.51.100.{n}")
        for n in range(52)
    ]

    refused = ["Too many failed" in answer.content.decode() for answer in answers]
    assert refused == [False] * 50 + [True] * 2


def test_locked_out_owner_gets_in_by_code(client, user, sign_in, code_from_mail):
    for _ in range(6):
        sign_in(user.email, "wrong wrong wrong")
    client.post(reverse("account_request_login_code"), {"email": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_from_mail()})

    assert "_auth_user_id" in client.session


def test_too_many_resets_get_a_page(client, user):
    for _ in range(5):
        client.post(reverse("account_reset_password"), {"email": user.email})
    response = client.post(reverse("account_reset_password"), {"email": user.email})

    assert response.status_code == 429
    assert "Please wait a quarter of an hour" in response.content.decode()
    assert len(mail.outbox) == 5


# Where it leads


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "http:evil.example",
        "https:///evil.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "/%09/evil.example/",
        "\t//evil.example/",
        "https://testserver@evil.example/",
        "https://localhost/",
    ],
)
def test_next_never_leads_away(client, user, target):
    response = client.post(
        reverse("account_login"),
        {"login": user.email, "password": PASSWORD, "next": target},
    )

    assert response.status_code == 302
    assert response.url in {reverse("account"), "/%09/evil.example/"}


def test_next_leads_on_here(client, user):
    response = client.post(
        reverse("account_login"),
        {"login": user.email, "password": PASSWORD, "next": "/es/account/"},
    )

    assert response.url == "/es/account/"


def test_sign_in_leads_to_the_language_the_person_asked_for(client, sign_in):
    UserFactory(email="nia@example.com", language="es")

    assert sign_in("nia@example.com").url == "/es/account/"
    assert "Tus permisos" in client.get("/es/account/").content.decode()


def test_sign_in_at_the_spanish_door_stays_spanish(client, user):
    answer = client.post(
        "/es/account/login/", {"login": user.email, "password": PASSWORD}
    )

    assert user.language == "en"
    assert answer.url == "/es/account/"


def test_evil_host_is_refused(client, user):
    response = client.post(
        reverse("account_reset_password"),
        {"email": user.email},
        HTTP_HOST="evil.example",
    )

    assert response.status_code == 400
    assert mail.outbox == []


def test_links_in_mails_come_from_the_setting(client, user, settings):
    settings.BASE_URL = "https://scalpwise.example"
    client.post(reverse("account_signup"), SIGN_UP | {"email": user.email})

    body = mail.outbox[0].body
    assert "https://scalpwise.example/account/login/" in body
    assert "testserver" not in body


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_request_login_code",
        "account_logout",
    ],
)
def test_forms_at_the_door_refuse_a_forged_post(user, name):
    browser = Client(enforce_csrf_checks=True)

    response = browser.post(
        reverse(name), {"login": user.email, "password": PASSWORD, "email": user.email}
    )

    assert response.status_code == 403
    assert mail.outbox == []


# One door


@pytest.mark.parametrize(
    "path",
    [
        "/cms/login/",
        "/cms/password_reset/",
        "/cms/password_reset/confirm/MQ/set-password/",
        "/_util/login/",
        "/es/_util/login/",
    ],
)
def test_wagtails_doors_lead_to_ours_and_open_nothing(client, user, path):
    got = client.get(path, {"next": "/cms/pages/"})
    posted = client.post(path, {"username": user.email, "password": PASSWORD})

    assert got.url.endswith("/account/login/?next=%2Fcms%2Fpages%2F")
    assert posted.url.endswith("/account/login/")
    assert "_auth_user_id" not in client.session


def test_admin_sends_strangers_to_the_door(client):
    response = client.get("/cms/")

    assert response.url == f"{reverse('account_login')}?next=/cms/"


# The log


def test_log_tells_the_story(client, user, sign_in, verbs):
    sign_in(user.email, "wrong wrong wrong")
    sign_in(user.email)
    client.post(reverse("account_logout"))

    assert verbs() == ["sign-in failed", "signed in", "signed out"]
    failed, entered, left = AuditEvent.objects.order_by("sequence")
    assert "robin" not in str(failed.details)
    assert re.fullmatch(r"[0-9a-f]{16}", failed.details["address"])
    assert (entered.by, left.details) == (user, {"reason": "asked"})


def test_log_knows_one_address_again(sign_in, db):
    for address in ("a@example.com", "A@example.com", "b@example.com"):
        sign_in(address, "wrong wrong wrong")

    first, second, other = AuditEvent.objects.order_by("sequence")
    assert first.details == second.details != other.details


def test_sign_out_empties_the_browser(signed_in):
    response = signed_in.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in signed_in.session


def test_sign_out_by_a_link_only_asks(signed_in):
    signed_in.get(reverse("account_logout"))

    assert "_auth_user_id" in signed_in.session


def test_one_address_has_one_account(db):
    UserFactory(email="c@example.com")

    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        User.objects.create_user("C@EXAMPLE.com")
