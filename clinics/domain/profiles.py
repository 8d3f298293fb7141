"""What a clinic says of itself: profile, languages, hours."""

import datetime
from collections.abc import Iterable
from itertools import pairwise

from django.db import transaction

from clinics.enums import HoursKind
from clinics.models import Clinic, ClinicLanguage, Hours
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.operations import page_cache

Span = tuple[int, datetime.time, datetime.time]  # weekday, from, until

EDITABLE = frozenset(
    {
        "name",
        "legal_name",
        "street",
        "postcode",
        "town",
        "country",
        "latitude",
        "longitude",
        "time_zone",
        "description",
        "website",
        "public_email",
        "public_phone",
        "responsible_person",
    }
)


class Stale(Exception):
    """Somebody else has changed it since it was read; `now` is how it stands."""

    def __init__(self, now: Clinic):
        super().__init__(now)
        self.now = now


class Overlapping(Exception):
    """Two stretches of one weekday lie over each other."""


@transaction.atomic
def edit(clinic: Clinic, *, by: User, edition: int, **changes) -> Clinic:
    """Change fields by name; `edition` is the one that was read.

    Raises Stale when another change came first, ValidationError, and KeyError for a
    field that is not the clinic's own to change.
    """
    locked = _lock(clinic, edition=edition)
    if unknown := changes.keys() - EDITABLE:
        raise KeyError(*unknown)
    before = {name: getattr(locked, name) for name in changes}
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.full_clean()
    changed = sorted(n for n in changes if getattr(locked, n) != before[n])
    if changed:
        _count(locked, *changed)
        audit.note("clinic edited", about=locked, by=by, clinic=locked, fields=changed)
    return locked


@transaction.atomic
def set_languages(clinic: Clinic, languages: Iterable[str], *, by: User) -> None:
    """Say in which languages clients are spoken to, by ISO code."""
    locked = _lock(clinic)
    wanted = set(languages)
    known = {row.language for row in locked.languages.all()}
    if wanted == known:
        return
    locked.languages.exclude(language__in=wanted).delete()
    for code in sorted(wanted - known):
        row = ClinicLanguage(clinic=locked, language=code)
        row.full_clean()
        row.save()
    _count(locked)
    audit.note(
        "clinic languages set", about=locked, by=by, clinic=locked, languages=wanted
    )


@transaction.atomic
def set_hours(
    clinic: Clinic, kind: HoursKind, spans: Iterable[Span], *, by: User
) -> None:
    """Replace the opening or response hours. Raises Overlapping, ValidationError."""
    locked = _lock(clinic)
    wanted = sorted(spans)
    for (day, _, until), (next_day, start, _) in pairwise(wanted):
        if day == next_day and start < until:
            raise Overlapping
    known = locked.hours.filter(kind=kind)
    if wanted == sorted(known.values_list("weekday", "starts_at", "until_at")):
        return
    known.delete()
    for weekday, starts_at, until_at in wanted:
        row = Hours(
            clinic=locked,
            kind=kind,
            weekday=weekday,
            starts_at=starts_at,
            until_at=until_at,
        )
        row.full_clean()
        row.save()
    _count(locked)
    audit.note("clinic hours set", about=locked, by=by, clinic=locked, kind=kind)


def _lock(clinic: Clinic, *, edition: int | None = None) -> Clinic:
    locked = Clinic.objects.select_for_update().get(pk=clinic.pk)
    if edition is not None and edition != locked.edition:
        raise Stale(locked)
    return locked


def _count(locked: Clinic, *fields: str) -> None:
    locked.edition += 1
    locked.save(update_fields=[*fields, "edition"])
    page_cache.renew()
