"""What the answer page shows: the assessment, in words, with everything behind it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language

from portal.content import charting
from portal.content.check import wording
from portal.content.models import SideEffectPage
from portal.knowledge import reports, sources, triage
from portal.knowledge.sources import Source
from portal.knowledge.symptoms import CATALOGUE, Answers
from portal.knowledge.triage import Assessment, Fired, Level
from portal.ui.charts import Chart

Told = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A rule that fired: its text, what made it fire, and where it comes from."""

    text: str
    level_name: str
    status: str
    because: Told
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class Article:
    """A page to read on. `language` only when it is not the one being read."""

    title: str
    summary: str
    url: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Everything the answer page shows, in the language being read.

    `reasons` are the rules that gave the level, `lesser_reasons` the others that fired.
    """

    level: Level
    name: str
    advice: str
    card_heading: Promise
    care: str
    icon: str
    statement: str
    reasons: list[Reason]
    lesser_reasons: list[Reason]
    told: Told
    day: int | None
    not_asked: list[str]
    next_steps: list[Promise]
    charts: list[Chart]
    sign_off: str
    articles: list[Article]
    assessment: Assessment


def to(answers: Answers, *, day: int | None) -> Answer:
    """The answer to what somebody told the check. Nothing of it is kept.

    Without a day only red flags can be judged: the other answers are left aside.
    """
    if day is None:
        answers = {"red_flags": answers["red_flags"]}
    assessment = triage.assess(answers, day=day or 0)
    raised = reports.read(answers, day=day or 0).raised
    language = get_language() or "en"
    level = assessment.level
    reasons = [
        (fired.level, _reason(fired, answers, language)) for fired in assessment.fired
    ]
    return Answer(
        level=level,
        name=assessment.name.to(language),
        advice=assessment.advice.to(language),
        card_heading=wording.CARD_HEADINGS[level],
        care=wording.CARE[level],
        icon=wording.ICONS[level],
        statement=triage.RULES.statement.to(language),
        reasons=[reason for rank, reason in reasons if rank == level],
        lesser_reasons=[reason for rank, reason in reasons if rank < level],
        told=_told(answers, language),
        day=day,
        not_asked=_not_asked(assessment, language),
        next_steps=_next(assessment),
        charts=_charts(answers, raised, day),
        sign_off=charting.sign_off(),
        articles=_articles(raised, language),
        assessment=assessment,
    )


def _name(key: str, language: str) -> str:
    return CATALOGUE.item(key).name.to(language)


def _not_asked(assessment: Assessment, language: str) -> list[str]:
    """The signs that the answer knows nothing of; in an emergency none matters."""
    if assessment.level == Level.EMERGENCY:
        return []
    return [_name(key, language) for key in assessment.not_asked]


def _told(answers: Answers, language: str) -> Told:
    return [
        (_name(key, language), wording.in_words(key, value, language))
        for key, value in answers.items()
    ]


def _reason(fired: Fired, answers: Answers, language: str) -> Reason:
    because = {key: answers[key] for key in fired.because}
    return Reason(
        text=fired.text.to(language),
        level_name=triage.RULES.levels[fired.level].name.to(language),
        status=wording.STATUS[fired.level],
        because=_told(because, language),
        sources=sources.resolve(fired.sources),
    )


def _next(assessment: Assessment) -> list[Promise]:
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


def _charts(answers: Answers, raised: frozenset[str], day: int | None) -> list[Chart]:
    if day is None:
        return []
    return [
        charting.healing_chart(key, own=(day, answers[key]))
        for key in charting.WORDS
        if key in raised
    ]


def _articles(symptoms: frozenset[str], language: str) -> list[Article]:
    """The live pages about these symptoms, each once.

    A page that is not there in the language being read is offered in another one.
    """
    pages = SideEffectPage.objects.live().public().filter(symptom__in=symptoms)
    pages = pages.select_related("locale").defer_streamfields().order_by("title")
    found: dict[UUID, SideEffectPage] = {}
    for page in pages:
        if page.locale.language_code == language or page.translation_key not in found:
            found[page.translation_key] = page
    return [_article(page, language) for page in found.values()]


def _article(page: SideEffectPage, language: str) -> Article:
    spoken = page.locale.language_code
    return Article(
        title=page.title,
        summary=page.listing_summary,
        url=page.url,
        language="" if spoken == language else spoken,
    )
