"""Inviting people, and what becomes of it."""

import datetime
import secrets
from functools import partial

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from portal.accounts import emails, places
from portal.accounts.domain import roles
from portal.accounts.enums import InvitationState, InvitedRole
from portal.accounts.models import Invitation, User
from portal.accounts.models.invitation import LIFETIME, hashed
from portal.audit.domain import audit

BETWEEN_LETTERS = datetime.timedelta(minutes=1)


class AlreadyInvited(Exception):
    """The address holds an unanswered invitation to this role or place."""


class NotOpen(Exception):
    """The invitation was answered, withdrawn or has expired: see `state`."""

    def __init__(self, state: InvitationState):
        super().__init__(state)
        self.state = state


class TooSoon(Exception):
    """The letter has only just gone out."""


class AnotherAddress(Exception):
    """The invitation was sent to somebody else, or the address is not proved."""


@transaction.atomic
def invite(
    *, email: str, role: InvitedRole, by: User | None, place: str = ""
) -> Invitation:
    """Write to an address and offer it a role, on the platform or at a place.

    `place` is a key of `places`. Raises AlreadyInvited.
    """
    email = email.strip().lower()
    if Invitation.objects.rivals(email=email, role=role, place=place).exists():
        raise AlreadyInvited
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    invitation = Invitation.objects.create(
        token_hash=hashed(token),
        email=email,
        role=role,
        place=place,
        invited_by=by,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    audit.note(
        "person invited", about=invitation, by=by, role=invitation.role, place=place
    )
    transaction.on_commit(partial(emails.invitation, invitation.pk, token))
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, by: User | None) -> Invitation:
    """Write again with a new link, good for seven days; the old link is dead.

    An expired invitation comes to life again. Raises NotOpen for an answered one,
    TooSoon within a minute of the last letter.
    """
    locked = _lock(invitation, allow={InvitationState.WAITING, InvitationState.EXPIRED})
    now = timezone.now()
    if now - locked.sent_at < BETWEEN_LETTERS:
        raise TooSoon
    token = secrets.token_urlsafe(32)
    locked.token_hash = hashed(token)
    locked.expires_at = now + LIFETIME
    locked.save(update_fields=["token_hash", "expires_at"])
    audit.note("invitation sent again", about=locked, by=by)
    transaction.on_commit(partial(emails.invitation, locked.pk, token))
    return locked


def hold(invitation: Invitation) -> None:
    """Lock one that waits, for what has to be kept along with accepting it.

    Before any other lock and any note: see docs/aftercare.md. Raises NotOpen.
    """
    _lock(invitation, allow={InvitationState.WAITING})


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Invitation:
    """Take up the role. Raises NotOpen, AnotherAddress, places.CannotTakeUp.

    Staff roles are given here; at a place of an app above that app gives them, in
    the same transaction.
    """
    locked = _lock(invitation, allow={InvitationState.WAITING})
    if not is_for(locked, by):
        raise AnotherAddress
    locked.accepted_at, locked.accepted_by = timezone.now(), by
    locked.save(update_fields=["accepted_at", "accepted_by"])
    if kind := places.kind_of(locked):
        kind.take_up(locked, by=by)
    elif role := locked.staff_role:
        roles.grant(by, role, by=locked.invited_by)
    audit.note("invitation accepted", about=locked, by=by, role=locked.role)
    return locked


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> Invitation:
    """Take the offer back; the link stops working. Raises NotOpen."""
    locked = _lock(invitation, allow={InvitationState.WAITING, InvitationState.EXPIRED})
    locked.withdrawn_at, locked.withdrawn_by = timezone.now(), by
    locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.note("invitation withdrawn", about=locked, by=by)
    return locked


@transaction.atomic
def decline(invitation: Invitation, *, by: User) -> Invitation:
    """Say no to an offer; the link stops working. Raises NotOpen, AnotherAddress."""
    locked = _lock(invitation, allow={InvitationState.WAITING})
    if not is_for(locked, by):
        raise AnotherAddress
    locked.withdrawn_at, locked.withdrawn_by = timezone.now(), by
    locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.note("invitation declined", about=locked, by=by)
    return locked


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether this person owns the address the invitation was sent to."""
    return (
        user.email == invitation.email
        and EmailAddress.objects.filter(
            user=user, email=invitation.email, verified=True
        ).exists()
    )


def open_now(token: str, *, on: datetime.datetime) -> Invitation | None:
    """The invitation this token opens at that moment, if there is one."""
    return Invitation.objects.with_token(token).open(on=on).first()


def _lock(invitation: Invitation, *, allow: set[InvitationState]) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    state = locked.state(on=timezone.now())
    if state not in allow:
        raise NotOpen(state)
    return locked
