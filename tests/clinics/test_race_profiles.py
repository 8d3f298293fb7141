"""Two owners write one profile at once, and no change of theirs is lost."""

import json
import os
import subprocess
import sys

import pytest

from portal.settings.env import BASE_DIR
from tests.clinics.race_profiles import MARKS, OWNERS
from tests.portal.audit.test_race import empty_database

pytestmark = pytest.mark.django_db(transaction=True)


def race(tmp_path, *arguments):
    with empty_database(tmp_path) as url:
        done = subprocess.run(
            [sys.executable, "-m", "tests.clinics.race_profiles", *arguments],
            cwd=BASE_DIR,
            env=os.environ
            | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_owners_who_do_not_say_what_they_read_lose_each_others_changes(tmp_path):
    """The race is real."""
    result = race(tmp_path, "--without-edition")

    assert result["acknowledged"] == OWNERS * MARKS
    assert result["kept"] < result["acknowledged"]


def test_owners_at_once_lose_no_change_and_each_application_makes_one_clinic(tmp_path):
    result = race(tmp_path)

    assert result == {
        "acknowledged": OWNERS * MARKS,
        "kept": OWNERS * MARKS,
        "made": OWNERS,
        "owners": OWNERS,
    }
