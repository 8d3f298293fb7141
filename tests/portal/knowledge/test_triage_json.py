import json

import pytest

from portal.knowledge import triage_json
from portal.knowledge.symptoms import AnswerError


def test_assess_json_answers_with_level_and_fired_rules():
    answer = triage_json.assess_json(
        {
            "day": 10,
            "answers": {"trend": "worse", "redness_extent": 2, "heat": None},
            "profile": {"risk": ["diabetes"], "age": 70},
            "history": [{"day": 7, "answers": {"care_received": ["antibiotic_oral"]}}],
        }
    )

    assert json.loads(json.dumps(answer)) == answer
    assert (answer["level"], answer["rank"]) == ("urgent", 3)
    assert answer["statement"].endswith("It is not a diagnosis.")
    fired = {each["id"]: each for each in answer["fired"]}
    assert fired["U10"]["because"] == {"trend": "worse", "history": "1 earlier"} | {
        "redness_extent": 2
    }
    assert fired["U6"]["because"] == {
        "risk": ["diabetes"],
        "redness_extent": 2,
        "trend": "worse",
    }
    assert fired["U10"]["sources"][0]["publisher"] == "NHS"
    assert set(answer["versions"]) == {"rules", "questions", "course"}


def test_assess_json_speaks_spanish():
    answer = triage_json.assess_json({"day": 1, "answers": {}}, language="es")

    assert answer["name"] == "Contacta con tu clínica"
    assert answer["fired"][0]["text"].startswith("Con este informe no podemos saber")


def test_assess_json_takes_blanks_as_not_asked():
    blank = {"day": 1, "answers": None, "profile": None, "history": None}

    assert triage_json.assess_json(blank)["level"] == "clinic"
    risks = {
        "day": 1,
        "answers": {"risk": None},
        "profile": {"risk": None, "age": None},
    }
    assert triage_json.assess_json(risks)["level"] == "clinic"


def test_assess_json_reads_what_people_write():
    answer = triage_json.assess_json(
        {
            "day": "6",
            "answers": {"temp": "38,5 °C", "red_flags": "none", "heat": 1.0},
            "profile": {"risk": {"diabetes": True}, "age": "80"},
            "history": [{"day": 5.0, "answers": {"temp": "100.9F"}}],
        }
    )

    because = {each["id"]: each["because"] for each in answer["fired"]}
    assert answer["day"] == 6
    assert because["U4"] == {"temp": 38.5}
    assert because["N3"] == {"risk": ["diabetes", "over_75"]}


def test_a_long_answer_makes_no_long_sentence():
    with pytest.raises(AnswerError) as refusal:
        triage_json.assess_json({"day": 1, "answers": {"note": "x" * 10_000}})

    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], r"'report' must be an object, not \[\]"),
        ({"answers": {}}, "'day' is missing"),
        ({"day": 1}, "'answers' is missing"),
        ({"day": 1, "answers": []}, "'answers' must be an object"),
        ({"day": 1, "answers": {}, "heat": 2}, "'heat' is an answer: put it inside"),
        ({"day": 1, "heat": 2}, "'heat' is an answer: put it inside 'answers'"),
        ({"day": 1, "answers": {}, "age": 40}, "'age' belongs inside 'profile'"),
        (
            {"day": 1, "answers": {}, "profile": {"diabetes": True}},
            "'diabetes' is an answer to 'risk'",
        ),
        ({"day": None, "answers": {}}, "'day' must be a whole number from 0, not null"),
        ({"day": 1, "answers": {}, "profil": {}}, "Did you mean 'profile'"),
        ({"day": 1, "answers": {"swelingg": 1}}, "Did you mean 'swelling'"),
        ({"day": 1.5, "answers": {}}, "'day' must be a whole number from 0, not 1.5"),
        ({"day": 1, "answers": {}, "profile": {"age": "x"}}, "'age' must be a whole"),
        ({"day": 1, "answers": {}, "profile": {"age": True}}, "'age' must be a whole"),
        (
            {"day": 1, "answers": {}, "profile": {"risk": ["x"]}},
            "'risk' must be a list",
        ),
        ({"day": 40_000, "answers": {}}, "'day' must be at most 36500"),
        ({"day": 1, "answers": {}, "profile": []}, "'profile' must be an object"),
        ({"day": 1, "answers": {}, "profile": {"risk": 0}}, "'risk' must be a list"),
        ({"day": 1, "answers": {}, "profile": [1]}, "'profile' must be an object"),
        ({"day": 1, "answers": {}, "history": {"day": 1}}, "'history' must be a list"),
        ({"day": 1, "answers": {}, "history": [1]}, "'history' must be an object"),
        ({"day": 1, "answers": {}, "history": [{"day": 1}]}, "'answers' is missing"),
        (
            {"day": 1, "answers": {}, "history": [{"day": 1, "answers": {}, "x": 1}]},
            "There is nothing named 'x' here",
        ),
    ],
)
def test_assess_json_refuses_with_a_sentence(data, sentence):
    with pytest.raises(AnswerError, match=sentence):
        triage_json.assess_json(data)
