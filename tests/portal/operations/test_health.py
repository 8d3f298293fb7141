"""What the platform learns, and what it does not."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError

from portal.operations.domain import health

pytestmark = pytest.mark.django_db


def silent(*_args, **_kwargs):
    """A cache that cannot be reached, as django-redis shows it."""


@pytest.fixture(autouse=True)
def forget():
    health.migrations.cache_clear()
    yield
    health.migrations.cache_clear()


@pytest.fixture(autouse=True)
def migrated(monkeypatch):
    """Without the migrations of the suite, none of them counts as applied."""
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [])


def away(*_args, **_kwargs):
    raise OperationalError("connection to 10.0.0.7 refused")


def test_live_says_alive_to_anybody(client):
    response = client.get("/health/live")

    assert (response.status_code, response.content) == (200, b"alive\n")


def test_ready_when_all_is_well(client, settings):
    settings.HEALTH_CHECKS = ["database", "cache", "migrations", "storage"]

    response = client.get("/health/ready")

    assert (response.status_code, response.json()) == (200, {"status": "ready"})


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        # Nothing is known of the migrations of a database that is away.
        (
            "database,migrations",
            {"connection": SimpleNamespace(cursor=away), "MigrationExecutor": away},
        ),
        ("cache", {"cache": SimpleNamespace(set=silent, get=silent)}),
        ("cache", {"cache": SimpleNamespace(set=away)}),
        ("migrations", {"MigrationExecutor": away}),
        ("storage", {"storages": {"private": SimpleNamespace(exists=away)}}),
    ],
)
def test_ready_names_what_failed_and_no_more(
    client, settings, monkeypatch, name, broken
):
    settings.HEALTH_CHECKS = ["database", "cache", "migrations", "storage"]
    for attribute, value in broken.items():
        monkeypatch.setattr(health, attribute, value)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json() == {"status": "failed", "failed": name.split(",")}


def test_ready_asks_again_after_migrating(client, monkeypatch):
    plan = ["one"]
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: plan)
    assert client.get("/health/ready").status_code == 503
    plan.clear()

    assert client.get("/health/ready").status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_is_only_read(client, path):
    assert client.post(path).status_code == 405
