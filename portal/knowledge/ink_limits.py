"""Does a laboratory report show that an ink keeps the legal limits?

A limit is broken when a result is equal to or above it. A result that cannot show
either way proves nothing, and an ink cannot be accepted on it. Source: entry 75 of
REACH Annex XVII, paragraph 1 and Appendix 13 (R1); the checking rules are ours (D).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.knowledge import concentrations
from portal.knowledge.concentrations import Reading, Sign, UnknownUnit, UnreadableResult
from portal.knowledge.ink_table import FRACTIONS, TABLE, Basis, Limit, Named, plain
from portal.knowledge.text import Text

__all__ = [
    "VERSION",
    "Basis",
    "Limit",
    "Outcome",
    "Result",
    "UnknownUnit",
    "UnreadableResult",
    "Verdict",
    "check",
    "in_force",
    "untested",
]

VERSION = TABLE.version
REQUIRED_GROUPS = ("metal", "pah")  # what every report for acceptance must cover

NARROW = (Basis.SOLUBLE, Basis.HEXAVALENT, Basis.ORGANOMETALLIC)
PARTS = {
    Basis.TOTAL: Text("total", "total"),
    Basis.SOLUBLE: Text("soluble", "soluble"),
    Basis.HEXAVALENT: Text("hexavalent", "hexavalente"),
    Basis.ORGANOMETALLIC: Text("organometallic", "organometálica"),
}

_FRACTION_WORDS = re.compile(rf"\b({'|'.join(FRACTIONS)})\b", re.IGNORECASE)


class Outcome(StrEnum):
    """What a result shows about one substance."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    PROVES_NOTHING = "proves nothing"


