"""Triage: which advice a symptom report calls for, and why.

It signposts published advice and never diagnoses. It is deterministic, shows every rule
that fired, and can only be raised by more symptoms, higher grades and more yeses among
the answers given. Nothing is read into an answer that is missing; a report that says
nothing about the skin cannot be called ordinary and goes to the clinic.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.knowledge import course, reports
from portal.knowledge.conditions import HISTORY, Because
from portal.knowledge.reports import Case, Earlier, Profile
from portal.knowledge.symptoms import CATALOGUE, Answers, Role
from portal.knowledge.text import Text
from portal.knowledge.triage_rules import LAST_CHECKED_DAY, RULES, Level, Rule

__all__ = [
    "RULES",
    "Assessment",
    "Earlier",
    "Fired",
    "Level",
    "Profile",
    "assess",
    "assess_without_day",
]

ORDER = {key: n for n, key in enumerate((*CATALOGUE.items, HISTORY))}
CORE_SIGNS = tuple(
    key for key, item in CATALOGUE.items.items() if item.core and item.role is Role.SIGN
)
# Answers that say how the healing goes. "Better" alone is one; that nothing was ticked
# in a list of other ills is none.
JUDGED = course.COVERED | {
    key for key, item in CATALOGUE.items.items() if item.section in ("skin", "face")
}


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fired.

    `because` names the answers that made it fire: question keys, "risk" for the
    profile, "history" for earlier reports.
    """

    rule: Rule
    because: tuple[str, ...]

    @property
    def id(self) -> str:
        """The rule's name in the rule file."""
        return self.rule.id

    @property
    def level(self) -> Level:
        """How soon this rule asks for help."""
        return self.rule.level

    @property
    def text(self) -> Text:
        """What this can be a sign of, and what to do."""
        return self.rule.text

    @property
    def actions(self) -> tuple[str, ...]:
        """What the portal should offer or ask beside the text."""
        return self.rule.actions

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of `portal.knowledge.sources`."""
        return self.rule.sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The advice for one report, the rules behind it and the versions that gave it.

    `fired` runs from the highest level down and is never empty; `not_asked` are the
    signs of every report that this one does not answer. Without a day nobody knows how
    long ago the session was.
    """

    level: Level
    fired: tuple[Fired, ...]
    day: int | None
    not_asked: tuple[str, ...]
    rules_version: str
    instrument_version: str
    course_version: str

    @property
    def name(self) -> Text:
        """What the level is called."""
        return RULES.levels[self.level].name

    @property
    def advice(self) -> Text:
        """What to do at this level."""
        return RULES.levels[self.level].advice

    @property
    def actions(self) -> tuple[str, ...]:
        """What the portal should offer or ask, each once, in the order of the rules."""
        return tuple(dict.fromkeys(a for fired in self.fired for a in fired.actions))


def _fired(rule: Rule, because: Because) -> Fired:
    if len(because) > 1:
        because = tuple(sorted(set(because), key=ORDER.__getitem__))
    return Fired(rule, because)


def _fallback(case: Case, fired: list[Fired]) -> list[Fired]:
    """What to add when the rules leave an answer, or the whole report, unexplained."""
    serious = [each for each in fired if each.rule.level > Level.EXPECTED]
    explained = {key for each in serious for key in each.because}
    beyond = tuple(key for key in case.beyond if key not in explained)
    if beyond:
        return [_fired(RULES.fallbacks["beyond_course"], beyond)]
    if serious:
        return []
    told = case.answers.items()
    judged = tuple(k for k, value in told if k in JUDGED and value != frozenset())
    kind = "ordinary" if judged else "nothing_to_judge"
    return [_fired(RULES.fallbacks[kind], judged)]


def assess(
    answers: Answers,
    *,
    day: int,
    profile: Profile | None = None,
    history: Sequence[Earlier] = (),
) -> Assessment:
    """The advice for a report on that day after the session (day 0).

    `answers` map question keys to answers; absent or None means "not asked".
    `history` are earlier reports of the same course, in any order. An `AnswerError`
    says which answer does not fit this version of the questions.
    """
    case = reports.read(answers, day=day, profile=profile, history=history)
    fired = [_fired(rule, because) for rule, because in RULES.fired(case)]
    fired += _fallback(case, fired)
    return _assessment(case, fired, day=day)


def assess_without_day(
    answers: Answers, *, profile: Profile | None = None
) -> Assessment:
    """The advice for a report of somebody who does not know the day of the session.

    What a rule says on any day counts, and nothing is called ordinary: it is at least
    a matter for the clinic or a doctor. Raises AnswerError.
    """
    found: dict[str, Fired] = {}
    for day in range(LAST_CHECKED_DAY):
        case = reports.read(answers, day=day, profile=profile)
        for rule, because in RULES.fired(case):
            found.setdefault(rule.id, _fired(rule, because))
    fired = [*found.values(), _fired(RULES.fallbacks["no_day"], ())]
    return _assessment(case, fired, day=None)


def _assessment(case: Case, fired: list[Fired], *, day: int | None) -> Assessment:
    fired.sort(key=lambda each: each.rule.level, reverse=True)
    return Assessment(
        level=fired[0].level,
        fired=tuple(fired),
        day=day,
        not_asked=tuple(key for key in CORE_SIGNS if key not in case.answers),
        rules_version=RULES.version,
        instrument_version=CATALOGUE.version,
        course_version=course.VERSION,
    )
