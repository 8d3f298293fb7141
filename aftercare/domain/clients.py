"""The link between a person and a clinic, from both sides."""

import datetime
from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare import emails, places
from aftercare.domain import grants, leaving
from aftercare.enums import ClientStatus
from aftercare.models import Client
from clinics import rules as clinic_rules
from clinics.models import Clinic
from clinics.rules import Right
from portal.accounts.domain import invitations
from portal.accounts.enums import InvitedRole, Purpose
from portal.accounts.models import Consent, Invitation, User
from portal.accounts.places import CannotTakeUp
from portal.audit.domain import audit

MOST_PER_DAY = 100  # invitations of one clinic: each is a letter


class AlreadyClient(Exception):
    """The person is linked to this clinic, or waits for its answer."""


class NotTheirs(Exception):
    """The person, or the clinic, decides about the link; nobody else."""


class NotOpen(Exception):
    """The link is not in a state in which that can happen."""


class LeavesReports(Exception):
    """Reports would be left behind that were not named, or no reason was given."""


class NotAnAdult(Exception):
    """The person has not said that they are of age."""


class NoConsent(Exception):
    """The person does not allow care."""


class Closed(Exception):
    """The clinic has closed, and takes nobody any more."""


class TooMany(Exception):
    """The clinic has sent as many invitations today as it may."""


@transaction.atomic
def invite(clinic: Clinic, *, email: str, by: User) -> Invitation:
    """Write to somebody, with or without an account; the clinic sees nothing yet.

    Raises NotTheirs for who may not, Closed, AlreadyClient, TooMany,
    invitations.AlreadyInvited.
    """
    if not clinic_rules.may(by, Right.INVITE_CLIENTS, clinic):
        raise NotTheirs
    clinic = lock(clinic)
    _ask_open(clinic, Closed())
    address = email.strip().lower()
    if clinic.clients.open().filter(user__email=address).exists():
        raise AlreadyClient
    place = places.client(clinic)
    since = timezone.now() - datetime.timedelta(days=1)
    lately = Invitation.objects.filter(place=place, created_at__gt=since)
    if lately.count() >= MOST_PER_DAY:
        raise TooMany
    return invitations.invite(
        email=address, role=InvitedRole.CLIENT, by=by, place=place
    )


def take_up(invitation: Invitation, *, by: User) -> None:
    """What accepting an invitation does: the person is a client from now on.

    Who had asked the clinic before is linked by it too. Raises CannotTakeUp.
    """
    clinic = lock(places.clinic_of(invitation))
    _ask_open(clinic, CannotTakeUp(closed_sentence(clinic)))
    _check(by, CannotTakeUp(_unprepared()), CannotTakeUp(_unprepared()))
    known = clinic.clients.open().filter(user=by).first()
    if known and known.status == ClientStatus.ACTIVE:
        sentence = _("You are a client of %(clinic)s already. Nothing was changed.")
        raise CannotTakeUp(sentence % {"clinic": clinic.name})
    if known:
        _activate(known, by=by)
        return
    now = timezone.now()
    client = Client.objects.create(
        clinic=clinic,
        user=by,
        status=ClientStatus.ACTIVE,
        invited_at=invitation.created_at,
        invited_by=invitation.invited_by,
        accepted_at=now,
        accepted_by=by,
    )
    audit.note("client accepted", about=client, by=by, clinic=clinic)


@transaction.atomic
def ask(clinic: Clinic, *, by: User) -> Client:
    """Ask a clinic to be its client; it sees the name and answers.

    Raises Closed, AlreadyClient, NotAnAdult, NoConsent.
    """
    clinic = lock(clinic)
    _ask_open(clinic, Closed())
    _check(by, NotAnAdult(), NoConsent())
    if clinic.clients.open().filter(user=by).exists():
        raise AlreadyClient
    client = Client.objects.create(
        clinic=clinic, user=by, status=ClientStatus.ASKED, asked_at=timezone.now()
    )
    audit.note("client asked", about=client, by=by, clinic=clinic)
    return client


@transaction.atomic
def accept(client: Client, *, by: User) -> Client:
    """Take somebody who asked as a client. Raises NotTheirs, Closed, NotOpen."""
    clinic = lock(client.clinic)
    locked = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if not clinic_rules.may(by, Right.INVITE_CLIENTS, clinic):
        raise NotTheirs
    _ask_open(clinic, Closed())
    if locked.status != ClientStatus.ASKED:
        raise NotOpen
    return _activate(locked, by=by)


@transaction.atomic
def end(
    client: Client, *, by: User, reason: str = "", named: Collection[str] = ()
) -> Client:
    """Close the link, also an unanswered one; the clinic sees nothing from now on.

    A clinic that would leave urgent reports behind says why, and has read the numbers
    of them (`named`); moderators look at them from then on, and the client is told.
    Raises NotTheirs, NotOpen, LeavesReports.
    """
    # A report that is being sent holds the person. Not the key: rows that name the
    # person are written under the lock of the link, too.
    User.objects.select_for_update(no_key=True).get(pk=client.user_id)
    locked = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    is_own = locked.user_id == by.pk
    if not is_own and not clinic_rules.may(by, Right.INVITE_CLIENTS, locked.clinic):
        raise NotTheirs
    if locked.status == ClientStatus.ENDED:
        raise NotOpen
    left = [] if is_own else leaving.hold(locked)
    if left and not (reason and {each.number for each in left} <= {*named}):
        raise LeavesReports
    locked.status = ClientStatus.ENDED
    locked.ended_at, locked.ended_by = timezone.now(), by
    locked.save(update_fields=["status", "ended_at", "ended_by"])
    leaving.hand_over(left, reason=reason, by=by)
    grants.hide_all(locked, by=by)
    audit.note("client ended", about=locked, by=by, clinic=locked.clinic_id)
    if left:
        transaction.on_commit(partial(emails.left_by_clinic, locked.pk))
    return locked


def lock(clinic: Clinic) -> Clinic:
    """Two at once about one clinic are served one after the other."""
    return Clinic.objects.select_for_update().get(pk=clinic.pk)


def closed_sentence(clinic: Clinic) -> str:
    """What is said to who would become its client."""
    return _("%(clinic)s has closed and takes no new clients.") % {
        "clinic": clinic.name
    }


def _ask_open(clinic: Clinic, refusal: Exception) -> None:
    if clinic.is_closed:
        raise refusal


def _check(person: User, not_adult: Exception, no_consent: Exception) -> None:
    if not person.adult_confirmed_at:
        raise not_adult
    if Purpose.CARE not in Consent.objects.in_force(person):
        raise no_consent


def _unprepared() -> str:
    return _(
        "To be a client you say that you are an adult, and that you allow the care. "
        "Open the link in the mail again."
    )


def _activate(client: Client, *, by: User) -> Client:
    client.status = ClientStatus.ACTIVE
    client.accepted_at, client.accepted_by = timezone.now(), by
    client.save(update_fields=["status", "accepted_at", "accepted_by"])
    audit.note("client accepted", about=client, by=by, clinic=client.clinic_id)
    return client
