"""What the rules say of a report, in the words that are kept with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, override

from aftercare.models import HealthProfile
from portal.knowledge import triage
from portal.knowledge.symptoms import CATALOGUE, AnswerError, Answers, Kind
from portal.knowledge.triage import Earlier, Profile
from portal.ui.check import reasons, wording

RISKS = CATALOGUE.item("risk")
# In place of what speaks of a plan here, or of a clinic that answers here.
ADVICE_OUTSIDE = {
    triage.Level.EXPECTED: gettext_lazy(
        "Go on with the aftercare you were told. Contact the clinic that treated you, "
        "or a doctor, if it gets worse or if you are worried."
    ),
    triage.Level.CLINIC: gettext_lazy(
        "Write to the clinic that treated you or call it. If it does not answer within "
        "a working day, or you have no clinic to ask, see a doctor. If it gets worse "
        "before then, get medical help."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The level of a report with what is kept of it."""

    level: triage.Level
    fired: list[dict]
    shown: dict
    rules_version: str
    course_version: str
    instrument_version: str


def judge(
    answers: Answers,
    *,
    day: int | None,
    health: HealthProfile | None,
    earlier: Iterable[tuple[int, Answers]],
    language: str,
    has_plan: bool = True,
) -> Judgement:
    """By the rules of today. Raises AnswerError.

    Without a day, earlier reports of the course tell nothing.
    """
    assessment = assess(answers, day=day, profile=_profile(health), earlier=earlier)
    advice = assessment.advice.to(language)
    if not has_plan:
        with override(language):
            advice = str(ADVICE_OUTSIDE.get(assessment.level, advice))
    return Judgement(
        level=assessment.level,
        fired=[
            {
                "id": fired.id,
                "level": int(fired.level),
                "because": list(fired.because),
                "text": fired.text.to(language),
                "sources": list(fired.sources),
            }
            for fired in assessment.fired
        ],
        shown={
            "name": assessment.name.to(language),
            "advice": advice,
            "next": [str(step) for step in reasons.next_steps(assessment)],
            "not_asked": [reasons.name(key, language) for key in assessment.not_asked],
            "statement": triage.RULES.statement.to(language),
        },
        rules_version=assessment.rules_version,
        course_version=assessment.course_version,
        instrument_version=assessment.instrument_version,
    )


def assess(
    answers: Answers,
    *,
    day: int | None,
    profile: Profile | None = None,
    earlier: Iterable[tuple[int, Answers]] = (),
) -> triage.Assessment:
    """What the rules say, on that day or on no known one. Raises AnswerError."""
    if day is None:
        return triage.assess_without_day(answers, profile=profile)
    history = _history(earlier, day)
    return triage.assess(answers, day=day, profile=profile, history=history)


def grades(answers: Answers) -> Iterator[tuple[str, int]]:
    """The answers that are a grade, as numbers; ordered words count from 0."""
    for key, answer in answers.items():
        item = CATALOGUE.item(key)
        if item.kind is Kind.SCALE or (item.kind is Kind.NUMBER and item.whole):
            yield key, answer
        elif item.kind is Kind.YES_NO:
            yield key, int(answer)
        elif item.kind is Kind.CHOICE and item.ordered:
            yield key, item.values.index(answer)


def told(answers: Answers, language: str) -> reasons.Told:
    """Answers in words; the bare words where the questions have changed since."""
    try:
        CATALOGUE.validate(answers)
    except AnswerError:
        return [(key, str(value)) for key, value in answers.items()]
    return reasons.told(answers, language)


def kept_reasons(fired: list[dict], answers: Answers, language: str) -> list:
    """The rules that fired, as they were kept, the highest level first."""
    return [
        reasons.Reason(
            text=each["text"],
            level_name=triage.RULES.levels[triage.Level(each["level"])].name.to(
                language
            ),
            status=wording.STATUS[triage.Level(each["level"])],
            because=told(
                {key: answers[key] for key in each["because"] if key in answers},
                language,
            ),
            sources=reasons.sources.resolve(each["sources"]),
        )
        for each in fired
    ]


def _profile(health: HealthProfile | None) -> Profile | None:
    """What the person said last; a risk that is asked no more is left out."""
    if health is None:
        return None
    return Profile(risks=frozenset(health.risks) & frozenset(RISKS.values))


def _history(earlier: Iterable[tuple[int, Answers]], day: int) -> list[Earlier]:
    """Earlier reports of the course that today's questions can read."""
    found = []
    for earlier_day, answers in earlier:
        try:
            CATALOGUE.validate(answers)
        except AnswerError:
            continue
        if earlier_day <= day:  # who flew west may be on an earlier day again
            found.append(Earlier(day=earlier_day, answers=answers))
    return found
