import json

import pytest

from portal.knowledge import schema
from portal.knowledge.symptoms import CATALOGUE, AnswerError


def described(node):
    """Every property of the schema, at any depth, with its description."""
    for name, part in node.get("properties", {}).items():
        yield name, part.get("description")
        yield from described(part)
        yield from described(part.get("items", {}))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_property_is_described(language):
    found = schema.schema(language=language)

    properties = [*described(found), *described(found["$defs"]["answers"])]
    assert {name for name, said in properties if not said} == set()
    assert set(CATALOGUE.items) <= {name for name, _ in properties}


def test_schema_is_drawn_from_the_questions():
    answers = schema.schema()["$defs"]["answers"]["properties"]

    assert answers["heat"]["type"] == ["integer", "null"]
    assert (answers["heat"]["minimum"], answers["heat"]["maximum"]) == (0, 4)
    assert "2 = Moderate, hard to ignore" in answers["heat"]["description"]
    assert answers["trend"]["enum"] == ["better", "same", "worse", None]
    assert answers["temp"]["anyOf"] == [
        {"minimum": 30, "maximum": 45},
        {"minimum": 86, "maximum": 113},
    ]
    assert answers["temp"]["type"] == ["number", "null"]
    assert answers["other"]["type"] == ["boolean", "null"]
    assert answers["note"]["type"] == ["string", "null"]
    assert "chest_pain" in answers["red_flags"]["items"]["enum"]


def test_schema_says_what_is_needed_and_nothing_else_is_allowed():
    found = schema.schema()

    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["required"] == ["day", "answers"]
    assert found["additionalProperties"] is False
    assert found["$defs"]["answers"]["additionalProperties"] is False
    assert found["$defs"]["answers"]["required"] == []


def test_assess_json_answers_with_level_and_fired_rules():
    answer = schema.assess_json(
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
    assert fired["U6"]["because"] == {"risk": ["diabetes"], "redness_extent": 2}
    assert fired["U10"]["sources"][0]["publisher"] == "NHS"
    assert set(answer["versions"]) == {"rules", "questions", "course"}


def test_assess_json_speaks_spanish():
    answer = schema.assess_json({"day": 1, "answers": {}}, language="es")

    assert answer["name"] == "Contacta con tu clínica"
    assert answer["fired"][0]["text"].startswith("Con este informe no podemos saber")


def test_assess_json_takes_blanks_as_not_asked():
    blank = {"day": 1, "answers": {}, "profile": None, "history": None}

    assert schema.assess_json(blank)["level"] == "clinic"
    risks = {
        "day": 1,
        "answers": {"risk": None},
        "profile": {"risk": None, "age": None},
    }
    assert schema.assess_json(risks)["level"] == "clinic"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], r"'report' must be an object, not \[\]"),
        ({"answers": {}}, "'day' is missing"),
        ({"day": 1}, "'answers' is missing"),
        ({"day": 1, "answers": []}, "'answers' must be an object"),
        ({"day": 1, "answers": {}, "heat": 2}, "'heat' is an answer: put it inside"),
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
        schema.assess_json(data)
