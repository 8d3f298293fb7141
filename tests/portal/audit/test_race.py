"""Two writers at once keep the chain whole."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.db import connection

from portal.settings.env import BASE_DIR
from tests.portal.audit.race import EVENTS, WRITERS

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def empty_database(tmp_path):
    """The URL of a database of the kind this suite runs on, with nothing in it."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'race.sqlite3'}"
        return
    name = f"{connection.settings_dict['NAME']}_race"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    kept = connection.settings_dict
    user, password = quote(kept["USER"]), quote(kept["PASSWORD"])
    try:
        yield f"postgres://{user}:{password}@{kept['HOST']}:{kept['PORT']}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def race(tmp_path, *arguments, program="tests.portal.audit.race"):
    with empty_database(tmp_path) as url:
        done = subprocess.run(
            [sys.executable, "-m", program, *arguments],
            cwd=BASE_DIR,
            env=os.environ
            | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_writers_without_the_lock_get_in_each_others_way(tmp_path):
    """The race is real; the constraints then refuse rather than break the chain."""
    result = race(tmp_path, "--without-lock")

    assert result["refused"] > 0
    assert result["kept"] == result["acknowledged"]
    assert result["broken_at"] is None


def test_writers_at_once_keep_the_chain_whole_and_lose_nothing(tmp_path):
    result = race(tmp_path)

    assert result == {
        "acknowledged": WRITERS * EVENTS,
        "refused": 0,
        "kept": WRITERS * EVENTS,
        "broken_at": None,
    }
