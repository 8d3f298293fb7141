"""Administrators read the log in the admin; nobody changes it there."""

import html

import pytest

from portal.audit.domain import audit
from portal.audit.models import AuditEvent
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

ADDRESS = "/cms/reports/audit/"


@pytest.fixture
def reader(client):
    user = UserFactory(
        email="reader@example.com", display_name="Rosa Reader", is_superuser=True
    )
    client.force_login(user)
    return user


def shown(client, **filters):
    return html.unescape(client.get(ADDRESS, filters).content.decode())


def test_report_shows_who_did_what_about_which(client, reader):
    audit.note("clinic listed", about=reader, by=reader, clinic=7, round=2)
    audit.note("chain verified")

    page = shown(client)

    for words in (
        "Rosa Reader",
        "clinic listed",
        f"accounts.user:{reader.pk}",
        "round: 2",
        "The portal",
        "chain verified",
    ):
        assert words in page
    assert page.index("chain verified") < page.index("clinic listed")


def test_report_names_an_erased_account_by_its_number(client, reader):
    gone = UserFactory(display_name="Gone Girl")
    number = gone.pk
    audit.note("signed in", by=gone)
    gone.delete()

    page = shown(client)

    assert f"Erased account {number}" in page
    assert "Gone Girl" not in page


@pytest.mark.parametrize(
    "filters",
    [
        {"verb": "LISTED"},
        {"about_type": "accounts.user"},
        {"clinic_id": "7"},
        {"by": "mine"},
        {"at_from": "2026-11-23", "at_to": "2026-11-23", "verb": "clinic"},
    ],
)
def test_report_is_filtered(client, reader, filters):
    audit.note("clinic listed", about=reader, by=reader, clinic=7)
    audit.note("something else")
    if "by" in filters:
        filters = {"by": reader.pk}

    page = shown(client, **filters)

    assert "clinic listed" in page
    assert "something else" not in page


def test_report_cannot_be_written_to(client, reader):
    audit.note("clinic listed", by=reader)

    assert client.post(ADDRESS, {"verb": "other"}).status_code == 405
    assert AuditEvent.objects.filter(verb="clinic listed").count() == 1
    assert not AuditEvent.objects.filter(verb="other").exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [("editor", 302), ("moderator", 302), ("client", 403), ("owner", 403)],
)
def test_report_is_closed_to_everybody_else(sign_in_as, role, status):
    audit.note("clinic listed")

    response = sign_in_as(role).get(ADDRESS)

    assert response.status_code == status
    assert "clinic listed" not in response.content.decode()


def test_report_asks_the_same_questions_whatever_its_length(
    client, reader, django_assert_max_num_queries
):
    counts = []
    for _ in range(2):
        audit.note("clinic listed", about=reader, by=reader)
        client.get(ADDRESS)
        with django_assert_max_num_queries(40) as asked:
            client.get(ADDRESS)
        counts.append(len(asked))

    assert counts[0] == counts[1]
