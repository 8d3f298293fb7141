"""Who holds the needle at which clinic, and whose profile it is."""

import datetime
from contextlib import suppress

from anyascii import anyascii
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from clinics import places
from clinics.enums import IdentityPart
from clinics.models import Clinic, IdentityChange, Placement, Practitioner
from portal.accounts.domain import invitations
from portal.accounts.models import Invitation, User
from portal.audit.domain import audit
from portal.operations import page_cache


class AlreadyThere(Exception):
    """The practitioner, or one of that name, works at the clinic already."""


class AlreadyLeft(Exception):
    """The placement has ended before."""


class AlreadyClaimed(Exception):
    """The profile belongs to somebody, or the person has another one."""


class NotYours(Exception):
    """A claimed profile is changed, and placed at a clinic, by the person alone."""


class Stale(Exception):
    """Somebody else has changed it since it was read; `now` is how it stands."""

    def __init__(self, now: Practitioner):
        super().__init__(now)
        self.now = now


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

    Raises AlreadyThere where one of that name works there, so that a form sent twice
    introduces one; ValidationError.
    """
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    if clinic.placements.filter(
        until=None, practitioner__public_name=public_name
    ).exists():
        raise AlreadyThere
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
    """Say that a practitioner works at a clinic, from a day on.

    Of a claimed profile only its person says so; a clinic asks (placement_requests).
    Raises NotYours, AlreadyThere.
    """
    locked = Practitioner.objects.select_for_update(of=("self",)).get(
        pk=practitioner.pk
    )
    if locked.user_id not in (None, by.pk):
        raise NotYours
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
    """End the work at a clinic; the papers go along. Raises AlreadyLeft.

    With the last place goes an open offer of the profile: nobody is left to see to it.
    """
    locked = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if locked.until is not None:
        raise AlreadyLeft
    locked.until = max(on or timezone.localdate(), locked.since)
    locked.save(update_fields=["until"])
    _withdraw_offers(locked.practitioner, by=by)
    page_cache.renew()
    audit.note("practitioner left", about=locked, by=by, clinic=locked.clinic_id)
    return locked


def _withdraw_offers(practitioner: Practitioner, *, by: User) -> None:
    """Unless another clinic has it on its list still."""
    if practitioner.placements.filter(until=None).exists():
        return
    place = places.profile(practitioner)
    for offer in Invitation.objects.unanswered().filter(place=place):
        with suppress(invitations.NotOpen):  # accepted a moment ago
            invitations.withdraw(offer, by=by)


@transaction.atomic
def edit(
    practitioner: Practitioner, *, by: User, edition: int, public_name: str, about: str
) -> Practitioner:
    """Change what readers learn; `edition` is the one that was read.

    A name that papers were accepted under is kept for the public history.
    Raises NotYours once it is claimed by somebody else, Stale, ValidationError.
    """
    locked = Practitioner.objects.select_for_update(of=("self",)).get(
        pk=practitioner.pk
    )
    if locked.user_id not in (None, by.pk):
        raise NotYours
    if (locked.public_name, locked.about) == (public_name, about):
        return locked  # nothing to change, or the form came twice
    if locked.edition != edition:
        raise Stale(locked)
    was = locked.public_name
    locked.public_name, locked.about = public_name, about
    locked.edited_at, locked.edited_by = timezone.now(), by
    locked.edition += 1
    locked.full_clean()
    locked.save()
    if was != public_name and locked.certifications.decided().exists():
        IdentityChange.objects.create(
            practitioner=locked,
            what=IdentityPart.NAME,
            was=was,
            became=public_name,
            at=locked.edited_at,
            by=by,
        )
    page_cache.renew()
    audit.note("practitioner edited", about=locked, by=by)
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
    try:
        with transaction.atomic():
            locked.save(update_fields=["user", "claimed_at"])
    except IntegrityError as error:  # the person claims two profiles at once
        raise AlreadyClaimed from error
    page_cache.renew()
    audit.note("practitioner claimed", about=locked, by=by)
    return locked


def _free_slug(name: str) -> str:
    """The name as an address, with a number behind it where it is taken."""
    stem = slugify(anyascii(name))[:40].strip("-") or "practitioner"
    taken = set(
        Practitioner.objects.filter(slug__startswith=stem).values_list(
            "slug", flat=True
        )
    )
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)
