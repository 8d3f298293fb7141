"""Each address of ours gives each role, on each verb, the answer in the matrix."""

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.conftest import NOW, ROLES
from tests.factories import people
from tests.house.makers import CANARY
from tests.house.matrix import Answer, Row
from tests.house.permissions import ROWS
from tests.house.routes import all_routes
from tests.house.source import own_models
from tests.house.test_routes import is_sent_to_the_door

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    # Some of our addresses are screens of Wagtail, whose own templates name
    # variables that they never set.
    pytest.mark.ignore_template_errors,
]
# A POST that reads and changes nothing of the person who sends it.
WITHOUT_TOKEN = {"check", "feedback", "feedback-comment"}
# What a mail program sends (RFC 8058): the signed address is the permission, and all it
# can do is end letters.
WITHOUT_TOKEN |= {"my:reminders-off"}
BY_STATUS = {
    403: Answer.FORBIDDEN,
    404: Answer.MISSING,
    405: Answer.NO_VERB,
    410: Answer.GONE,
}


@pytest.fixture(scope="module")
def signed_in(django_db_setup, django_db_blocker):
    """The cookies of each role, made once: a test's own deeds alone are undone."""
    frozen = time_machine.travel(NOW, tick=False)
    with frozen, django_db_blocker.unblock(), transaction.atomic():
        cookies = {}
        for role in ROLES[1:]:
            client = Client()
            client.force_login(people.make(role))
            cookies[role] = client.cookies.output(attrs=[], header="", sep=";")
        yield cookies
        transaction.set_rollback(True)


@pytest.fixture
def person(signed_in, db):
    """As everywhere; everybody is there already."""
    return lambda role: User.objects.get(email=people.address(role))


@pytest.fixture
def sign_in_as(signed_in):
    """As everywhere, with the session that each has already."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.cookies.load(signed_in.get(role, ""))
        return client

    return sign_in


def one_of_each(row: Row) -> list[str]:
    """The first role of each kind: those that get the same answers to GET and POST.

    A verb that nobody is meant to use is asked by one of each; all thirteen would ask
    the same question three times over.
    """
    kinds = {(row.get[role], row.post[role]): role for role in reversed(ROLES)}
    return sorted(kinds.values(), key=ROLES.index)


def answer_of(response) -> Answer:
    if is_sent_to_the_door(response):
        return Answer.DOOR
    if is_wagtails_refusal(response):
        return Answer.FORBIDDEN
    return BY_STATUS.get(response.status_code, Answer.YES)


def is_wagtails_refusal(response) -> bool:
    """Wagtail sends staff without the right back to the start of its admin."""
    return response.status_code == 302 and response.url == reverse("wagtailadmin_home")


def rows_stored() -> dict[str, int]:
    """How many rows each of our tables holds; one query, for it is asked very often."""
    tables = [model._meta.db_table for model in own_models()]
    counts = ", ".join(f"(SELECT COUNT(*) FROM {name})" for name in tables)  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def asked(client: Client, verb: str, path: str, data: dict):
    """One request and the rows it left; what it did to the database is undone."""
    with transaction.atomic():
        response = getattr(client, verb)(path, data if verb == "post" else None)
        rows = rows_stored()
        transaction.set_rollback(True)
    return response, rows


def test_every_own_address_has_a_row_and_every_row_an_address():
    own = {route.name for route in all_routes() if route.maker == "own"}
    doors = {name for name in own if name.endswith("RedirectView")}

    assert own - doors == {key.partition(" (")[0] for key in ROWS}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_everybody_gets_the_answer_of_the_matrix(name, person, sign_in_as):
    row = ROWS[name]
    path = row.path(name, person)
    expected, found = {}, {}
    with_head = one_of_each(row)

    for role in ROLES:
        client = sign_in_as(role)
        before = rows_stored()
        asks = [("get", row.get), ("post", row.post)]
        if role in with_head:
            asks.insert(1, ("head", row.get))
        for verb, cells in asks:
            response, rows = asked(client, verb, path, row.data)
            expected[role, verb] = str(cells[role])
            found[role, verb] = str(answer_of(response))
            if cells[role] != Answer.YES:
                assert rows == before, (role, verb)
                assert CANARY not in response.content.decode(), (role, verb)

    assert found == expected


@pytest.mark.parametrize("name", sorted(ROWS))
def test_no_address_of_ours_knows_another_verb(name, person, sign_in_as):
    row = ROWS[name]
    path = row.path(name, person)
    other_verbs = ["patch", "delete"] if row.put_is_post else ["put", "patch", "delete"]
    known = []

    for role in one_of_each(row):
        client = sign_in_as(role)
        before = rows_stored()
        for verb in other_verbs:
            response, rows = asked(client, verb, path, {})
            if answer_of(response) == Answer.YES or rows != before:
                known.append((role, verb))

    assert known == []


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_form_of_ours_is_refused_without_its_token(name, person, sign_in_as):
    row = ROWS[name]
    role = next((role for role in ROLES if row.post[role] == Answer.YES), None)
    client = sign_in_as(role or "anonymous")
    client.handler.enforce_csrf_checks = True

    response, _ = asked(client, "post", row.path(name, person), row.data)

    refused = role is None or response.status_code == 403
    assert refused is (name not in WITHOUT_TOKEN)
