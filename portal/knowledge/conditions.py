"""The small language of the rule file: conditions over one report.

A condition is a mapping; every entry of it must hold:

    redness_extent: 3+            grade 3 or more (also for numbers)
    temp: below 36                the one number that is also dangerous when low
    blisters_sores: yes
    eye_face: swelling_only+      that word or a worse one (ordered choices)
    colour: [blue, blurred]       one of these words (other choices)
    red_flags: [breathing]        one of these is ticked
    day: 4+  /  day: 0-28         the day after the session
    risk: [diabetes]              one of these is in the profile or ticked
    beyond_course: {of: [heat, swelling], at_least: 2}
    rising: {of: [pain_nrs], by: 1, reports: 2}   above each of the last two reports
    earlier: {when: {temp: 38+}, days_ago: 0-2}   an older report met a condition
    any: [{heat: 2+}, {trend: worse}]             at least one of these holds
    is: fever                     a condition that the file has named

Nothing can be negated, and no answer that means "nothing unusual" can be asked for. So
one more symptom, a higher grade or one more yes can make rules fire, never silence one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.knowledge import spans
from portal.knowledge.datafile import Entry
from portal.knowledge.reports import Case
from portal.knowledge.spans import Span
from portal.knowledge.symptoms import CATALOGUE, Item, Kind

AT_LEAST = re.compile(r"(\d+(?:\.\d+)?)\+")
BELOW = re.compile(r"below (\d+(?:\.\d+)?)")
HISTORY = "history"

Because = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition.

    `test` gives the answers that made it hold, or None; `keys` are all that it reads.
    """

    test: Callable[[Case], Because | None]
    keys: frozenset[str]


Named = Mapping[str, Condition]


def both(parts: list[Condition]) -> Condition:
    """Holds when every part holds."""
    tests = [part.test for part in parts]

    def test(case: Case) -> Because | None:
        because: Because = ()
        for part in tests:
            found = part(case)
            if found is None:
                return None
            because += found
        return because

    return Condition(test, frozenset().union(*(part.keys for part in parts)))


def either(parts: list[Condition]) -> Condition:
    """Holds when at least one part holds; gives the answers of all that do."""
    tests = [part.test for part in parts]

    def test(case: Case) -> Because | None:
        found = [because for part in tests if (because := part(case)) is not None]
        return tuple(key for because in found for key in because) if found else None

    return Condition(test, frozenset().union(*(part.keys for part in parts)))


def _number(item: Item, entry: Entry) -> Condition:
    key = item.key
    told = entry.take(key, str)
    if low := BELOW.fullmatch(told):
        if key != "temp":
            raise entry.fail(f"{key!r} may not be asked for low values")
        most = float(low[1])
        return _leaf(key, lambda value: value < most)
    high = AT_LEAST.fullmatch(told)
    least = float(high[1]) if high else 0
    if not item.lowest < least <= item.highest:
        raise entry.fail(f"{key!r} must be like '3+' and inside its scale, not {told}")
    return _leaf(key, lambda value: value >= least)


def _words(item: Item, entry: Entry) -> Condition:
    key, ordinary = item.key, item.values[0]
    if item.ordered:
        told = entry.take(key, str)
        first = told.removesuffix("+")
        worst = first == item.values[-1]
        if first not in item.values or worst == told.endswith("+"):
            raise entry.fail(f"{key!r} must be like '{item.values[1]}+', not {told!r}")
        wanted = frozenset(item.values[item.values.index(first) :])
    else:
        wanted = frozenset(entry.strings(key))
        if not wanted <= set(item.values):
            raise entry.fail(f"{key!r} has not all of {sorted(wanted)}")
    if ordinary in wanted and item.kind is Kind.CHOICE:
        raise entry.fail(f"{key!r} may not be asked for {ordinary!r}")
    if item.kind is Kind.TICKS:
        return _leaf(key, lambda ticks: not wanted.isdisjoint(ticks))
    return _leaf(key, wanted.__contains__)


def _yes(item: Item, entry: Entry) -> Condition:
    if entry[item.key] != "yes":
        raise entry.fail(f"{item.key!r} may only be asked for 'yes'")
    return _leaf(item.key, bool)


