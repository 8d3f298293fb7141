"""Triage by JSON: a report in, the assessment of it out.

Everything but the day and the answers may be left out, and a question that is absent or
null was not asked.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.knowledge import sources, spellings, triage
from portal.knowledge.conditions import HISTORY
from portal.knowledge.reports import Earlier, Profile
from portal.knowledge.schema import LONGEST_COURSE
from portal.knowledge.symptoms import CATALOGUE, AnswerError, Answers
from portal.knowledge.text import nearest, shown

Json = dict[str, Any]

MISSING = {
    "day": "the whole days since the session, 0 on its own day",
    "answers": "an object of questions and answers, {} when nothing was asked",
}


def _mapping(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise AnswerError(name, f"{name!r} must be an object, not {shown(value)}.")
    return value


def _known(value: Mapping[str, Any], *keys: str) -> None:
    """Refuse every key that is not one of these, with a sentence that helps."""
    for key in value:
        if key in keys:
            continue
        if key in CATALOGUE.item("risk").values:
            raise AnswerError(key, f"{key!r} is an answer to 'risk': put it there.")
        if key == "age":
            raise AnswerError(key, "'age' belongs inside 'profile'.")
        if key in CATALOGUE.items:
            raise AnswerError(key, f"{key!r} is an answer: put it inside 'answers'.")
        hint = nearest(key, keys)
        raise AnswerError(key, f"There is nothing named {shown(key)} here. {hint}")


def _needed(value: Mapping[str, Any], key: str) -> Any:
    if key not in value:
        raise AnswerError(key, f"{key!r} is missing: {MISSING[key]}.")
    return value[key]


def _or_blank(value: object, blank: object) -> Any:
    """The value, or a blank one for what was not told; `false` is not a blank."""
    return blank if value is None else value


def _day_of(data: Mapping[str, Any]) -> Any:
    day = spellings.whole(_needed(data, "day"))
    if isinstance(day, int) and day > LONGEST_COURSE:
        sentence = f"'day' must be at most {LONGEST_COURSE}, not {shown(day)}."
        raise AnswerError("day", sentence)
    return day


def _answers_of(data: Mapping[str, Any]) -> Answers:
    told = _or_blank(_needed(data, "answers"), {})
    return spellings.answers(_mapping("answers", told))


def _profile_of(data: Mapping[str, Any]) -> Profile:
    told = _mapping("profile", _or_blank(data.get("profile"), {}))
    _known(told, "risk", "age")
    risk = CATALOGUE.item("risk")
    risks = _or_blank(spellings.answer(risk, told.get("risk")), ())
    risk.check(risks)
    age = spellings.whole(told.get("age"))
    if age is not None and (not isinstance(age, int) or isinstance(age, bool)):
        raise AnswerError("age", f"'age' must be a whole number, not {shown(age)}.")
    return Profile(frozenset(risks), age)


def _history_of(data: Mapping[str, Any]) -> Sequence[Earlier]:
    told = _or_blank(data.get("history"), [])
    if not isinstance(told, list):
        raise AnswerError("history", "'history' must be a list of earlier reports.")
    found = []
    for old in told:
        report = _mapping("history", old)
        _known(report, "day", "answers")
        found.append(Earlier(_day_of(report), _answers_of(report)))
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

    Spellings of which only one thing can be meant are read as that. Anything else that
    the schema does not know is refused with an `AnswerError`, whose words say what is
    wrong and what was perhaps meant.
    """
    report = _mapping("report", data)
    _known(report, "day", "answers", "profile", "history")
    day, answers = _day_of(report), _answers_of(report)
    profile, history = _profile_of(report), _history_of(report)
    assessment = triage.assess(answers, day=day, profile=profile, history=history)
    risks = sorted({*profile.all_risks, *(answers.get("risk") or ())})
    told = {**answers, "risk": risks, HISTORY: f"{len(history)} earlier"}
    return _told(assessment, told, language)
