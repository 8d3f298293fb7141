"""Opening clinics and deciding whether the public finds them."""

import itertools
import uuid
from functools import partial

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from clinics import emails, rules, terms
from clinics.domain import memberships
from clinics.enums import MOVES, ClinicRole, ClinicStatus
from clinics.models import Clinic, Membership, StatusChange
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.operations import page_cache

TERMS_VERSION = terms.CURRENT.version
# Words under /clinics/ that are no clinic's address.
RESERVED = frozenset({"apply", "terms"})
LONGEST_STEM = 42  # of the 50 letters of an address; a number may follow
MOST_DRAFTS = 5
CHECKS = ("identity_checked", "premises_checked", "insurance_checked")


class MoveNotAllowed(Exception):
    """A clinic does not go from its present status to that one."""


class NoOwner(Exception):
    """A clinic without an active owner cannot be listed."""


class TooManyDrafts(Exception):
    """The person owns as many clinics that were never listed as one may."""


class NotHandedIn(Exception):
    """The clinic has not asked to be listed."""


class AlreadyHandedIn(Exception):
    """The application is with the reviewers already."""


class Moved(Exception):
    """The clinic is no longer what it was on the screen that was acted on."""


class NotYours(Exception):
    """Nobody decides about a clinic they work for or worked for in 24 months."""


@transaction.atomic
def open_one(*, owner: User, by: User | None, **details) -> Clinic:
    """Make a clinic, as a draft, with its first owner, who agrees to the terms.

    `details` are the fields of Clinic by name. Raises ValidationError.
    """
    clinic = Clinic(**details, terms_version=TERMS_VERSION)
    clinic.full_clean()
    clinic.save()
    memberships.add(clinic, owner, ClinicRole.OWNER, by=by)
    audit.note("clinic opened", about=clinic, by=by, clinic=clinic, terms=TERMS_VERSION)
    return clinic


def apply(*, by: User, submit_key: uuid.UUID, **details) -> Clinic:
    """Open a clinic under an address made from its name; `by` becomes its owner.

    The same key makes one clinic, however often it is sent. Raises ValidationError,
    TooManyDrafts.
    """
    try:
        return _apply(by=by, submit_key=submit_key, **details)
    except (IntegrityError, ValidationError) as refusal:
        if isinstance(refusal, ValidationError) and "slug" not in refusal.error_dict:
            raise
        # Somebody else took the address since it was free: the next one is.
        return _apply(by=by, submit_key=submit_key, **details)


@transaction.atomic
def _apply(*, by: User, submit_key: uuid.UUID, **details) -> Clinic:
    User.objects.select_for_update().get(pk=by.pk)  # a second click waits here
    places = Membership.objects.owners().active(on=timezone.localdate())
    owned = Clinic.objects.filter(pk__in=places.filter(user=by).values("clinic"))
    if made := owned.filter(submit_key=submit_key).first():
        return made
    if owned.filter(status=ClinicStatus.DRAFT).count() >= MOST_DRAFTS:
        raise TooManyDrafts
    slug = _free_slug(details["name"], details["town"])
    return open_one(slug=slug, submit_key=submit_key, owner=by, by=by, **details)


def _free_slug(name: str, town: str) -> str:
    """The name as an address; with the town, then a number behind it, where taken."""
    stem = slugify(anyascii(name))[:LONGEST_STEM].strip("-") or "clinic"
    placed = slugify(anyascii(f"{stem} {town}"))[:LONGEST_STEM].strip("-")
    known = Clinic.objects.filter(slug__startswith=stem)
    taken = RESERVED | set(known.values_list("slug", flat=True))
    numbered = (f"{placed}-{number}" for number in itertools.count(2))
    return next(s for s in itertools.chain((stem, placed), numbered) if s not in taken)


@transaction.atomic
def hand_in(clinic: Clinic, *, by: User) -> Clinic:
    """Ask the reviewers to list a draft. Raises AlreadyHandedIn, MoveNotAllowed."""
    locked = _lock(clinic)
    if locked.status != ClinicStatus.DRAFT:
        raise MoveNotAllowed
    if locked.handed_in_at:
        raise AlreadyHandedIn
    locked.handed_in_at, locked.handed_in_by = timezone.now(), by
    locked.save(update_fields=["handed_in_at", "handed_in_by"])
    audit.note("clinic handed in", about=locked, by=by, clinic=locked)
    return locked