def _leaf(key: str, holds: Callable[..., bool]) -> Condition:
    because = (key,)

    def test(case: Case) -> Because | None:
        value = case.answers.get(key)
        return because if value is not None and holds(value) else None

    return Condition(test, frozenset(because))


_ANSWERS = {
    Kind.SCALE: _number,
    Kind.NUMBER: _number,
    Kind.CHOICE: _words,
    Kind.TICKS: _words,
    Kind.YES_NO: _yes,
}


def _day(entry: Entry, _: Named) -> Condition:
    span = Span(**spans.read(entry, entry.take("day", str)))
    return Condition(lambda case: () if case.day in span else None, frozenset())


def _risk(entry: Entry, _: Named) -> Condition:
    wanted = frozenset(entry.strings("risk"))
    if not wanted <= set(CATALOGUE.item("risk").values):
        raise entry.fail(f"'risk' has not all of {sorted(wanted)}")

    def test(case: Case) -> Because | None:
        return None if wanted.isdisjoint(case.risks) else ("risk",)

    return Condition(test, frozenset({"risk"}))


def _known(entry: Entry, key: str) -> tuple[str, ...]:
    """The question keys under a key, all of them in the catalogue."""
    found = entry.strings(key)
    for word in found:
        if word not in CATALOGUE.items:
            raise entry.fail(f"there is no question {word!r}")
    return found


def _beyond(entry: Entry, _: Named) -> Condition:
    told = entry.take("beyond_course", Entry)
    told.only("of", "at_least")
    wanted = frozenset(_known(told, "of"))
    least = told.take("at_least", int)

    def test(case: Case) -> Because | None:
        found = tuple(key for key in case.beyond if key in wanted)
        return found if len(found) >= least else None

    return Condition(test, wanted)


def _rising(entry: Entry, _: Named) -> Condition:
    told = entry.take("rising", Entry)
    told.only("of", "by", "reports")
    keys, by = _known(told, "of"), told.take("by", int)
    reports = told.take("reports", int)

    def rises(case: Case, key: str) -> bool:
        past = [old.answers[key] for old in case.earlier if key in old.answers]
        now = case.answers.get(key)
        if now is None or len(past) < reports:
            return False
        return all(now - old >= by for old in past[-reports:])

    def test(case: Case) -> Because | None:
        found = tuple(key for key in keys if rises(case, key))
        return (*found, HISTORY) if found else None

    return Condition(test, frozenset(keys))


def _earlier(entry: Entry, named: Named) -> Condition:
    told = entry.take("earlier", Entry)
    told.only("when", "days_ago")
    span = Span(**spans.read(told, told.take("days_ago", str)))
    condition = parse(told.take("when", Entry), named)

    def test(case: Case) -> Because | None:
        for old in case.earlier:
            if case.day - old.day in span and condition.test(old) is not None:
                return (HISTORY,)
        return None

    return Condition(test, frozenset({HISTORY}))


def _any(entry: Entry, named: Named) -> Condition:
    return either([parse(part, named) for part in entry.entries("any")])


def _is(entry: Entry, named: Named) -> Condition:
    name = entry.take("is", str)
    if name not in named:
        raise entry.fail(f"no condition is named {name!r}")
    return named[name]


_SPECIAL = {
    "day": _day,
    "risk": _risk,
    "beyond_course": _beyond,
    "rising": _rising,
    "earlier": _earlier,
    "any": _any,
    "is": _is,
}


def parse(entry: Entry, named: Named) -> Condition:
    """The condition of a mapping; a `DataError` names file, line and what is wrong."""
    if not entry:
        raise entry.fail("a condition must ask for something")
    parts = []
    for key in entry:
        if key in _SPECIAL:
            parts.append(_SPECIAL[key](entry, named))
        elif key in CATALOGUE.items and CATALOGUE.items[key].kind in _ANSWERS:
            item = CATALOGUE.items[key]
            parts.append(_ANSWERS[item.kind](item, entry))
        else:
            raise entry.fail(f"a condition cannot ask for {key!r}")
    return parts[0] if len(parts) == 1 else both(parts)
