"""Who joins and leaves the team of a clinic."""

from django.db import transaction
from django.utils import timezone

from clinics import rules
from clinics.enums import ClinicRole, ClinicStatus
from clinics.models import Clinic, Membership
from portal.accounts.models import User
from portal.audit.domain import audit


class AlreadyMember(Exception):
    """The person has a place in the team that has not ended."""


class AlreadyEnded(Exception):
    """The place in the team has ended before."""


class LastOwner(Exception):
    """A listed clinic always has an owner: name another one first."""


@transaction.atomic
def add(clinic: Clinic, user: User, role: ClinicRole, *, by: User | None) -> Membership:
    """Give a person a place in the team, from today. Raises AlreadyMember."""
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    if clinic.memberships.filter(user=user, until=None).exists():
        raise AlreadyMember
    membership = Membership.objects.create(
        clinic=clinic, user=user, role=role, since=timezone.localdate()
    )
    rules.forget(user)
    audit.note("member added", about=membership, by=by, clinic=clinic, role=role)
    return membership


@transaction.atomic
def end(membership: Membership, *, by: User | None) -> Membership:
    """Take a person out of the team at once. Raises AlreadyEnded, LastOwner."""
    clinic = Clinic.objects.select_for_update().get(pk=membership.clinic_id)
    locked = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if locked.until is not None:
        raise AlreadyEnded
    if clinic.status == ClinicStatus.LISTED and _is_last_owner(locked):
        raise LastOwner
    locked.until = timezone.localdate()
    locked.save(update_fields=["until"])
    rules.forget(membership.user)
    audit.note("member left", about=locked, by=by, clinic=clinic, role=locked.role)
    return locked


def _is_last_owner(membership: Membership) -> bool:
    owners = Membership.objects.owners().active(on=timezone.localdate())
    owners = owners.filter(clinic=membership.clinic_id)
    return (
        owners.filter(pk=membership.pk).exists()
        and not owners.exclude(pk=membership.pk).exists()
    )
