"""Opening clinics and deciding whether the public finds them."""

from django.db import transaction
from django.utils import timezone

from clinics.domain import memberships
from clinics.enums import MOVES, ClinicRole, ClinicStatus
from clinics.models import Clinic
from portal.accounts.models import User
from portal.audit.domain import audit


class MoveNotAllowed(Exception):
    """A clinic does not go from its present status to that one."""


class NoOwner(Exception):
    """A clinic without an active owner cannot be listed."""


@transaction.atomic
def open_one(
    *,
    slug: str,
    name: str,
    country: str,
    time_zone: str,
    owner: User,
    by: User | None,
) -> Clinic:
    """Make a clinic, as a draft, with its first owner."""
    clinic = Clinic(slug=slug, name=name, country=country, time_zone=time_zone)
    clinic.full_clean()
    clinic.save()
    memberships.add(clinic, owner, ClinicRole.OWNER, by=by)
    audit.note("clinic opened", about=clinic, by=by, clinic=clinic)
    return clinic


@transaction.atomic
def move(clinic: Clinic, to: ClinicStatus, *, by: User | None) -> Clinic:
    """Change the status, along the table of moves.

    Raises MoveNotAllowed, and NoOwner for a listing nobody would answer for.
    """
    locked = Clinic.objects.select_for_update().get(pk=clinic.pk)
    if to not in MOVES[ClinicStatus(locked.status)]:
        raise MoveNotAllowed
    owners = locked.memberships.owners().active(on=timezone.localdate())
    if to == ClinicStatus.LISTED and not owners.exists():
        raise NoOwner
    was, locked.status = locked.status, to
    locked.save(update_fields=["status"])
    audit.note("clinic moved", about=locked, by=by, clinic=locked, was=was, to=to)
    return locked
