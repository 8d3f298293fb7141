"""Everything that is kept about one person, gathered once for every way to read it."""

import datetime
from dataclasses import dataclass

from django.db.models import Model
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from aftercare.kept import PARTS
from aftercare.kept_part import Part
from portal.accounts.models import User

VERSION = 1  # of the shape of the JSON file


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that is kept, with its name for programs and its label for people."""

    name: str
    label: str
    value: object
    shown: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """What was found of a part."""

    key: str
    title: str
    records: list[list[Fact]]


def gather(user: User) -> list[Section]:
    """All that is kept, in the language spoken; a query or two for each part.

    Moments are told by the clock of the person.
    """
    with timezone.override(user.zone):
        return [_section(part, user) for part in PARTS]


def _section(part: Part, user: User) -> Section:
    records = [[_fact(row, field) for field in part.fields] for row in part.rows(user)]
    return Section(key=part.key, title=str(part.title), records=records)


def _fact(row: Model, field) -> Fact:
    if isinstance(field, tuple):
        name, label, tell = field
        value = tell(row)
        return Fact(name=name, label=str(label), value=value, shown=shown(value))
    about = row._meta.get_field(field)
    value = getattr(row, field)
    if isinstance(value, Model):
        value = str(value)
    display = getattr(row, f"get_{field}_display", None)
    is_said = value not in (None, "")
    seen = str(display()) if display and is_said else shown(value)
    return Fact(name=field, label=str(about.verbose_name), value=value, shown=seen)


def shown(value: object) -> str:
    """A value as people read it."""
    match value:
        case None | "" | [] | ():
            return "–"
        case bool():
            return _("Yes") if value else _("No")
        case datetime.datetime():
            return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case datetime.date():
            return formats.date_format(value, "DATE_FORMAT")
        case list() | tuple():
            return "; ".join(shown(each) for each in value)
        case dict():
            return "; ".join(f"{key}: {shown(each)}" for key, each in value.items())
    return str(value)


def for_programs(user: User) -> dict:
    """What the JSON file holds: docs/aftercare.md tells its shape."""
    parts = {
        section.key: [
            {fact.name: fact.value for fact in record} for record in section.records
        ]
        for section in gather(user)
    }
    return {
        "format": "scalpwise-own-data",
        "version": VERSION,
        "made_at": timezone.now(),
        "parts": parts,
    }