WEIGHT = {Outcome.FAIL: 0, Outcome.PASS: 1, Outcome.PROVES_NOTHING: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of a laboratory report.

    `qualifier` is "", "<", "<=", ">", ">=" or a way to write "not detected";
    `detection_limit` is in `unit`. `fraction` is total, soluble, hexavalent or
    organometallic; without it the substance's name may say it, else it is total.
    """

    substance: str
    value: Decimal | int | str | None
    unit: str
    qualifier: str = ""
    detection_limit: Decimal | int | str | None = None
    fraction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the report shows about one substance, with the reason."""

    substance: str
    outcome: Outcome
    reason: Text
    limit: Limit | None = None


def _spoken_of(result: Result) -> tuple[Named | None, Basis]:
    """The limit that a result belongs to, and the fraction that it speaks of."""
    said = _FRACTION_WORDS.search(result.substance)
    bare = _FRACTION_WORDS.sub("", result.substance) if said else result.substance
    named = TABLE.names.get(plain(result.substance)) or TABLE.names.get(plain(bare))
    implied = named.fraction if named else None
    fraction = result.fraction or (said and said[1].lower()) or implied or Basis.TOTAL
    if fraction not in FRACTIONS:
        known = ", ".join(FRACTIONS)
        raise UnreadableResult(f"The fraction {fraction!r} is not one of {known}.")
    return named, Basis(fraction)


def _nothing(en: str, es: str) -> tuple[Outcome, Text]:
    return Outcome.PROVES_NOTHING, Text(en, es)


def _mg(ppm: Decimal) -> str:
    """A concentration in words, without zeros that say nothing."""
    return f"{ppm.normalize():f} mg/kg"


def _below(upper: Decimal, limit: Limit, part: Basis) -> tuple[Outcome, Text]:
    """The verdict when less than the limit was found of that part of the substance."""
    if part is not Basis.TOTAL and part is not limit.basis:
        en, es = PARTS[part].en, PARTS[part].es
        return _nothing(
            f"Only the {en} part was measured, and the limit is for more than that.",
            f"Solo se midió la parte {es}, y el límite abarca más.",
        )
    found, most = _mg(upper), _mg(limit.ppm)
    return Outcome.PASS, Text(
        f"At most {found}, below the limit of {most}.",
        f"Como mucho {found}, por debajo del límite de {most}.",
    )


def _above(lower: Decimal, limit: Limit, part: Basis) -> tuple[Outcome, Text]:
    """The verdict when the limit or more was found of that part of the substance."""
    found, most = _mg(lower), _mg(limit.ppm)
    if limit.basis in NARROW and part is not limit.basis:
        wanted, measured = PARTS[limit.basis], PARTS[part]
        return _nothing(
            f"The limit is for the {wanted.en} part. A {measured.en} result of {found}"
            " cannot show how much of it there is.",
            f"El límite es para la parte {wanted.es}. Un resultado de {found} de la"
            f" parte {measured.es} no muestra cuánta hay.",
        )
    return Outcome.FAIL, Text(
        f"{found} is at or above the limit of {most}.",
        f"{found} alcanza o supera el límite de {most}.",
    )


def _unseen(limit: Limit, lowest: Decimal | None, part: Basis) -> tuple[Outcome, Text]:
    """The verdict when nothing was found by a method that sees down to `lowest`."""
    if lowest is None:
        return _nothing(
            "Nothing was found, but the report does not say how little it can see.",
            "No se encontró nada, pero el informe no dice cuánto puede detectar.",
        )
    if lowest >= limit.ppm:
        seen, most = _mg(lowest), _mg(limit.ppm)
        return _nothing(
            f"The method sees no less than {seen}, and the limit is {most}.",
            f"El método no ve menos de {seen}, y el límite es {most}.",
        )
    return _below(lowest, limit, part)


def _judge(reading: Reading, limit: Limit, part: Basis) -> tuple[Outcome, Text]:
    ppm, lowest = reading.ppm, reading.detection_limit
    if ppm is None:
        return _unseen(limit, lowest, part)
    if reading.sign in (Sign.BELOW, Sign.AT_MOST):
        return _unseen(limit, ppm, part)
    if ppm >= limit.ppm:
        return _above(ppm, limit, part)
    if reading.sign in (Sign.ABOVE, Sign.AT_LEAST):
        return _nothing(
            f"The report only says more than {_mg(ppm)}.",
            f"El informe solo dice más de {_mg(ppm)}.",
        )
    if lowest is not None and ppm < lowest:
        return _unseen(limit, lowest, part)
    return _below(ppm, limit, part)


def _statement(jurisdiction: str, limit: Limit, on: date) -> Text | None:
    """Why no limit is in force there on that day; None when one is."""
    place = TABLE.jurisdictions.get(jurisdiction.upper())
    if place is None:
        return TABLE.elsewhere
    if not place.in_force:
        return place.statement
    if on < limit.applies_from:
        return Text(
            f"This limit applies from {limit.applies_from}.",
            f"Este límite se aplica desde el {limit.applies_from}.",
        )
    return None


def _verdict(result: Result, jurisdiction: str, on: date) -> Verdict:
    reading = concentrations.reading(
        result.value,
        result.unit,
        qualifier=result.qualifier,
        detection_limit=result.detection_limit,
    )
    named, part = _spoken_of(result)
    if named is None:
        outcome, reason = _nothing(
            "We hold no limit for this substance. A class limit may apply.",
            "No tenemos límite para esta sustancia. Puede haber uno de clase.",
        )
        return Verdict(substance=result.substance, outcome=outcome, reason=reason)
    absent = _statement(jurisdiction, named.limit, on)
    if absent:
        outcome, reason = Outcome.PROVES_NOTHING, absent
    else:
        outcome, reason = _judge(reading, named.limit, part)
    name = named.limit.substance
    if named.limit.basis is Basis.EACH_INDIVIDUAL:
        name = result.substance
    return Verdict(substance=name, outcome=outcome, reason=reason, limit=named.limit)


def check(results: Iterable[Result], *, jurisdiction: str, on: date) -> list[Verdict]:
    """One verdict per substance, in the order in which the report names them.

    `jurisdiction` is a country code such as "ES", or EU, EEA, NI, GB. When a report
    holds several results for one substance, a breach counts most, then a proof.
    Raises `UnknownUnit` or `UnreadableResult`, also for a place without limits.
    """
    verdicts: dict[str, Verdict] = {}
    for result in results:
        found = _verdict(result, jurisdiction, on)
        key = plain(found.substance)
        known = verdicts.get(key)
        if known is None or WEIGHT[found.outcome] < WEIGHT[known.outcome]:
            verdicts[key] = found
    return list(verdicts.values())


def in_force(*, jurisdiction: str, on: date) -> tuple[Limit, ...]:
    """The limits that bind there on that day."""
    return tuple(
        limit for limit in TABLE.limits if not _statement(jurisdiction, limit, on)
    )


def untested(
    results: Iterable[Result], *, jurisdiction: str, on: date
) -> tuple[Limit, ...]:
    """The metals and PAH with a limit in force that a report leaves out."""
    seen = {named.limit.substance for named, _ in map(_spoken_of, results) if named}
    return tuple(
        limit
        for limit in in_force(jurisdiction=jurisdiction, on=on)
        if limit.group in REQUIRED_GROUPS and limit.substance not in seen
    )
