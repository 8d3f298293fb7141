"""What every test stands on: a stopped clock, an empty cache, people who sign in."""

import datetime
from collections.abc import Callable
from functools import lru_cache, partial

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import storages
from django.test import Client
from django.utils import translation

from tests import migrated, racing
from tests.private_storage import Watched

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)  # a Monday
TODAY = NOW.date()

ROLES = (
    "anonymous",
    "client",
    "other_client",
    "owner",
    "other_owner",
    "practitioner",
    "frontdesk",
    "editor",
    "clinical_reviewer",
    "reviewer",
    "second_reviewer",
    "moderator",
    "admin",
)


ON_EACH = (
    "test_constraints",
    "test_html",
    "test_migrations",
    "test_models",
    "test_queries",
)
DATABASE = {"db", "transactional_db", "django_db_setup", "race"}

migrated.once()


def pytest_collection_modifyitems(items):
    """What need not run everywhere.

    A test without a database says the same beside each. The sweeps of the house ask
    about addresses and source; what they ask about the database they ask of both.
    """
    for item in items:
        folders, name = item.path.parts, item.path.stem
        asks = item.get_closest_marker("django_db") or DATABASE & {*item.fixturenames}
        if not asks or ("house" in folders and name not in ON_EACH):
            item.add_marker(pytest.mark.one_database)


@pytest.fixture(autouse=True)
def clock(request):
    """The time stands still at NOW; `clock.move_to(…)` and `clock.shift(…)` move it.

    Tests that wait for other processes carry `browser`, `production` or
    `real_clock` and see the machine's own time.
    """
    if any(map(request.node.get_closest_marker, RUNNING_CLOCK)):
        yield None
        return
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


RUNNING_CLOCK = ("browser", "production", "real_clock")


@pytest.fixture
def watched_storage(db, settings, tmp_path) -> Watched:
    """Takes the place of the private storage."""
    watched = {
        "BACKEND": "tests.private_storage.Watched",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = settings.STORAGES | {"private": watched}
    return storages["private"]


@pytest.fixture
def today() -> datetime.date:
    """The date of the stopped clock."""
    return TODAY


@pytest.fixture(autouse=True)
def nothing_left_over():
    """No test sees what another one cached, nor the language it spoke."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _no_search_for_what_is_ignored(_fail_for_invalid_template_variable):
    """A missing variable that a test ignores costs nothing.

    pytest-django looks for the template it stands in all the same, and opens the
    source of each frame of the stack for it: half the time of a screen of Wagtail.
    This may go when its `__mod__` asks `fail` first (4.14.0 does not).
    """
    invalid = settings.TEMPLATES[0]["OPTIONS"].get("string_if_invalid", "")
    if isinstance(invalid, str):  # run without --fail-on-template-vars
        return
    kind = type(invalid)
    tell = kind.__mod__
    kind.__mod__ = lambda self, variable: (
        tell(self, variable) if self.fail else self.origin_value
    )


@pytest.fixture(autouse=True, scope="session")
def _the_same_file_is_read_once():
    """Half a second of a process apart for each file that comes in: once for each.

    The answer hangs on the question alone, and on how long it may take. A fault is
    not kept, so whatever is refused for its time is asked again.
    """
    from portal.files import apart  # needs Django to be set up

    answer = lru_cache(maxsize=64)(lambda question, _seconds: read(question))
    read, apart._run = apart._run, lambda question: answer(question, apart.SECONDS)
    yield
    apart._run = read


@pytest.fixture
def migrated(request, db):
    """The rows that migrations store: groups with their rights, the first page."""
    if request.config.option.nomigrations:
        pytest.skip("needs the rows that migrations store: run without --nomigrations")


@pytest.fixture
def person(db) -> Callable:
    """`person("editor")`: the one person of that role, made when first asked for."""
    known = {}

    def find(role: str):
        if role not in ROLES or role == "anonymous":
            raise LookupError(f"{role} is nobody; the roles are {', '.join(ROLES)}")
        if role not in known:
            from tests.factories import people  # needs Django to be set up

            known[role] = people.make(role)
        return known[role]

    return find


@pytest.fixture
def sign_in_as(person) -> Callable[[str], Client]:
    """`sign_in_as("owner")`: a client that holds a session of that role."""

    def sign_in(role: str) -> Client:
        client = Client()
        if role != "anonymous":
            client.force_login(person(role))
        return client

    return sign_in


@pytest.fixture(scope="session")
def starter(django_db_blocker, tmp_path_factory):
    """The process of which races are forked, from the first of them on."""
    folder = tmp_path_factory.mktemp("races")
    with racing.Starter(folder, django_db_blocker.unblock) as starter:
        yield starter


@pytest.fixture
def race(starter, tmp_path) -> Callable[..., dict]:
    """`race("tests.clinics.race", "--without-lock")`: what that program printed."""
    return partial(starter.run, tmp_path)
