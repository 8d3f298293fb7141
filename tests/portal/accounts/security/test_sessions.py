"""Sessions: which there are, and when they end."""

import datetime

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from portal.audit.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.clinics import MembershipFactory
from tests.portal.accounts.security.codes import is_out

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


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
