"""Triage by JSON: the schema of a report, and the answer to one.

The schema is drawn from the questions, so that both always agree. Everything but the
day may be left out: a question that is absent or null was not asked.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.knowledge import sources, triage
from portal.knowledge.conditions import HISTORY
from portal.knowledge.reports import OLDEST, Earlier, Profile
from portal.knowledge.symptoms import CATALOGUE, AnswerError, Item, Kind
from portal.knowledge.text import nearest

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_COURSE = 36_500  # a hundred years: reactions to ink come decades later

Json = dict[str, Any]


def _described(item: Item, language: str) -> str:
    """Question, help and meaning of the answers, in one paragraph."""
    said = [item.question.to(language)]
    if item.help:
        said.append(item.help.to(language))
    meanings = [f"{o.value} = {o.label.to(language)}" for o in item.options]
    if meanings:
        said.append("; ".join(meanings) + ".")
    return " ".join(said)


def _shape(item: Item) -> Json:
    if item.kind is Kind.YES_NO:
        return {"type": ["boolean", "null"]}
    if item.kind is Kind.TEXT:
        return {"type": ["string", "null"]}
    if item.kind is Kind.CHOICE:
        return {"enum": [*item.values, None]}
    if item.kind is Kind.TICKS:
        one = {"enum": list(item.values)}
        return {"type": ["array", "null"], "items": one, "uniqueItems": True}
    number = "integer" if item.whole else "number"
    ranges = [{"minimum": low, "maximum": high} for low, high in item.ranges]
    if len(ranges) == 1:
        return {"type": [number, "null"], **ranges[0]}
    return {"type": [number, "null"], "anyOf": ranges}


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
    risk = CATALOGUE.item("risk")
    age = {
        "type": ["integer", "null"],
        "minimum": 0,
        "maximum": OLDEST,
        "description": "Age in years; under 18 and from 75 on count as risks.",
    }
    risks = {"description": _described(risk, language), **_shape(risk)}
    return _object("What is known of the person.", {"risk": risks, "age": age})


def _answers(language: str) -> Json:
    return _object(
        "Answers about the past 24 hours. Leave out what was not asked.",
        {
            item.key: {"description": _described(item, language), **_shape(item)}
            for item in CATALOGUE.items.values()
        },
    )


def _history(answers: Json) -> Json:
    day = _day("Its day after the session.")
    one = {"day": day, "answers": answers}
    return {
        "type": "array",
        "items": _object("One earlier report.", one, "day", "answers"),
        "description": "Earlier reports since the same session, in any order.",
    }


def schema(*, language: str = "en") -> Json:
    """The JSON Schema (draft 2020-12) of a report for `assess_json`."""
    answers = _answers(language)
    shared = {"$ref": "#/$defs/answers", "description": answers["description"]}
    body = _object(
        "A symptom report after scalp micropigmentation, for triage.",
        {
            "day": _day("Days since the session; the day of the session is 0."),
            "answers": shared,
            "profile": _profile(language),
            "history": _history(shared),
        },
        "day",
        "answers",
    )
    title = f"Triage input, questions of {CATALOGUE.version}"
    return {"$schema": DIALECT, "title": title, **body, "$defs": {"answers": answers}}


def _mapping(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise AnswerError(name, f"{name!r} must be an object, not {value!r}.")
    return value


def _known(value: Mapping[str, Any], *keys: str) -> None:
    """Refuse every key that is not one of these, with a sentence that helps."""
    for key in value:
        if key in keys:
            continue
        if key in CATALOGUE.items:
            raise AnswerError(key, f"{key!r} is an answer: put it inside 'answers'.")
        hint = nearest(key, keys)
        raise AnswerError(key, f"There is nothing named {key!r} here. {hint}")


def _needed(value: Mapping[str, Any], key: str) -> Any:
    if key not in value:
        raise AnswerError(key, f"{key!r} is missing.")
    return value[key]


def _or_blank(value: object, blank: object) -> Any:
    """The value, or a blank one for what was not told; `false` is not a blank."""
    return blank if value is None else value


def _day_of(data: Mapping[str, Any]) -> Any:
    day = _needed(data, "day")
    if isinstance(day, int) and day > LONGEST_COURSE:
        sentence = f"'day' must be at most {LONGEST_COURSE}, not {day}."
        raise AnswerError("day", sentence)
    return day


def _profile_of(data: Mapping[str, Any]) -> Profile:
    told = _mapping("profile", _or_blank(data.get("profile"), {}))
    _known(told, "risk", "age")
    risks, age = _or_blank(told.get("risk"), ()), told.get("age")
    CATALOGUE.item("risk").check(risks)
    if age is not None and (not isinstance(age, int) or isinstance(age, bool)):
        raise AnswerError("age", f"'age' must be a whole number, not {age!r}.")
    return Profile(frozenset(risks), age)


def _history_of(data: Mapping[str, Any]) -> Sequence[Earlier]:
    told = _or_blank(data.get("history"), [])
    if not isinstance(told, list):
        raise AnswerError("history", "'history' must be a list of earlier reports.")
    found = []
    for old in told:
        report = _mapping("history", old)
        _known(report, "day", "answers")
        answers = _mapping("answers", _needed(report, "answers"))
        found.append(Earlier(_day_of(report), answers))
    return found


def _fired(each: triage.Fired, told: Mapping[str, Any], language: str) -> Json:
    return {
        "id": each.id,
        "level": each.level.word,
        "text": each.text.to(language),
        "because": {key: told[key] for key in each.because},
        "actions": list(each.actions),
        "sources": [
            {
                "key": source.key,
                "title": source.title,
                "publisher": source.publisher,
                "reference": source.reference,
            }
            for source in sources.resolve(each.sources)
        ],
    }


def _told(assessment: triage.Assessment, told: Json, language: str) -> Json:
    return {
        "level": assessment.level.word,
        "rank": int(assessment.level),
        "name": assessment.name.to(language),
        "advice": assessment.advice.to(language),
        "statement": triage.RULES.statement.to(language),
        "day": assessment.day,
        "fired": [_fired(each, told, language) for each in assessment.fired],
        "actions": list(assessment.actions),
        "not_asked": list(assessment.not_asked),
        "versions": {
            "rules": assessment.rules_version,
            "questions": assessment.instrument_version,
            "course": assessment.course_version,
        },
    }


def assess_json(data: object, *, language: str = "en") -> Json:
    """The assessment of a report that follows `schema`, ready for JSON.

    Anything that the schema does not know is refused with an `AnswerError`, whose
    words say what is wrong and what was perhaps meant.
    """
    report = _mapping("report", data)
    _known(report, "day", "answers", "profile", "history")
    answers = _mapping("answers", _needed(report, "answers"))
    profile, history = _profile_of(report), _history_of(report)
    assessment = triage.assess(
        answers, day=_day_of(report), profile=profile, history=history
    )
    risks = sorted({*profile.all_risks, *(answers.get("risk") or ())})
    told = {**answers, "risk": risks, HISTORY: f"{len(history)} earlier"}
    return _told(assessment, told, language)
