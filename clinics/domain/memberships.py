"""Who joins and leaves the team of a clinic, and who owns it."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from clinics import emails, places, rules
from clinics.enums import ClinicRole, ClinicStatus, TeamNews
from clinics.models import Clinic, Membership
from portal.accounts.domain import invitations
from portal.accounts.models import Invitation, User
from portal.audit.domain import audit


class AlreadyMember(Exception):
    """The person has a place in the team that has not ended."""


class AlreadyEnded(Exception):
    """The place in the team has ended before."""


class LastOwner(Exception):
    """A clinic on the record always has an owner: name another one first."""


class NotOwner(Exception):
    """Only an owner can hand a clinic over."""


# Before it was ever listed and once it is closed a clinic may be without an owner.
NEEDS_NO_OWNER = frozenset({ClinicStatus.DRAFT, ClinicStatus.CLOSED})


def is_needed(membership: Membership, clinic: Clinic) -> bool:
    """Whether the clinic would be without an owner once this one goes.

    Somebody whose account is closed can do nothing for it, and counts for nobody.
    """
    if membership.role != ClinicRole.OWNER or clinic.status in NEEDS_NO_OWNER:
        return False
    owners = clinic.memberships.owners().active(on=timezone.localdate())
    others = owners.exclude(pk=membership.pk).filter(user__is_active=True)
    return not others.exists()


@transaction.atomic
def add(clinic: Clinic, user: User, role: ClinicRole, *, by: User | None) -> Membership:
    """Give a person a place in the team, from today. Raises AlreadyMember."""
    clinic = _lock(clinic.pk)
    if clinic.memberships.filter(user=user, until=None).exists():
        raise AlreadyMember
    membership = _place(clinic, user, role)
    rules.forget(user)
    audit.note("member added", about=membership, by=by, clinic=clinic, role=role)
    _tell(TeamNews.JOINED, membership, by=by)
    return membership


@transaction.atomic
def end(membership: Membership, *, by: User | None) -> Membership:
    """Take a person out of the team at once. Raises AlreadyEnded, LastOwner.

    Invitations that somebody who is sent away has open at the clinic are withdrawn:
    they must not lead back in. Who leaves by themselves leaves them standing.
    """
    is_sent_away = by is not None and by.pk != membership.user_id
    # Invitations are locked before clinics, here as where one is accepted.
    open_offers = _sent_by(membership) if is_sent_away else []
    clinic, locked = _lock_both(membership)
    if is_needed(locked, clinic):
        raise LastOwner
    _finish(locked)
    rules.forget(membership.user)
    for offer in open_offers:
        invitations.withdraw(offer, by=by)
    audit.note("member left", about=locked, by=by, clinic=clinic, role=locked.role)
    _tell(TeamNews.REMOVED if is_sent_away else TeamNews.LEFT, locked, by=by)
    return locked


@transaction.atomic
def change_role(membership: Membership, role: ClinicRole, *, by: User) -> Membership:
    """Give a member another role from today; the old stretch stays on record.

    Raises AlreadyEnded, LastOwner. The same role again changes nothing.
    """
    clinic, locked = _lock_both(membership)
    if locked.role == role:
        return locked
    if is_needed(locked, clinic):
        raise LastOwner
    changed = _become(locked, role)
    rules.forget(membership.user)
    audit.note("member's role changed", about=changed, by=by, clinic=clinic, role=role)
    _tell(TeamNews.ROLE, changed, by=by)
    return changed


@transaction.atomic
def hand_over(
    clinic: Clinic, *, to: Membership, by: User, then: ClinicRole | None
) -> Membership:
    """Make another member the owner and step down to `then`, or leave with None.

    Raises NotOwner, AlreadyEnded. Other owners stay what they are.
    """
    clinic = _lock(clinic.pk)
    here = clinic.memberships.select_for_update(of=("self",)).filter(until=None)
    own = here.owners().filter(user=by).first()
    if own is None:
        raise NotOwner
    heir = here.exclude(user=by).filter(pk=to.pk, user__is_active=True).first()
    if heir is None:
        raise AlreadyEnded
    if heir.role != ClinicRole.OWNER:
        heir = _become(heir, ClinicRole.OWNER)
    if then is None:
        _finish(own)
    else:
        _become(own, then)
    rules.forget(by)
    rules.forget(to.user)
    audit.note("clinic handed over", about=heir, by=by, clinic=clinic, then=then)
    _tell(TeamNews.HANDED_OVER, heir, by=by)
    return heir


def _lock(clinic_pk: int) -> Clinic:
    return Clinic.objects.select_for_update().get(pk=clinic_pk)


def _lock_both(membership: Membership) -> tuple[Clinic, Membership]:
    clinic = _lock(membership.clinic_id)
    locked = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if locked.until is not None:
        raise AlreadyEnded
    return clinic, locked


def _place(clinic: Clinic, user: User, role: ClinicRole) -> Membership:
    return Membership.objects.create(
        clinic=clinic, user=user, role=role, since=timezone.localdate()
    )


def _finish(locked: Membership) -> None:
    locked.until = max(timezone.localdate(), locked.since)
    locked.save(update_fields=["until"])


def _become(locked: Membership, role: ClinicRole) -> Membership:
    _finish(locked)
    return _place(locked.clinic, locked.user, role)


def _sent_by(membership: Membership) -> list[Invitation]:
    """The open invitations to the team that this member sent, locked."""
    sent = Invitation.objects.unanswered().select_for_update(of=("self",))
    team = places.team(membership.clinic)
    return list(sent.filter(place=team, invited_by=membership.user_id).order_by("pk"))


def _tell(news: TeamNews, membership: Membership, *, by: User | None) -> None:
    transaction.on_commit(
        partial(emails.team_news, news, membership.pk, by_pk=by and by.pk)
    )
