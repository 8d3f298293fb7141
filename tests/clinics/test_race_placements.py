"""A clinic asks twice at once, and takes back what is being answered."""

from tests.clinics.race_placements import ROUNDS


def test_one_question_and_one_end_of_it(race):
    result = race("tests.clinics.race_placements")

    assert result["asked"] == [["AlreadyAsked", "done"]] * ROUNDS
    assert len(result["ended"]) == ROUNDS
    for end in result["ended"]:
        assert end in ([1, False, "yes"], [0, True, ""])
