"""Concentrations as laboratories write them, in parts per million by weight.

Decimal arithmetic throughout: a limit of 0.5 must meet a result of 0.5 exactly.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

PPM_PER_UNIT = {
    "mg/kg": Decimal(1),
    "ppm": Decimal(1),
    "µg/g": Decimal(1),
    "µg/kg": Decimal("0.001"),
    "ng/g": Decimal("0.001"),
    "ppb": Decimal("0.001"),
    "g/kg": Decimal(1000),
    "%": Decimal(10_000),
}
_SPELLINGS = {"%w/w": "%", "%(w/w)": "%", "wt%": "%", "w/w%": "%", "%m/m": "%"}
_NOT_DETECTED = ("nd", "notdetected", "<loq", "<lod", "<lq", "<ld", "bql", "bdl")
_MICRO = str.maketrans({"\u03bc": "µ", "\u00b5": "µ"})


class UnknownUnit(ValueError):
    """A unit that cannot be turned into parts per million by weight."""

    def __init__(self, unit: str) -> None:
        known = ", ".join(PPM_PER_UNIT)
        super().__init__(f"The unit {unit!r} is not known. Known units: {known}.")


class UnreadableResult(ValueError):
    """A value or a sign before it that says nothing certain."""


class Sign(StrEnum):
    """How the number bounds what is in the ink."""

    EXACT = "="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    NOT_DETECTED = "n.d."


@dataclass(frozen=True, slots=True)
class Reading:
    """What a laboratory found, in ppm; `detection_limit` is the lowest it can see."""

    sign: Sign
    ppm: Decimal | None
    detection_limit: Decimal | None


def factor(unit: str) -> Decimal:
    """How many ppm one of the unit is; `UnknownUnit` when that cannot be told."""
    written = "".join(unit.lower().translate(_MICRO).split())
    written = _SPELLINGS.get(written, written).replace("ug/", "µg/")
    try:
        return PPM_PER_UNIT[written]
    except KeyError:
        raise UnknownUnit(unit) from None


def amount(value: Decimal | int | str) -> Decimal:
    """A number that is neither negative nor endless, from a report."""
    written = str(value).strip().replace(",", ".")
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise UnreadableResult(f"{value!r} is not a number.") from None
    if not number.is_finite() or number < 0:
        raise UnreadableResult(f"{value!r} cannot be a concentration.")
    return number


def sign(qualifier: str) -> Sign:
    """The sign that a laboratory writes before a value, or in place of one."""
    written = "".join(qualifier.lower().split()).replace(".", "")
    written = written.replace("≤", "<=").replace("≥", ">=")
    if written in _NOT_DETECTED:
        return Sign.NOT_DETECTED
    try:
        return Sign(written or "=")
    except ValueError:
        raise UnreadableResult(f"The sign {qualifier!r} is not known.") from None


def reading(
    value: Decimal | int | str | None,
    unit: str,
    *,
    qualifier: str = "",
    detection_limit: Decimal | int | str | None = None,
) -> Reading:
    """A result in ppm. The detection limit is in the unit of the result.

    A result of zero means "not detected". Without a value only "<" and "not detected"
    can be read. Raises `UnknownUnit` or `UnreadableResult`.
    """
    ppm_per_unit = factor(unit)
    lowest = None if detection_limit is None else amount(detection_limit) * ppm_per_unit
    found = sign(qualifier)
    if value is None:
        if found not in (Sign.BELOW, Sign.NOT_DETECTED):
            raise UnreadableResult("The result has no value.")
        return Reading(Sign.NOT_DETECTED, None, lowest)
    ppm = amount(value) * ppm_per_unit
    if found is Sign.NOT_DETECTED:
        return Reading(found, None, lowest if lowest is not None else ppm or None)
    if found is Sign.EXACT and not ppm:
        return Reading(Sign.NOT_DETECTED, None, lowest)
    return Reading(found, ppm, lowest)
