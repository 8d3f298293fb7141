from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.knowledge import course, datafile
from portal.knowledge.symptoms import CATALOGUE
from portal.knowledge.triage import (
    RULES,
    Earlier,
    Level,
    Profile,
    assess,
    assess_without_day,
)
from tests.portal.knowledge import cases

VIGNETTES = datafile.parse(
    (Path(__file__).parent / "vignettes.yaml").read_text(encoding="utf-8"),
    file="vignettes.yaml",
).entries("vignettes")
ALL_RISKS = frozenset(cases.RISKS)


def level_of(answers, day, risks=frozenset(), history=()):
    return assess(answers, day=day, profile=Profile(risks), history=history).level


@pytest.mark.parametrize("case", VIGNETTES, ids=lambda case: case["title"])
def test_a_person_gets_the_right_level(case):
    assessment = assess(
        case["answers"],
        day=case["day"],
        profile=Profile(frozenset(case.get("risk", ())), case.get("age")),
        history=[
            Earlier(old["day"], old["answers"]) for old in case.get("earlier", ())
        ],
    )

    fired = [(each.id, each.because) for each in assessment.fired]
    assert assessment.level.word == case["level"], fired


@pytest.mark.parametrize("day", cases.DAYS)
def test_nothing_inside_the_course_goes_above_expected(day):
    edge = cases.at_the_edge(day)
    people = [frozenset(), *({risk} for risk in cases.RISKS), ALL_RISKS]

    found = {
        level_of(told, day, frozenset(risks))
        for risks in people
        for told in (
            edge,
            *({key: edge[key]} for key in course.COVERED if edge[key] != []),
        )
    }

    assert found == {Level.EXPECTED}


@pytest.mark.parametrize("day", cases.DAYS)
@pytest.mark.parametrize("symptom", course.CHARTED)
def test_one_grade_above_the_course_is_never_expected(symptom, day):
    grade = course.highest_expected(symptom, day=day) + 1

    assert level_of({symptom: grade}, day) >= Level.CLINIC


@settings(max_examples=250, deadline=None)
@given(data=st.data(), day=cases.days, risks=cases.risks, base=cases.reports)
def test_one_more_sign_never_lowers_the_level(data, day, risks, base):
    worse = data.draw(cases.made_worse(base))

    assert level_of(worse, day, risks) >= level_of(base, day, risks)


@settings(max_examples=100, deadline=None)
@given(day=cases.days, risks=cases.risks, base=cases.reports, more=cases.risks)
def test_one_more_risk_never_lowers_the_level(day, risks, base, more):
    assert level_of(base, day, risks | more) >= level_of(base, day, risks)


@settings(max_examples=100, deadline=None)
@given(data=st.data(), base=cases.reports, old=cases.answers, older=cases.answers)
def test_one_more_sign_never_lowers_the_level_of_a_later_report(data, base, old, older):
    worse = data.draw(cases.made_worse(base))
    history = [Earlier(4, old), Earlier(2, older)]

    later = level_of(worse, 6, history=history)
    assert later >= level_of(base, 6, history=history)


@settings(max_examples=100, deadline=None)
@given(day=cases.days, told=cases.reports, notes=st.text(max_size=20))
def test_notes_photos_and_words_of_comfort_change_nothing(day, told, notes):
    plain = {key: value for key, value in told.items() if key != "trend"}
    comforted = plain | {"trend": "better", "note": notes, "photos": 3}

    assert level_of(comforted, day) == level_of(plain, day)


@settings(max_examples=100, deadline=None)
@given(told=cases.answers, day=cases.days)
def test_none_means_not_asked(told, day):
    blank = dict.fromkeys(CATALOGUE.items)

    assert assess(blank | told, day=day) == assess(told, day=day)


@pytest.mark.parametrize("value", CATALOGUE.item("red_flags").values)
def test_each_red_flag_alone_is_an_emergency(value):
    reassuring = cases.at_the_edge(5) | {"red_flags": [value], "trend": "better"}

    assert level_of({"red_flags": [value]}, 400) is Level.EMERGENCY
    assert level_of(reassuring, 5) is Level.EMERGENCY


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"note": "hello"},
        {"worry": 5},
        {"red_flags": [], "unwell": [], "feels_feverish": False},
        {"care_received": ["none"]},
        {"slips": ["swam"]},
        {"other": False},
    ],
)
def test_a_report_that_says_nothing_of_the_skin_goes_to_the_clinic(told):
    assessment = assess(told, day=3)

    assert assessment.level is Level.CLINIC
    assert assessment.fired[0].id == "X0"


