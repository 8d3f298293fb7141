"""The migrations say what the models say, and each has a name."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

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
