"""Opening clinics and deciding whether the public finds them."""

from django.db import transaction
from django.utils import timezone

from clinics import rules
from clinics.domain import memberships
from clinics.enums import MOVES, ClinicRole, ClinicStatus
from clinics.models import Clinic, StatusChange
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.operations import page_cache

TERMS_VERSION = "2026-11"
CHECKS = ("identity_checked", "premises_checked", "insurance_checked")


class MoveNotAllowed(Exception):
    """A clinic does not go from its present status to that one."""


class NoOwner(Exception):
    """A clinic without an active owner cannot be listed."""


class NotHandedIn(Exception):
    """The clinic has not asked to be listed."""


class AlreadyHandedIn(Exception):
    """The application is with the reviewers already."""


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
def send_back(clinic: Clinic, *, by: User) -> Clinic:
    """Return an application to the clinic to be mended.

    What is to be mended is told by mail, not kept. Raises NotHandedIn, NotYours.
    """
    locked = _lock(clinic)
    if locked.status != ClinicStatus.DRAFT or not locked.handed_in_at:
        raise NotHandedIn
    _refuse_own(by, locked)
    locked.handed_in_at = locked.handed_in_by = None
    locked.save(update_fields=["handed_in_at", "handed_in_by"])
    audit.note("clinic sent back", about=locked, by=by, clinic=locked)
    return locked


@transaction.atomic
def list_first(clinic: Clinic, *, by: User, reason: str = "") -> Clinic:
    """Put a draft on the public list; `by` has checked identity, premises, insurance.

    Raises NotHandedIn, NoOwner, NotYours, MoveNotAllowed.
    """
    locked = _lock(clinic)
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
) -> Clinic:
    """Change the status of a clinic that was listed, along the table of moves.

    Suspending and closing need a reason and a sentence for the public. Raises
    MoveNotAllowed, NoOwner for a listing nobody would answer for, and NotYours: only
    a reviewer who is a stranger to the clinic suspends, and ends a suspension.
    """
    locked = _lock(clinic)
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
    audit.note("clinic moved", about=locked, by=by, clinic=locked, was=was, to=to)
    return locked


def _lock(clinic: Clinic) -> Clinic:
    return Clinic.objects.select_for_update().get(pk=clinic.pk)


def _refuse_own(by: User, clinic: Clinic) -> None:
    if not rules.may_decide_about(by, clinic, on=timezone.localdate()):
        raise NotYours
