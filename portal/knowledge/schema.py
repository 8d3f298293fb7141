"""The JSON Schema of a symptom report.

It is drawn from the questions, so that both always agree, and tells the one way to
write each answer. `portal.knowledge.triage_json` reads a report, and a few other
spellings besides.
"""

from typing import Any

from portal.knowledge.questions import LONGEST_NOTE
from portal.knowledge.reports import OLDEST
from portal.knowledge.symptoms import CATALOGUE, Item, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_COURSE = 36_500  # a hundred years: reactions to ink come decades later

Json = dict[str, Any]


NOT_ASKED = {"const": None, "description": "Not asked; the same as leaving it out."}
EXAMPLES = (
    {"day": 5, "answers": {"redness_extent": 3, "heat": 2, "trend": "worse"}},
    {
        "day": 3,
        "answers": {"temp": 38.4, "unwell": ["feels_ill"], "red_flags": []},
        "profile": {"risk": ["diabetes"], "age": 61},
        "history": [{"day": 1, "answers": {"pain_nrs": 3}}],
    },
    {"day": 6, "answers": {"itch_nrs": 4, "scabs": 2, "blisters_sores": False}},
)


def _options(item: Item, language: str) -> list[Json]:
    """Each answer that can be picked, with its meaning."""
    return [
        {"const": option.value, "description": option.label.to(language)}
        for option in item.options
    ]


def _shape(item: Item, language: str) -> Json:
    if item.kind is Kind.YES_NO:
        return {"type": ["boolean", "null"]}
    if item.kind is Kind.TEXT:
        return {"type": ["string", "null"], "maxLength": LONGEST_NOTE}
    if item.kind is Kind.TICKS:
        one = {"oneOf": _options(item, language)}
        return {"type": ["array", "null"], "items": one, "uniqueItems": True}
    if item.options:
        return {"oneOf": [*_options(item, language), NOT_ASKED]}
    number = "integer" if item.whole else "number"
    ranges = [{"minimum": low, "maximum": high} for low, high in item.ranges]
    if len(ranges) == 1:
        return {"type": [number, "null"], **ranges[0]}
    return {"type": [number, "null"], "anyOf": ranges}


def _question(item: Item, language: str) -> Json:
    """The property of a question: what is asked, and every answer to it."""
    said = [item.question.to(language)]
    if item.help:
        said.append(item.help.to(language))
    if item.kind is Kind.TICKS:
        said.append("A list of whatever applies; [] means none of these.")
    return {
        "title": item.name.to(language),
        "description": " ".join(said),
        **_shape(item, language),
    }


def _object(description: str, properties: Json, *required: str) -> Json:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _day(description: str) -> Json:
    return {
        "type": "integer",
        "minimum": 0,
        "maximum": LONGEST_COURSE,
        "description": description,
    }


def _profile(language: str) -> Json:
    age = {
        "type": ["integer", "null"],
        "minimum": 0,
        "maximum": OLDEST,
        "description": "Age in years; under 18 and from 75 on count as risks.",
    }
    risk = _question(CATALOGUE.item("risk"), language)
    return _object("What is known of the person.", {"risk": risk, "age": age})


def _answers(language: str) -> Json:
    return _object(
        "Answers about the past 24 hours, by question. Leave out what was not asked, "
        "or write null; it is never read as no.",
        {item.key: _question(item, language) for item in CATALOGUE.items.values()},
    )


def _history(answers: Json) -> Json:
    day = _day("The day of that report, counted from the same session.")
    one = {"day": day, "answers": answers}
    return {
        "type": "array",
        "items": _object("One earlier report.", one, "day", "answers"),
        "description": (
            "Earlier reports since the same session, in any order. None of a later day "
            "than this report, and none about an earlier session."
        ),
    }


def schema(*, language: str = "en") -> Json:
    """The JSON Schema (draft 2020-12) of a report."""
    answers = _answers(language)
    shared = {"$ref": "#/$defs/answers", "description": answers["description"]}
    body = _object(
        "A symptom report after scalp micropigmentation, for triage. Only 'day' and "
        "'answers' must be there, and 'answers' may hold as few questions as you like.",
        {
            "day": _day(
                "Whole days since the latest session: 0 on its own day, 1 on the next, "
                "365 a year later."
            ),
            "answers": shared,
            "profile": _profile(language),
            "history": _history(shared),
        },
        "day",
        "answers",
    )
    title = f"Triage input, questions of {CATALOGUE.version}"
    return {
        "$schema": DIALECT,
        "title": title,
        **body,
        "examples": list(EXAMPLES),
        "$defs": {"answers": answers},
    }
