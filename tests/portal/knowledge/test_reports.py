import pytest

from portal.knowledge import reports
from portal.knowledge.reports import Earlier, Profile
from portal.knowledge.symptoms import AnswerError


@pytest.mark.parametrize(
    ("told", "read"),
    [(36.6, 36.6), (45, 45), (98.6, 37.0), (100.4, 38.0), (104, 40.0)],
)
def test_temperature_is_read_in_celsius_whatever_the_unit_says(told, read):
    for unit in ("C", "F"):
        case = reports.read({"temp": told, "temp_unit": unit}, day=1)
        assert case.answers["temp"] == read


@pytest.mark.parametrize(
    ("age", "risks"),
    [(None, set()), (17, {"under_18"}), (18, set()), (74, set()), (75, {"over_75"})],
)
def test_age_counts_as_a_risk(age, risks):
    profile = Profile(frozenset({"keloid"}), age)

    assert profile.all_risks == {"keloid"} | risks


@pytest.mark.parametrize("age", [-1, 131])
def test_an_impossible_age_is_refused(age):
    with pytest.raises(AnswerError, match="'age' must be from 0 to 130 years"):
        Profile(age=age)


def test_an_unknown_risk_is_refused():
    with pytest.raises(AnswerError, match="'risk' must be a list out of 'diabetes'"):
        Profile(frozenset({"bad luck"}))


def test_risks_of_profile_and_report_add_up():
    case = reports.read(
        {"risk": ["keloid"]}, day=1, profile=Profile(frozenset({"diabetes"}))
    )

    assert case.risks == {"keloid", "diabetes"}


def test_raised_and_beyond_are_what_is_unusual():
    told = {
        "redness_extent": 1, "heat": 0, "fluid": 1, "colour": "patchy", "temp": 36.6,
        "blisters_sores": True, "other": False, "unwell": [], "note": "x",
        "trend": "worse", "glands": "small", "rash_elsewhere": "no",
    }  # fmt: skip

    case = reports.read(told, day=5)

    raised = {"redness_extent", "fluid", "colour", "temp", "blisters_sores"}
    assert case.raised == raised | {"trend", "glands"}
    assert case.beyond == ("fluid", "blisters_sores")


def test_history_runs_from_the_oldest_to_the_newest():
    history = [Earlier(4, {"heat": 1}), Earlier(1, {"heat": 2}), Earlier(4, {})]

    case = reports.read({"heat": 0}, day=4, history=history)

    assert [(old.day, dict(old.answers)) for old in case.earlier] == [
        (1, {"heat": 2}),
        (4, {"heat": 1}),
        (4, {}),
    ]


def test_a_report_of_a_later_day_is_no_history():
    with pytest.raises(AnswerError, match="day 5 is not earlier than day 4"):
        reports.read({}, day=4, history=[Earlier(5, {})])


@pytest.mark.parametrize("day", [-1, 1.5, True, "3", None])
def test_a_day_is_a_whole_number_from_zero(day):
    with pytest.raises(AnswerError, match="'day' must be a whole number from 0"):
        reports.read({}, day=day)
