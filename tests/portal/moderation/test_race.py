"""Several reviewers, one paper, one moment: one claim, one decision."""

from tests.portal.moderation.race import REVIEWERS

PROGRAM = "tests.portal.moderation.race"


def test_reviewers_at_once_make_one_decision(race):
    result = race(PROGRAM)

    decided = result.pop("decide")
    assert decided.pop("done") == 1
    # Whoever has no claim is told who has, the second click that it is over.
    assert sum(decided.values()) == REVIEWERS
    assert decided.keys() <= {"Taken", "Ended"}
    assert result == {
        "claim": {"Taken": REVIEWERS - 1, "claimed": 1},
        "claims": 1,
        "decisions": 1,
        "findings": 1,
        "stolen": True,
        "fared": [],
        "replaced": True,
        "replaced_fared": [],
    }


def test_without_claims_the_paper_itself_lets_one_decide(race):
    """The race is real; even then the lock on the paper keeps a second one out."""
    result = race(PROGRAM, "--without-claims")

    assert result["decide"] == {"Moved": REVIEWERS - 1, "done": 1}
    assert result["decisions"] == 1
