"""A test database that is migrated once and then copied.

Migrating takes half a minute, and every run of the tests and each of its processes
would do it. The copy of SQLite lies in .pytest_cache, under a name made of everything
that the migrations hang on. `python -m tests.migrated` makes it beforehand: while
branches are counted it takes three times as long. PostgreSQL copies the database
TEMPLATE, which the same command makes on its server.
"""

import hashlib
import os
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.backends.sqlite3 import base, creation

from portal.settings.env import BASE_DIR as ROOT

FOLDER = ROOT / ".pytest_cache" / "migrated"
TEMPLATE = "migrated"
LOCK = ROOT / "requirements" / "development.txt"


def migrated() -> Path:
    """Where a database lies, or will lie, to which all these migrations have come."""
    ours = [
        path
        for package in ("portal", "clinics", "aftercare")
        for path in (ROOT / package).rglob("migrations/*.py")
    ]
    digest = hashlib.sha256()
    for path in sorted([LOCK, ROOT / "portal/settings/base.py", *ours]):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:16]}.sqlite3"


class DatabaseCreation(creation.DatabaseCreation):
    def create_test_db(self, *args, **kwargs):
        if not isinstance(settings.MIGRATION_MODULES, dict):  # --nomigrations
            return super().create_test_db(*args, **kwargs)
        kept = migrated()
        if kept.exists():
            return self._copy(kept)
        name = super().create_test_db(*args, **kwargs)
        self._keep(kept)
        return name

    def _copy(self, kept: Path) -> str:
        name = self._get_test_db_name()
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        source = sqlite3.connect(kept)
        source.backup(self.connection.connection)
        source.close()
        return name

    def _keep(self, kept: Path) -> None:
        """Store it whole or not at all; of several processes the last one wins."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(f".{os.getpid()}")
        target = sqlite3.connect(unfinished)
        self.connection.ensure_connection()
        self.connection.connection.backup(target)
        target.close()
        unfinished.replace(kept)
        for older in set(FOLDER.glob("*.sqlite3")) - {kept}:
            older.unlink(missing_ok=True)


def once() -> None:
    """Let every SQLite test database be a copy of the migrated one."""
    base.DatabaseWrapper.creation_class = DatabaseCreation
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "sqlite":
            connection.creation = DatabaseCreation(connection)


def main() -> None:
    """Make the copy, if there is none, before the tests ask for it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    once()
    django.setup()
    connection = connections["default"]
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"] |= {"NAME": TEMPLATE, "TEMPLATE": None}
    elif migrated().exists():
        return
    connection.creation.create_test_db(verbosity=0, autoclobber=True)


if __name__ == "__main__":
    main()
