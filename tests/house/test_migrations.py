"""The migrations say what the models say, and each has a name."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests.house.source import own_apps

NAMED = re.compile(r"^\d{4}_(?!auto_)(?!.*_and_more$)[a-z0-9_]+$")


@pytest.mark.django_db
def test_the_models_need_no_further_migration(settings):
    settings.MIGRATION_MODULES = {}  # emptied by --nomigrations otherwise
    labels = [app.label for app in own_apps() if app.get_models()]

    call_command("makemigrations", *labels, check=True, dry_run=True, verbosity=1)


def test_every_migration_has_a_name_a_person_gave_it():
    unnamed = [
        f"{app.label} {path.stem}"
        for app in own_apps()
        for path in sorted(Path(app.path, "migrations").glob("0*.py"))
        if not NAMED.match(path.stem)
    ]

    assert unnamed == []


@pytest.mark.django_db
def test_a_database_from_before_the_first_release_has_nothing_to_do(migrated):
    recorder = MigrationRecorder(connection)
    migrations = MigrationExecutor(connection).loader.disk_migrations
    ours = {app.label for app in own_apps()}
    replacing = [
        key for key, each in migrations.items() if each.replaces and key[0] in ours
    ]
    for key in replacing:
        recorder.record_unapplied(*key)
        for replaced in migrations[key].replaces:
            recorder.record_applied(*replaced)

    executor = MigrationExecutor(connection)

    assert len(replacing) == 9
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
