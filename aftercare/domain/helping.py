"""Somebody who helps a person: invited, let tick, and let go, from both sides."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare import places
from aftercare.models import Helper
from portal.accounts.domain import invitations
from portal.accounts.enums import InvitedRole
from portal.accounts.models import Invitation, User
from portal.accounts.places import CannotTakeUp
from portal.audit.domain import audit

MOST_PER_DAY = 5  # invitations of one person: each is a letter


class OneIsEnough(Exception):
    """A person has one helper, or one invitation that nobody has answered."""


class Oneself(Exception):
    """Nobody invites themselves."""


class TooMany(Exception):
    """The person has sent as many invitations today as they may."""


class NotTheirs(Exception):
    """The person decides, or the helper about leaving; nobody else."""


class NotOpen(Exception):
    """It ended before."""


@transaction.atomic
def invite(*, email: str, by: User) -> Invitation:
    """Write to somebody, with or without an account; they see nothing yet.

    Raises Oneself, OneIsEnough, TooMany.
    """
    person = lock(by)
    address = email.strip().lower()
    if address == person.email:
        raise Oneself
    place = places.helper(person)
    sent = Invitation.objects.filter(place=place)
    if Helper.objects.open().filter(person=person).exists():
        raise OneIsEnough
    if sent.unanswered().exists():
        raise OneIsEnough
    since = timezone.now() - datetime.timedelta(days=1)
    if sent.filter(created_at__gt=since).count() >= MOST_PER_DAY:
        raise TooMany
    return invitations.invite(
        email=address, role=InvitedRole.HELPER, by=by, place=place
    )


def take_up(invitation: Invitation, *, by: User) -> None:
    """What accepting does: they see the plan from now on. Raises CannotTakeUp."""
    person = lock(places.person_of(invitation))
    if person.pk == by.pk:  # the address of the account was changed meanwhile
        raise CannotTakeUp(_("Nobody is their own helper."))
    helper = Helper.objects.create(person=person, helper=by, since=timezone.now())
    audit.note("helper accepted", about=helper, by=by)


@transaction.atomic
def let_tick(helper: Helper, *, may_tick: bool, by: User) -> Helper:
    """Whether the helper ticks in the person's name. Raises NotTheirs, NotOpen."""
    locked = Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    if locked.person_id != by.pk:
        raise NotTheirs
    if locked.ended_at:
        raise NotOpen
    if locked.may_tick != may_tick:
        locked.may_tick = may_tick
        locked.save(update_fields=["may_tick"])
        audit.note("helper may tick", about=locked, by=by, may=may_tick)
    return locked


@transaction.atomic
def end(helper: Helper, *, by: User) -> Helper:
    """From now on they see nothing. Raises NotTheirs, NotOpen."""
    locked = Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    if by.pk not in {locked.person_id, locked.helper_id}:
        raise NotTheirs
    if locked.ended_at:
        raise NotOpen
    locked.ended_at, locked.ended_by = timezone.now(), by
    locked.save(update_fields=["ended_at", "ended_by"])
    audit.note("helper ended", about=locked, by=by)
    return locked


def may_tell(person: User, *, by: User) -> bool:
    """Whether `by` ticks for this person: they themselves, or a helper who may.

    The row is held: who is let go at the same moment ticks before that, or not.
    """
    if by.pk == person.pk:
        return True
    rows = Helper.objects.select_for_update().open()
    return rows.filter(person=person, helper=by, may_tick=True).first() is not None


def lock(person: User) -> User:
    """Two at once about one person are served one after the other."""
    return User.objects.select_for_update().get(pk=person.pk)
