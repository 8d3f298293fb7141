"""A clinic asks twice at once, and takes back what is being answered."""

import json
import os
import subprocess
import sys

import pytest

from portal.settings.env import BASE_DIR
from tests.clinics.race_placements import ROUNDS
from tests.portal.audit.test_race import empty_database

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_question_and_one_end_of_it(tmp_path):
    with empty_database(tmp_path) as url:
        done = subprocess.run(
            [sys.executable, "-m", "tests.clinics.race_placements"],
            cwd=BASE_DIR,
            env=os.environ
            | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)

    assert result["asked"] == [["AlreadyAsked", "done"]] * ROUNDS
    assert len(result["ended"]) == ROUNDS
    for end in result["ended"]:
        assert end in ([1, False, "yes"], [0, True, ""])