@transaction.atomic
def send_back(
    clinic: Clinic, *, by: User, what: str, seen: str | None = None
) -> Clinic:
    """Return an application to the clinic; `what` is to be mended.

    It is told by mail, not kept. Raises NotHandedIn, NotYours, Moved.
    """
    locked = _lock(clinic, seen=seen)
    if locked.status != ClinicStatus.DRAFT or not locked.handed_in_at:
        raise NotHandedIn
    _refuse_own(by, locked)
    locked.handed_in_at = locked.handed_in_by = None
    locked.save(update_fields=["handed_in_at", "handed_in_by"])
    transaction.on_commit(partial(emails.clinic_sent_back, locked.pk, what))
    audit.note("clinic sent back", about=locked, by=by, clinic=locked)
    return locked


@transaction.atomic
def list_first(
    clinic: Clinic, *, by: User, reason: str = "", seen: str | None = None
) -> Clinic:
    """Put a draft on the public list; `by` has checked identity, premises, insurance.

    Raises NotHandedIn, NoOwner, NotYours, MoveNotAllowed, Moved.
    """
    locked = _lock(clinic, seen=seen)
    if locked.status != ClinicStatus.DRAFT:
        raise MoveNotAllowed
    if not locked.handed_in_at:
        raise NotHandedIn
    _refuse_own(by, locked)
    checks = dict.fromkeys(CHECKS, True)
    return _change(locked, ClinicStatus.LISTED, by=by, reason=reason, **checks)


@transaction.atomic
def move(
    clinic: Clinic,
    to: ClinicStatus,
    *,
    by: User,
    reason: str = "",
    public_sentence: str = "",
    seen: str | None = None,
) -> Clinic:
    """Change the status of a clinic that was listed, along the table of moves.

    Suspending and closing need a reason and a sentence for the public. Raises
    MoveNotAllowed, NoOwner for a listing nobody would answer for, Moved, and NotYours:
    only a reviewer who is a stranger to the clinic suspends, and ends a suspension.
    """
    locked = _lock(clinic, seen=seen)
    first = locked.status == ClinicStatus.DRAFT and to == ClinicStatus.LISTED
    if first or to not in MOVES[ClinicStatus(locked.status)]:
        raise MoveNotAllowed
    touches_suspension = ClinicStatus.SUSPENDED in {locked.status, to}
    if rules.decides_about_clinics(by) or touches_suspension:
        _refuse_own(by, locked)
    return _change(locked, to, by=by, reason=reason, public_sentence=public_sentence)


def _change(locked: Clinic, to: ClinicStatus, *, by: User, **facts) -> Clinic:
    owners = locked.memberships.owners().active(on=timezone.localdate())
    if to == ClinicStatus.LISTED and not owners.exists():
        raise NoOwner
    was, locked.status = locked.status, to
    change = StatusChange(
        clinic=locked, was=was, to=to, at=timezone.now(), by=by, **facts
    )
    change.full_clean()
    locked.save(update_fields=["status"])
    change.save()
    page_cache.renew()
    _tell_owners(change)
    audit.note("clinic moved", about=locked, by=by, clinic=locked, was=was, to=to)
    return locked


def _tell_owners(change: StatusChange) -> None:
    """By mail, but for what an owner did a moment ago and may undo."""
    if change.to in {ClinicStatus.SUSPENDED, ClinicStatus.CLOSED}:
        transaction.on_commit(partial(emails.clinic_taken_off, change.pk))
    elif change.to == ClinicStatus.LISTED and change.was != ClinicStatus.UNLISTED:
        transaction.on_commit(partial(emails.clinic_listed, change.pk))


def state_of(clinic: Clinic) -> str:
    """All that a decision about a clinic rests on, as one word for a form to carry."""
    handed_in = clinic.handed_in_at
    parts = (
        clinic.edition,
        clinic.status_changes.count(),
        handed_in.timestamp() if handed_in else "-",
    )
    return ".".join(map(str, parts))


def _lock(clinic: Clinic, *, seen: str | None = None) -> Clinic:
    locked = Clinic.objects.select_for_update().get(pk=clinic.pk)
    if seen is not None and seen != state_of(locked):
        raise Moved
    return locked


def _refuse_own(by: User, clinic: Clinic) -> None:
    if not rules.may_decide_about(by, clinic, on=timezone.localdate()):
        raise NotYours
