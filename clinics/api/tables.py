"""The register as tables: CSV, a line at a time, safe to open in a spreadsheet."""

import csv
import datetime
from collections.abc import Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse

from clinics import codes, open_data

CLINIC_COLUMNS = (
    "slug",
    "name",
    "legal_name",
    "street",
    "postcode",
    "town",
    "country",
    "latitude",
    "longitude",
    "time_zone",
    "languages",
    "website",
    "email",
    "phone",
    "url",
)
PAPER_COLUMNS = (
    "code",
    "type",
    "category",
    "claim",
    "clinic",
    "issuer",
    "number",
    "scope",
    "jurisdiction",
    "issued_on",
    "valid_from",
    "valid_until",
    "counts_until",
    "verification",
    "as_of",
    "url",
)
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """Hands on each line that a csv.writer writes."""

    def write(self, line: str) -> str:
        return line


def cell(value) -> str:
    """A value as it stands in a cell; a text never begins a formula."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return str(value)


def lines(columns: tuple[str, ...], rows: Iterable[Iterable]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def clinic_rows(*, at: datetime.datetime) -> Iterator[list]:
    for clinic in open_data.clinics(at=at).iterator(chunk_size=open_data.CHUNK):
        data = open_data.clinic_data(clinic)
        data["languages"] = " ".join(data["languages"])
        yield [data[column] for column in CLINIC_COLUMNS]


def paper_rows(*, at: datetime.datetime) -> Iterator[list]:
    for paper in open_data.papers_in_force(at=at):
        yield [
            codes.shown(paper.code),
            paper.type.code,
            paper.type.category,
            paper.type.claim,
            paper.clinic.slug,
            paper.issuer,
            paper.number,
            paper.scope,
            paper.jurisdiction,
            paper.issued_on,
            paper.valid_from,
            paper.valid_until,
            paper.counts_until,
            paper.verification,
            paper.clinic.today,
            open_data.verification_url(paper),
        ]


def answer(request, name: str, columns, rows: Iterable[Iterable]) -> HttpResponse:
    """The table as a file; a HEAD asks for nothing of it."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    kind = "text/csv; charset=utf-8"
    if request.method == "HEAD":
        return HttpResponse(content_type=kind, headers=headers)
    return StreamingHttpResponse(lines(columns, rows), kind, headers=headers)
