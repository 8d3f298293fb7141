"""Who holds the needle at which clinic, and whose profile it is."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from clinics.models import Clinic, Placement, Practitioner
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.operations import page_cache


class AlreadyThere(Exception):
    """The practitioner works at the clinic already."""


class AlreadyLeft(Exception):
    """The placement has ended before."""


class AlreadyClaimed(Exception):
    """The profile belongs to somebody, or the person has another one."""


@transaction.atomic
def introduce(
    clinic: Clinic,
    *,
    public_name: str,
    by: User,
    about: str = "",
    since: datetime.date | None = None,
) -> Practitioner:
    """Make a profile for somebody who works at a clinic; it waits to be claimed.

    Raises ValidationError.
    """
    practitioner = Practitioner(
        slug=_free_slug(public_name), public_name=public_name, about=about
    )
    practitioner.full_clean()
    practitioner.save()
    place(practitioner, clinic, by=by, since=since)
    audit.note("practitioner introduced", about=practitioner, by=by, clinic=clinic)
    return practitioner


@transaction.atomic
def place(
    practitioner: Practitioner,
    clinic: Clinic,
    *,
    by: User,
    since: datetime.date | None = None,
) -> Placement:
    """Say that a practitioner works at a clinic, from a day on. Raises AlreadyThere."""
    Practitioner.objects.select_for_update().get(pk=practitioner.pk)
    if practitioner.placements.filter(clinic=clinic, until=None).exists():
        raise AlreadyThere
    placement = Placement.objects.create(
        practitioner=practitioner, clinic=clinic, since=since or timezone.localdate()
    )
    page_cache.renew()
    audit.note("practitioner placed", about=placement, by=by, clinic=clinic)
    return placement


@transaction.atomic
def leave(
    placement: Placement, *, by: User, on: datetime.date | None = None
) -> Placement:
    """End the work at a clinic; the papers go along. Raises AlreadyLeft."""
    locked = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if locked.until is not None:
        raise AlreadyLeft
    locked.until = max(on or timezone.localdate(), locked.since)
    locked.save(update_fields=["until"])
    page_cache.renew()
    audit.note("practitioner left", about=locked, by=by, clinic=locked.clinic_id)
    return locked


@transaction.atomic
def claim(practitioner: Practitioner, *, by: User) -> Practitioner:
    """Make the profile the person's own. Raises AlreadyClaimed."""
    locked = Practitioner.objects.select_for_update(of=("self",)).get(
        pk=practitioner.pk
    )
    if locked.user_id or Practitioner.objects.filter(user=by).exists():
        raise AlreadyClaimed
    locked.user, locked.claimed_at = by, timezone.now()
    locked.save(update_fields=["user", "claimed_at"])
    page_cache.renew()
    audit.note("practitioner claimed", about=locked, by=by)
    return locked


def _free_slug(name: str) -> str:
    """The name as an address, with a number behind it where it is taken."""
    stem = slugify(name)[:40] or "practitioner"
    taken = set(
        Practitioner.objects.filter(slug__startswith=stem).values_list(
            "slug", flat=True
        )
    )
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)
