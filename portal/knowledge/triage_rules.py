"""The triage rules of the data file, checked and ready to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from portal.knowledge import conditions, datafile, sources
from portal.knowledge.conditions import Because, Condition
from portal.knowledge.reports import Case
from portal.knowledge.symptoms import CATALOGUE
from portal.knowledge.text import Text

FILE = "triage.yaml"
ACTIONS = (
    "blood_test",
    "book_gp",
    "crisis_line",
    "flag_batch",
    "measure_temperature",
    "safeguarding",
    "see_dermatologist",
    "stop_product",
    "stop_sessions",
)
FALLBACKS = ("nothing_to_judge", "beyond_course", "ordinary", "no_day")
LAST_CHECKED_DAY = 60


class Level(IntEnum):
    """How soon a person should be seen, and by whom; higher is sooner."""

    EXPECTED = 1
    CLINIC = 2
    URGENT = 3
    EMERGENCY = 4

    @property
    def word(self) -> str:
        """The level as the data files and the JSON call it."""
        return self.name.lower()


LEVELS = {level.word: level for level in Level}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelWords:
    """What a level is called and what to do."""

    name: Text
    advice: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the rule file; `condition` is None for a fallback."""

    id: str
    level: Level
    text: Text
    actions: tuple[str, ...]
    mark: sources.Mark
    sources: tuple[str, ...]
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of one version, indexed by the answers that can make them fire."""

    version: str
    statement: Text
    levels: Mapping[Level, LevelWords]
    rules: tuple[Rule, ...]
    fallbacks: Mapping[str, Rule]
    by_key: Mapping[str, tuple[int, ...]]

    def fired(self, case: Case) -> list[tuple[Rule, Because]]:
        """The rules whose condition holds, with the answers that made it hold.

        A condition needs at least one answer that is not the most ordinary one, or an
        earlier report, or a risk; so only the rules that read one of these are asked.
        """
        keys = set(case.raised)
        if case.earlier:
            keys.add(conditions.HISTORY)
        if case.risks:
            keys.add("risk")
        numbers = {number for key in keys for number in self.by_key.get(key, ())}
        found = []
        for number in sorted(numbers):
            rule = self.rules[number]
            because = rule.condition.test(case)
            if because is not None:
                found.append((rule, because))
        return found


def _actions(entry: datafile.Entry) -> tuple[str, ...]:
    actions = entry.strings("actions") if "actions" in entry else ()
    for action in actions:
        if action not in ACTIONS:
            raise entry.fail(f"unknown action {action!r}; known: {', '.join(ACTIONS)}")
    return actions


def _rule(entry: datafile.Entry, condition: Condition | None) -> Rule:
    return Rule(
        id=entry.take("id", str),
        level=LEVELS[entry.one_of("level", LEVELS)],
        text=entry.text("text"),
        actions=_actions(entry),
        mark=sources.mark(entry),
        sources=sources.cited(entry),
        condition=condition,
    )


def _fires_on_nothing(condition: Condition, risks: frozenset[str]) -> bool:
    days = range(LAST_CHECKED_DAY)
    return any(
        condition.test(Case(day=day, answers={}, risks=risks)) is not None
        for day in days
    )


def _rules(file: datafile.Entry) -> tuple[Rule, ...]:
    named: dict[str, Condition] = {}
    define = file.take("define", datafile.Entry)
    for name in define:
        named[name] = conditions.parse(define.take(name, datafile.Entry), named)
    risks = frozenset(map(str, CATALOGUE.item("risk").values))
    found: dict[str, Rule] = {}
    for entry in file.entries("rules"):
        entry.only("id", "level", "when", "text", "actions", "mark", "sources")
        condition = conditions.parse(entry.take("when", datafile.Entry), named)
        rule = _rule(entry, condition)
        if rule.id in found:
            raise entry.fail("this id is written twice")
        if rule.level > Level.EXPECTED and _fires_on_nothing(condition, risks):
            raise entry.fail("this rule would fire on an empty report")
        found[rule.id] = rule
    return tuple(found.values())


def _fallbacks(file: datafile.Entry) -> Mapping[str, Rule]:
    found = {}
    for entry in file.entries("fallbacks"):
        entry.only("id", "for", "level", "text", "mark", "sources")
        found[entry.one_of("for", FALLBACKS)] = _rule(entry, None)
    if set(found) != set(FALLBACKS):
        raise file.fail(f"'fallbacks' must hold {', '.join(FALLBACKS)}")
    return MappingProxyType(found)


def _levels(file: datafile.Entry) -> Mapping[Level, LevelWords]:
    found = {}
    for entry in file.entries("levels"):
        entry.only("level", "name", "advice")
        words = LevelWords(name=entry.text("name"), advice=entry.text("advice"))
        found[LEVELS[entry.one_of("level", LEVELS)]] = words
    if set(found) != set(Level):
        raise file.fail("'levels' must hold every level")
    return MappingProxyType(found)


def load(file: datafile.Entry) -> RuleSet:
    """The rules of a data file; a `DataError` names what is wrong, and where."""
    file.only("version", "statement", "levels", "define", "rules", "fallbacks")
    rules = _rules(file)
    by_key: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        for key in rule.condition.keys:
            by_key.setdefault(key, []).append(number)
    return RuleSet(
        version=datafile.version(file),
        statement=file.text("statement"),
        levels=_levels(file),
        rules=rules,
        fallbacks=_fallbacks(file),
        by_key=MappingProxyType({key: tuple(n) for key, n in by_key.items()}),
    )


RULES = load(datafile.read(FILE))
