"""What can be said of a file before anybody reads it. Hints; nothing is refused."""

import datetime
import re
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinics.models import Certification, Evidence

MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "january enero",
            "february febrero",
            "march marzo",
            "april abril",
            "may mayo",
            "june junio",
            "july julio",
            "august agosto",
            "september septiembre",
            "october octubre",
            "november noviembre",
            "december diciembre",
        ),
        start=1,
    )
    for month in names.split()
}
WRITTEN = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:de\s+)?([a-z]+)\s+(?:de\s+)?(\d{4})\b"
)
AMERICAN = re.compile(r"\b([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
# Day before month, as in most countries; 03/04/2027 in the American order is missed.
NUMBERS = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")


def latest_day(text: str) -> datetime.date | None:
    """The latest date written in a text, in English, Spanish or numbers."""
    text = text.lower()
    found = [
        *((y, MONTHS.get(m), d) for d, m, y in WRITTEN.findall(text)),
        *((y, MONTHS.get(m), d) for m, d, y in AMERICAN.findall(text)),
        *ISO.findall(text),
        *((y, m, d) for d, m, y in NUMBERS.findall(text)),
    ]
    return max(filter(None, (_day(*parts) for parts in found)), default=None)


def same_elsewhere(
    paper: Certification, files: Iterable[Evidence]
) -> dict[str, list[Certification]]:
    """Papers of others, by the fingerprint of a file that stands in them as well."""
    others = (
        Evidence.objects.filter(sha256__in={file.sha256 for file in files})
        .exclude(
            certification__clinic=paper.clinic_id,
            certification__practitioner=paper.practitioner_id,
        )
        .select_related(
            "certification__type",
            "certification__clinic",
            "certification__practitioner",
        )
        .order_by("pk")
    )
    found: dict[str, list[Certification]] = {}
    for each in others:
        found.setdefault(each.sha256, []).append(each.certification)
    return found


def of(file: Evidence, paper: Certification, *, on: datetime.date) -> list[str]:
    """What everybody may read who may see the file."""
    said = []
    if file.reads_poorly:
        said.append(
            _(
                "It may be unreadable: it is small or blurred. Look at it, or take it "
                "anew."
            )
        )
    if file.latest_day:
        said += _about_the_date(file.latest_day, paper, on=on)
    return said


def for_clinic(file, paper, *, on, elsewhere) -> list[str]:
    """With a neutral word where the file is known from somebody else."""
    said = of(file, paper, on=on)
    if file.sha256 in elsewhere:
        said.append(
            _("Make sure that this is your own paper. The reviewers look closely here.")
        )
    return said


def for_reviewer(file, paper, *, on, elsewhere) -> list[str]:
    """With the names of those in whose papers the same file stands."""
    names = sorted({str(each.subject) for each in elsewhere.get(file.sha256, ())})
    same = _("The same file was handed in by %(names)s.")
    told = [same % {"names": ", ".join(names)}] if names else []
    return told + of(file, paper, on=on)


def _about_the_date(
    found: datetime.date, paper: Certification, *, on: datetime.date
) -> list[str]:
    facts, until = {"found": date_format(found, "DATE_FORMAT")}, paper.valid_until
    begun = {paper.valid_from, paper.issued_on}  # written on papers without an end
    if found < on and not (until is None and found in begun):
        sentence = _("Expired? The latest date in its text is %(found)s.")
        return [sentence % facts]
    if until and found != until:
        facts["until"] = date_format(until, "DATE_FORMAT")
        sentence = _(
            "The latest date in its text is %(found)s; you wrote that it ends on "
            "%(until)s."
        )
        return [sentence % facts]
    return [_("The latest date in its text is %(found)s.") % facts]


def _day(year, month, day) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month or 0), int(day))
    except ValueError:
        return None
