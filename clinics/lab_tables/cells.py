"""One row of a table: what its cells say, or what a person has to mend in them."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.enums import Fraction
from portal.knowledge import concentrations
from portal.knowledge.concentrations import Sign, UnknownUnit, UnreadableResult

COLUMNS = ("substance", "value", "unit", "detection_limit", "fraction")
LABELS = {
    "substance": gettext_lazy("Substance"),
    "value": gettext_lazy("Value"),
    "unit": gettext_lazy("Unit"),
    "detection_limit": gettext_lazy("Detection limit"),
    "fraction": gettext_lazy("Part measured"),
}
NUMBER = r"\d{1,9}(?:[.,]\d{1,12})?(?:[eE][+-]?\d{1,2})?|[.,]\d{1,12}"
MEASURED = re.compile(rf"(<=|>=|≤|≥|<|>|=)?\s*({NUMBER})\s*([^\d,;]{{1,12}})?")
LIMIT_OF = re.compile(rf"(?:<|≤|<=)?\s*({NUMBER})\s*([^\d,;]{{1,12}})?")
WHOLE = Decimal(1_000_000)  # ppm: an ink cannot hold more than all of it
DIGITS = 15  # what every database of ours keeps of a number
FRACTIONS = {
    "": "",
    "total": Fraction.TOTAL,
    "soluble": Fraction.SOLUBLE,
    "hexavalent": Fraction.HEXAVALENT,
    "hexavalente": Fraction.HEXAVALENT,
    "crvi": Fraction.HEXAVALENT,
    "organometallic": Fraction.ORGANOMETALLIC,
    "organometalica": Fraction.ORGANOMETALLIC,
}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one cell, and what to do about it."""

    column: str
    text: str

    @property
    def label(self) -> str:
        return LABELS[self.column]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A row that was understood, ready to be a `LabResult`."""

    substance: str
    qualifier: str
    value: Decimal | None
    unit: str
    detection_limit: Decimal | None
    fraction: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of results: its number in the table, its cells, and what they mean."""

    number: int
    cells: dict[str, str]
    reading: Reading | None = None
    faults: list[Fault] = field(default_factory=list)


def understood(line: Line) -> Line:
    """The row with its reading, or with what is wrong in it."""
    faults: list[Fault] = []

    def wrong(column: str, text: str) -> None:
        faults.append(Fault(column=column, text=text))

    cells = line.cells
    if any(cell.startswith(("=", "+", "@")) for cell in cells.values()):
        column = next(key for key, c in cells.items() if c.startswith(("=", "+", "@")))
        wrong(column, _("This is a formula. Write what it comes to."))
        return replace(line, reading=None, faults=faults)
    substance = cells["substance"]
    if not substance:
        wrong("substance", _("Name the substance, or give its CAS number."))
    elif len(substance) > 120:
        wrong("substance", _("Shorten the name of the substance to 120 characters."))
    qualifier, value, own_unit = _value(cells["value"], wrong)
    unit = _unit(cells["unit"] or own_unit, wrong)
    limit = _limit(cells["detection_limit"], wrong)
    fraction = FRACTIONS.get(plain(cells["fraction"]))
    if fraction is None:
        told = _("Write total, soluble, hexavalent or organometallic, or leave it out.")
        wrong("fraction", told)
    reading = None
    if not faults:
        reading = Reading(
            substance=substance,
            qualifier=qualifier,
            value=value,
            unit=unit,
            detection_limit=limit,
            fraction=fraction,
        )
        _refuse_too_much(reading, wrong)
    return replace(line, reading=None if faults else reading, faults=faults)


def _value(cell: str, wrong) -> tuple[str, Decimal | None, str]:
    """Sign, number and, where the cell holds it, the unit."""
    if not cell:
        wrong("value", _("Give the value. If nothing was found, write n.d."))
        return "", None, ""
    if _says_not_detected(cell):
        return Sign.NOT_DETECTED.value, None, ""
    found = MEASURED.fullmatch(cell)
    if not found:
        wrong("value", _not_a_number(cell))
        return "", None, ""
    sign = (found[1] or "").replace("≤", "<=").replace("≥", ">=")
    number = _number(found[2])
    if number is None:
        wrong("value", _("Round it: more than 15 digits say nothing."))
    return "" if sign == "=" else sign, number, (found[3] or "").strip()


def _says_not_detected(cell: str) -> bool:
    try:
        return concentrations.sign(cell) is Sign.NOT_DETECTED
    except UnreadableResult:
        return False


def _not_a_number(cell: str) -> str:
    if re.search(r"\d[.,' ]\d{3}[.,' ]\d|\d[' ]\d{3}\b", cell):
        return _("Write the number without signs or gaps between the thousands.")
    if cell.count(",") > 1:
        return _(
            "The row was cut at a decimal comma. Put a semicolon between the columns, "
            "or mend this row."
        )
    if re.search(r"\d\s*[-–]\s*\d", cell):
        return _("Give one number, not a range.")
    if cell.startswith("-"):
        return _("A value is zero or more.")
    return _("Write a number, with < before it if need be, or n.d.")


def _unit(cell: str, wrong) -> str:
    if not cell:
        wrong("unit", _("Give the unit, for example mg/kg."))
        return ""
    try:
        concentrations.factor(cell)
    except UnknownUnit:
        known = ", ".join(concentrations.PPM_PER_UNIT)
        wrong("unit", _("Use one of these units: %s.") % known)
    if len(cell) > 12:
        wrong("unit", _("Use a shorter word for the unit."))
    return cell


def _limit(cell: str, wrong) -> Decimal | None:
    if not cell or cell in {"-", "–"}:
        return None
    found = LIMIT_OF.fullmatch(cell)
    number = _number(found[1]) if found else None
    if number is None:
        wrong("detection_limit", _("Write a number in the unit of the value."))
        return None
    return number


def _number(written: str) -> Decimal | None:
    """As all databases of ours keep it; None where digits would be lost."""
    number = Decimal(written.replace(",", "."))
    places = -number.normalize().as_tuple().exponent
    digits = len(number.normalize().as_tuple().digits)
    if digits > DIGITS or places > 12 or number >= 10**9:
        return None
    return number


def _refuse_too_much(reading: Reading, wrong) -> None:
    if reading.value is not None:
        ppm = reading.value * concentrations.factor(reading.unit)
        if ppm > WHOLE:
            wrong("value", _("That is more than the whole ink. Look at the unit."))


def plain(word: str) -> str:
    """Without accents, case, gaps and signs, to compare it by."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    return re.sub(r"[^a-z0-9]", "", bare)
