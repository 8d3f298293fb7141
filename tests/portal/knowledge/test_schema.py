import pytest

from portal.knowledge import schema, triage_json
from portal.knowledge.symptoms import CATALOGUE


def described(node):
    """Every property and option of the schema, at any depth, with its description."""
    for option in node.get("oneOf", ()):
        yield option["const"], option.get("description")
    for name, part in node.get("properties", {}).items():
        yield name, part.get("description")
        yield from described(part)
        yield from described(part.get("items", {}))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_property_and_option_is_described(language):
    found = schema.schema(language=language)

    properties = [*described(found), *described(found["$defs"]["answers"])]
    assert {name for name, said in properties if not said} == set()
    assert set(CATALOGUE.items) <= {name for name, _ in properties}


def test_schema_is_drawn_from_the_questions():
    answers = schema.schema()["$defs"]["answers"]["properties"]

    heat, flags = answers["heat"], answers["red_flags"]
    assert heat["title"] == "Heat"
    assert [option["const"] for option in heat["oneOf"]] == [0, 1, 2, 3, 4, None]
    assert heat["oneOf"][2]["description"] == "Moderate, hard to ignore"
    words = [option["const"] for option in answers["trend"]["oneOf"]]
    assert words == ["better", "same", "worse", None]
    chest = next(o for o in flags["items"]["oneOf"] if o["const"] == "chest_pain")
    assert chest["description"].startswith("Chest pain")
    assert flags["description"].endswith("[] means none of these.")
    assert answers["worry"]["minimum"] == 0
    assert answers["temp"]["anyOf"] == [
        {"minimum": 30, "maximum": 45},
        {"minimum": 86, "maximum": 113},
    ]
    assert answers["temp"]["type"] == ["number", "null"]
    assert answers["other"]["type"] == ["boolean", "null"]
    assert answers["note"]["type"] == ["string", "null"]
    assert answers["note"]["maxLength"] == 4000


def test_schema_says_what_is_needed_and_nothing_else_is_allowed():
    found = schema.schema()

    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["required"] == ["day", "answers"]
    assert found["additionalProperties"] is False
    assert found["$defs"]["answers"]["additionalProperties"] is False
    assert found["$defs"]["answers"]["required"] == []


@pytest.mark.parametrize(
    ("n", "level"), [(0, "urgent"), (1, "urgent"), (2, "expected")]
)
def test_the_examples_of_the_schema_are_reports(n, level):
    assert triage_json.assess_json(schema.schema()["examples"][n])["level"] == level
