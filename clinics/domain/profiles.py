"""What a clinic says of itself: profile, languages, hours."""

import datetime
from collections.abc import Iterable
from functools import partial
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from clinics import identity_emails, rules
from clinics.enums import ClinicStatus, HoursKind, IdentityPart
from clinics.models import Clinic, ClinicLanguage, Hours, IdentityChange
from clinics.models.identity import IDENTITY, identity_of
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.operations import page_cache

Span = tuple[int, datetime.time, datetime.time]  # weekday, from, until

EDITABLE = frozenset(
    {
        *IDENTITY,
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


class IdentityKept(Exception):
    """The names, the address and the place on the map are not this person's to change.

    Once the clinic was listed they are an owner's, and nobody's while it is suspended
    or closed.
    """


class Overlapping(Exception):
    """Two stretches of one weekday lie over each other."""


@transaction.atomic
def edit(
    clinic: Clinic,
    *,
    by: User,
    edition: int,
    languages: Iterable[str] | None = None,
    **changes,
) -> Clinic:
    """Change fields by name; `edition` is the one that was read.

    `languages` are those clients are spoken to in, by ISO code; None leaves them.
    Raises Stale when another change came first, IdentityKept, ValidationError, and
    KeyError for a field that is not the clinic's own to change.
    """
    locked = _lock(clinic, edition=edition)
    if unknown := changes.keys() - EDITABLE:
        raise KeyError(*unknown)
    before = {name: getattr(locked, name) for name in changes}
    stood = identity_of(locked)
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.full_clean()
    changed = sorted(n for n in changes if getattr(locked, n) != before[n])
    renamed = not set(changed).isdisjoint(IDENTITY)
    if renamed and not rules.may_change_identity(by, locked):
        raise IdentityKept
    respoken = languages is not None and _speak(locked, set(languages))
    if changed or respoken:
        _count(locked, *changed, by=by)
        facts = changed + ["languages"] * respoken
        audit.note("clinic edited", about=locked, by=by, clinic=locked, fields=facts)
        _keep(locked, stood, by=by)
    return locked


def _keep(locked: Clinic, stood: dict[IdentityPart, str], *, by: User) -> None:
    """Write down what stood before, once the public knew it, and tell who answers."""
    if locked.status == ClinicStatus.DRAFT:
        return
    rows = [
        IdentityChange.objects.create(
            clinic=locked,
            what=part,
            was=stood[part],
            became=text,
            at=locked.edited_at,
            by=by,
        )
        for part, text in identity_of(locked).items()
        if text != stood[part]
    ]
    if rows:
        keys = [row.pk for row in rows]
        transaction.on_commit(partial(identity_emails.changed, keys))


@transaction.atomic
def set_languages(clinic: Clinic, languages: Iterable[str], *, by: User) -> None:
    """Say in which languages clients are spoken to, by ISO code."""
    locked = _lock(clinic)
    wanted = set(languages)
    if _speak(locked, wanted):
        _count(locked, by=by)
        audit.note(
            "clinic languages set", about=locked, by=by, clinic=locked, languages=wanted
        )


def _speak(locked: Clinic, wanted: set[str]) -> bool:
    """Whether the languages had to change."""
    known = {row.language for row in locked.languages.all()}
    locked.languages.exclude(language__in=wanted).delete()
    for code in sorted(wanted - known):
        row = ClinicLanguage(clinic=locked, language=code)
        row.full_clean()
        row.save()
    return wanted != known


@transaction.atomic
def set_hours(
    clinic: Clinic,
    kind: HoursKind,
    spans: Iterable[Span],
    *,
    by: User,
    edition: int | None = None,
) -> None:
    """Replace the opening or response hours.

    `edition` is the one that was read. Raises Stale when another change came first,
    Overlapping, ValidationError.
    """
    locked = _lock(clinic, edition=edition)
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
    _count(locked, by=by)
    audit.note("clinic hours set", about=locked, by=by, clinic=locked, kind=kind)


def _lock(clinic: Clinic, *, edition: int | None = None) -> Clinic:
    locked = Clinic.objects.select_for_update().get(pk=clinic.pk)
    if edition is not None and edition != locked.edition:
        raise Stale(locked)
    return locked


def _count(locked: Clinic, *fields: str, by: User) -> None:
    locked.edition += 1
    locked.edited_at, locked.edited_by = timezone.now(), by
    locked.save(update_fields=[*fields, "edition", "edited_at", "edited_by"])
    page_cache.renew()
