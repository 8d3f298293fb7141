"""Several act on one paper at the same moment."""

import pytest

from tests.clinics.race_sanctions import MANY
from tests.portal.audit.test_race import race

pytestmark = pytest.mark.django_db(transaction=True)
PROGRAM = "tests.clinics.race_sanctions"


def test_reviewers_who_confirm_at_once_make_one_decision(tmp_path):
    result = race(tmp_path, "confirm", program=PROGRAM)

    assert result == {
        "outcomes": ["AlreadySettled"] * (MANY - 2) + ["confirm"],
        "decisions": 1,
        "status": "suspended",
        "proposal": "confirmed",
    }


def test_a_proposal_is_confirmed_or_taken_back_never_both(tmp_path):
    result = race(tmp_path, "take-back", program=PROGRAM)

    assert result["outcomes"][: MANY - 2] == ["AlreadySettled"] * (MANY - 2)
    won = result["outcomes"][-1]
    assert (won, result["decisions"], result["status"], result["proposal"]) in [
        ("confirm", 1, "suspended", "confirmed"),
        ("withdraw", 0, "accepted", "withdrawn"),
    ]


def test_workers_at_once_write_each_letter_once(tmp_path):
    result = race(tmp_path, "remind", program=PROGRAM)

    assert result == {
        "outcomes": ["0"] * (MANY - 1) + ["1"],
        "reminders": 1,
        "letters": 1,
    }