@pytest.mark.parametrize(
    "told",
    [
        {"trend": "better", "worry": 5},
        {"trend": "same", "slips": ["swam"]},
        {"blisters_sores": False},
        {"eye_face": "no"},
        {"unwell": ["tired"]},
    ],
)
def test_one_calm_word_about_the_healing_is_enough_to_call_it_usual(told):
    assessment = assess(told, day=3)

    assert assessment.level is Level.EXPECTED
    assert assessment.fired[-1].id == "X1"


def test_every_sign_outside_the_course_is_explained():
    assessment = assess({"heat": 1, "itch_nrs": 8, "tightness": 4}, day=6)

    because = {each.id: each.because for each in assessment.fired}
    assert because == {"C3": ("itch_nrs",), "X2": ("heat", "tightness")}


def test_an_assessment_shows_what_fired_and_why():
    assessment = assess(
        {"redness_extent": 3, "heat": 2, "worry": 8},
        day=5,
        profile=Profile(frozenset({"diabetes"})),
    )

    first = assessment.fired[0]
    assert (first.id, first.level) == ("U1", Level.URGENT)
    assert first.because == ("redness_extent", "heat")
    assert first.text.en.startswith("Redness that goes past the treated skin")
    assert first.sources == ("M13", "N2", "N6")
    assert first.actions == ()
    assert [each.level for each in assessment.fired] == sorted(
        (each.level for each in assessment.fired), reverse=True
    )
    assert ("U6", ("redness_extent", "heat", "risk")) in [
        (each.id, each.because) for each in assessment.fired
    ]
    assert assessment.name.en == "See a doctor today"
    assert assessment.advice.es.startswith("Llama hoy")
    assert assessment.actions == ("book_gp",)


def test_an_assessment_keeps_its_versions_and_what_was_not_asked():
    assessment = assess({"redness_extent": 1}, day=2)

    assert assessment.rules_version == RULES.version
    assert assessment.instrument_version == CATALOGUE.version
    assert assessment.course_version == course.VERSION
    assert "redness_extent" not in assessment.not_asked
    assert "heat" in assessment.not_asked
    assert "worry" not in assessment.not_asked


def test_a_child_is_told_to_tell_an_adult_and_no_more_while_all_is_usual():
    assessment = assess({"redness_extent": 1}, day=2, profile=Profile(age=15))

    assert [each.id for each in assessment.fired] == ["N2", "X1"]
    assert assessment.actions == ("safeguarding",)


def test_no_rule_names_a_disease_that_the_person_has():
    words = [rule.text.en.lower() for rule in RULES.rules]

    assert not [said for said in words if "you have sepsis" in said]
    assert not [said for said in words if "you are infected" in said]
    assert not [said for said in words if "your infection" in said]


# Without the day of the session

QUIET = {"red_flags": [], "trend": "better", "redness_extent": 0, "pain_nrs": 0}


def test_without_a_day_nothing_is_called_usual():
    assessment = assess_without_day(QUIET)

    assert assessment.day is None
    assert [(each.id, each.level) for each in assessment.fired] == [
        ("X3", Level.CLINIC)
    ]
    assert "swelling" in assessment.not_asked


@pytest.mark.parametrize("day", [0, 3, 9, 59])
@pytest.mark.parametrize(
    "answers",
    [
        QUIET,
        QUIET | {"heat": 2, "redness_extent": 2},
        QUIET | {"swelling": 3, "eye_face": "swelling_only"},
        QUIET | {"bleeding": 2},
        {"red_flags": ["mouth_swelling"]},
    ],
)
def test_without_a_day_it_is_never_less_urgent_than_on_a_day(answers, day):
    profile = Profile(risks=frozenset({"weak_immune"}))
    on_day = assess(answers, day=day, profile=profile)

    without = assess_without_day(answers, profile=profile)

    assert without.level >= on_day.level
    rules = {each.id for each in on_day.fired if not each.id.startswith("X")}
    assert rules <= {each.id for each in without.fired}
    ids = [each.id for each in without.fired]
    assert len(ids) == len(set(ids))
