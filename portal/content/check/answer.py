"""What the answer page shows: the assessment, in words, with everything behind it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language

from portal.content.models import SideEffectPage
from portal.knowledge import reports, triage
from portal.knowledge.symptoms import Answers
from portal.knowledge.triage import Assessment, Level
from portal.ui import healing_chart
from portal.ui.charts import Chart
from portal.ui.check import reasons, wording
from portal.ui.check.reasons import Reason, Told


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
    fired = [
        (each.level, reasons.reason(each, answers, language))
        for each in assessment.fired
    ]
    return Answer(
        level=level,
        name=assessment.name.to(language),
        advice=assessment.advice.to(language),
        card_heading=wording.CARD_HEADINGS[level],
        care=wording.CARE[level],
        icon=wording.ICONS[level],
        statement=triage.RULES.statement.to(language),
        reasons=[reason for rank, reason in fired if rank == level],
        lesser_reasons=[reason for rank, reason in fired if rank < level],
        told=reasons.told(answers, language),
        day=day,
        not_asked=_not_asked(assessment, language),
        next_steps=reasons.next_steps(assessment),
        charts=[] if day is None else reasons.charts(answers, raised, day),
        sign_off=healing_chart.sign_off(),
        articles=_articles(raised, language),
        assessment=assessment,
    )


def _not_asked(assessment: Assessment, language: str) -> list[str]:
    """The signs that the answer knows nothing of; in an emergency none matters."""
    if assessment.level == Level.EMERGENCY:
        return []
    return [reasons.name(key, language) for key in assessment.not_asked]


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
