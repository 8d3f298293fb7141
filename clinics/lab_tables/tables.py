"""A whole table of results: where its columns stand, and which rows are wrong."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from clinics.lab_tables.cells import COLUMNS, Line, Reading, plain, understood
from clinics.lab_tables.reading import Rows, Unreadable

HEADINGS = {
    "row": "row zeile fila",
    "substance": "substance analyte parameter element sustancia parametro elemento"
    " analito compound name nombre stoff cas casnumber casno",
    "value": "value result concentration content amount valor resultado concentracion"
    " contenido wert",
    "unit": "unit units unidad unidades einheit",
    "sign": "sign qualifier operator signo",
    "detection_limit": "detectionlimit lod loq limitofdetection limitofquantification"
    " quantificationlimit reportinglimit limitededeteccion limitedecuantificacion"
    " ld lq mdl rl",
    "fraction": "fraction partmeasured part fraccion partemedida",
}
KNOWN = {word: name for name, words in HEADINGS.items() for word in words.split()}
IN_HEADING = re.compile(r"[(\[]([^)\]]+)[)\]]")
HEADING_WITHIN = 20  # rows; above the table stand names, dates and addresses


@dataclass(frozen=True, kw_only=True)
class Table:
    """A whole table; it counts only when it has lines and none of them is wrong."""

    lines: list[Line]

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.faults]

    @property
    def readings(self) -> list[Reading]:
        """All rows; empty while one of them is wrong."""
        return [] if self.wrong else [line.reading for line in self.lines]

    @property
    def as_text(self) -> str:
        """The table in our own columns, with the numbers that its rows came with."""
        written = io.StringIO()
        rows = csv.writer(written, delimiter="\t", lineterminator="\n")
        rows.writerow(("row", *COLUMNS))
        for line in self.lines:
            rows.writerow((line.number, *(line.cells[name] for name in COLUMNS)))
        return written.getvalue()

    def mended(self, cells: dict[int, dict[str, str]]) -> "Table":
        """The table with other cells in the rows of these numbers."""
        told = [
            replace(line, cells=line.cells | cells.get(line.number, {}))
            for line in self.lines
        ]
        return Table(
            lines=[understood(line) for line in told if any(line.cells.values())]
        )


def table(rows: Rows) -> Table:
    """What the rows of a table say. Raises Unreadable where there is no table."""
    above, columns, unit = _heading(rows)
    width = len(rows[above - 1]) if above else len(COLUMNS)
    lines = [
        _line(number, row, columns, unit, width)
        for number, row in enumerate(rows[above:], start=above + 1)
        if any(row)
    ]
    if not lines:
        raise Unreadable(_("There is no result in it. Paste the rows with results."))
    numbers = [line.number for line in lines]
    if len(set(numbers)) < len(numbers):
        raise Unreadable(_("Two rows have the same number. Leave out that column."))
    return Table(lines=[understood(line) for line in lines])


def blank(substances: Iterable[str], *, more: int) -> Table:
    """An empty table to type into: one row per substance, and a few to name."""
    names = [*substances, *[""] * more]
    return Table(
        lines=[
            Line(
                number=number,
                cells=dict.fromkeys(COLUMNS, "")
                | {"substance": name, "unit": "mg/kg" if name else ""},
            )
            for number, name in enumerate(names, start=2)
        ]
    )


def _heading(rows: Rows) -> tuple[int, dict[str, int], str]:
    """How many rows stand above the results, which column holds what, and the unit
    that a heading names for all rows.
    """
    for above, row in enumerate(rows[:HEADING_WITHIN], start=1):
        found: dict[str, int] = {}
        unit = ""
        for place, cell in enumerate(row):
            named = IN_HEADING.search(cell)
            name = KNOWN.get(plain(IN_HEADING.sub("", cell)))
            if name and name not in found:
                found[name] = place
                unit = unit or (name == "value" and named and named[1]) or ""
        if "substance" in found and "value" in found:
            return above, found, unit
    return 0, {name: place for place, name in enumerate(COLUMNS)}, ""


def _line(
    number: int, row: list[str], columns: dict[str, int], unit: str, width: int
) -> Line:
    told = {
        name: row[place] if place < len(row) else "" for name, place in columns.items()
    }
    cells = {name: told.get(name, "") for name in COLUMNS}
    if _is_cut(row, columns, width):  # nobody guesses where
        joined = ",".join(row[columns["value"] :])
        cells |= {"value": joined[:200], "unit": "", "detection_limit": ""}
    sign = told.get("sign", "")
    if sign and sign != "=" and not cells["value"].startswith(sign):
        cells["value"] = f"{sign} {cells['value']}".strip()
    cells["unit"] = cells["unit"] or unit
    if told.get("row", "").isdecimal() and len(told["row"]) < 6:
        number = int(told["row"])
    return Line(number=number, cells=cells)


def _is_cut(row: list[str], columns: dict[str, int], width: int) -> bool:
    """Whether "Lead,0,7,mg/kg" was cut at a decimal comma."""
    place = columns["value"]
    parts = row[place : place + 2]
    digits = len(parts) == 2 and parts[0].isdigit() and parts[1][:1].isdigit()
    return digits and (len(row) > width or columns.get("unit") == place + 1)
