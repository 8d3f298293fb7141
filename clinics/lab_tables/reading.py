"""From a pasted text or an uploaded file to rows of cells; nothing is understood yet.

What comes in is hostile until proven otherwise: size, rows, columns, and what an XLSX
unpacks to are bounded before anything is parsed, and a formula stays a text.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

MOST_BYTES = 1_000_000
MOST_UNPACKED = 8_000_000
MOST_PARTS = 200
MOST_ROWS = 500
MOST_COLUMNS = 30
LONGEST_CELL = 200

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"

Rows = list[list[str]]


class Unreadable(Exception):
    """The text or file holds no table that can be read; the sentence says why."""


def text(pasted: str) -> Rows:
    """The rows of a pasted table, with its empty lines. Raises Unreadable."""
    lines = pasted.replace("\x00", "").splitlines()
    if len(lines) > MOST_ROWS:
        raise Unreadable(_too_many_rows())
    rows = csv.reader(lines, delimiter=_delimiter(lines))
    try:
        return [_row(row) for row in rows]
    except csv.Error as error:
        raise Unreadable(
            _("A quotation mark has no second one. Take it out, or add the other.")
        ) from error


def file(content: bytes) -> tuple[Rows, str]:
    """The rows of a CSV or XLSX file, and its type. Raises Unreadable."""
    if not content:
        raise Unreadable(_("The file is empty. Choose another one."))
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 1 MB. Send the table alone."))
    if content.startswith(ZIP):
        return _workbook(content), XLSX
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            _("This is an old Excel file or has a password. Save it as .xlsx or .csv.")
        )
    return text(_decoded(content)), CSV


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            told = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in told:
            return told
    raise Unreadable(_("This is no table. Choose a CSV or XLSX file."))


def _delimiter(lines: Iterable[str]) -> str:
    """Tab, semicolon or comma: the first of them that the table uses."""
    filled = [line for line in lines if line.strip()]
    for sign in "\t;":
        if sum(sign in line for line in filled) * 2 >= len(filled) > 0:
            return sign
    return ","


def _workbook(content: bytes) -> Rows:
    from openpyxl import load_workbook  # a quarter of a second, for a file now and then

    _refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheets = book.worksheets
        if not sheets:
            raise Unreadable(_("The file has no sheet with a table."))
        found = list(_sheet(sheets[0]))
    except Unreadable:
        raise
    # What openpyxl raises on a broken file is as varied as what can be broken.
    except Exception as error:
        raise Unreadable(
            _("This Excel file cannot be opened. Save it anew, or as CSV.")
        ) from error
    while found and not any(found[-1]):
        found.pop()
    return found


def _refuse_bombs(content: bytes) -> None:
    """What a part says it unpacks to is all that `zipfile` ever reads of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(
            _("This Excel file cannot be opened. Save it anew, or as CSV.")
        ) from error
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED:
        raise Unreadable(
            _("This Excel file holds far too much. Send a sheet with the table alone.")
        )


def _sheet(sheet) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1)
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise Unreadable(_too_many_rows())
        yield _row([_cell(each.value) for each in cells])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return str(getattr(value, "text", value))  # a formula of several cells is no text


def _row(cells: list[str]) -> list[str]:
    row = [" ".join(cell.split()) for cell in cells]
    while row and not row[-1]:
        row.pop()
    if len(row) > MOST_COLUMNS:
        raise Unreadable(
            _("The table has more than 30 columns. Send those with results alone.")
        )
    if any(len(cell) > LONGEST_CELL for cell in row):
        raise Unreadable(
            _("A cell holds more than 200 characters. Send the table alone.")
        )
    return row


def _too_many_rows() -> str:
    return _("The table has more than 500 rows. Send those with results alone.")
