"""An assessment in words: what fired and why, what to do next, and the charts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.knowledge import sources, triage
from portal.knowledge.sources import Source
from portal.knowledge.symptoms import CATALOGUE, Answers
from portal.knowledge.triage import Assessment, Fired, Level
from portal.ui import healing_chart
from portal.ui.charts import Chart
from portal.ui.check import wording

Told = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A rule that fired: its text, what made it fire, and where it comes from."""

    text: str
    level_name: str
    status: str
    because: Told
    sources: tuple[Source, ...]


def name(key: str, language: str) -> str:
    """What a question is about."""
    return CATALOGUE.item(key).name.to(language)


def told(answers: Answers, language: str) -> Told:
    """Answers as the person would read them."""
    return [
        (name(key, language), wording.in_words(key, value, language))
        for key, value in answers.items()
    ]


def reason(fired: Fired, answers: Answers, language: str) -> Reason:
    """A rule that fired. What is known of the person beside the answers is not told."""
    because = {key: answers[key] for key in fired.because if key in answers}
    return Reason(
        text=fired.text.to(language),
        level_name=triage.RULES.levels[fired.level].name.to(language),
        status=wording.STATUS[fired.level],
        because=told(because, language),
        sources=sources.resolve(fired.sources),
    )


def next_steps(assessment: Assessment) -> list[Promise]:
    """What to do, beside the advice of the level."""
    overtaken = assessment.level >= Level.URGENT  # a doctor today, not by appointment
    actions = [
        wording.ACTIONS[action]
        for action in assessment.actions
        if not (overtaken and action == "book_gp")
    ]
    highest = [each for each in assessment.fired if each.level == assessment.level]
    if all("crisis_line" in each.actions for each in highest):
        return [*actions, *wording.IN_A_CRISIS]
    return [*wording.NEXT[assessment.level], *actions]


def charts(
    answers: Answers,
    keys: Iterable[str],
    day: int,
    earlier: Iterable[tuple[int, Answers]] = (),
) -> list[Chart]:
    """The person's own points in the usual course, for each of these questions."""
    before = list(earlier)
    return [
        healing_chart.healing_chart(
            key,
            own=(day, answers[key]),
            earlier=[(on, told[key]) for on, told in before if key in told],
        )
        for key in healing_chart.WORDS
        if key in keys
    ]
