"""Several act on one paper at the same moment."""

from tests.clinics.race_sanctions import MANY

PROGRAM = "tests.clinics.race_sanctions"


def test_reviewers_who_confirm_at_once_make_one_decision(race):
    result = race(PROGRAM, "confirm")

    assert result == {
        "outcomes": ["AlreadySettled"] * (MANY - 2) + ["confirm"],
        "decisions": 1,
        "status": "suspended",
        "proposal": "confirmed",
    }


def test_a_proposal_is_confirmed_or_taken_back_never_both(race):
    result = race(PROGRAM, "take-back")

    assert result["outcomes"][: MANY - 2] == ["AlreadySettled"] * (MANY - 2)
    won = result["outcomes"][-1]
    assert (won, result["decisions"], result["status"], result["proposal"]) in [
        ("confirm", 1, "suspended", "confirmed"),
        ("withdraw", 0, "accepted", "withdrawn"),
    ]


def test_workers_at_once_write_each_letter_once(race):
    result = race(PROGRAM, "remind")

    assert result == {
        "outcomes": ["0"] * (MANY - 1) + ["1"],
        "reminders": 1,
        "letters": 1,
    }
