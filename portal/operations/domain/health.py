"""What a web process needs around it before it can serve people."""

import logging
from collections.abc import Callable
from functools import cache as remember

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.crypto import get_random_string

logger = logging.getLogger(__name__)


class NotReady(Exception):
    """A neighbour answers, but not as it should."""


def failed() -> list[str]:
    """The names of the checks that fail now, in order; none when all is well."""
    return [name for name in settings.HEALTH_CHECKS if not _passes(name)]


def _passes(name: str) -> bool:
    try:
        CHECKS[name]()
    except Exception as error:  # whatever it is, it is not ready
        logger.warning("A check failed.", extra={"check": name}, exc_info=error)
        return False
    return True


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def shared_cache() -> None:
    token = get_random_string(8)
    cache.set("health", token, 10)
    # Another process may have written in between; nothing at all is the fault.
    if not cache.get("health"):
        raise NotReady("The cache forgets at once.")


@remember  # what is applied stays applied; a failure is an exception, so not kept
def migrations() -> None:
    executor = MigrationExecutor(connection)
    targets = executor.loader.graph.leaf_nodes()
    if executor.migration_plan(targets):
        raise NotReady(f"Run the migrations on {DEFAULT_DB_ALIAS}.")


def storage() -> None:
    storages["private"].exists("health")


CHECKS: dict[str, Callable[[], None]] = {
    "database": database,
    "cache": shared_cache,
    "migrations": migrations,
    "storage": storage,
}
