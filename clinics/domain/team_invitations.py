"""Inviting people to a clinic: into its team, or to a profile that waits for them."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics import places
from clinics.domain import memberships, practitioners
from clinics.enums import ClinicRole
from clinics.models import Clinic, Practitioner
from portal.accounts.domain import invitations
from portal.accounts.enums import InvitedRole
from portal.accounts.models import Invitation, User
from portal.accounts.places import CannotTakeUp

MOST_PER_DAY = 30  # new ones of one clinic: a team is small, and each is a letter


class OfferedToAnother(Exception):
    """Another address has an unanswered offer of the profile: `email`."""

    def __init__(self, email: str):
        super().__init__(email)
        self.email = email


class TooMany(Exception):
    """The clinic has sent as many invitations today as it may."""


@transaction.atomic
def invite(clinic: Clinic, *, email: str, role: ClinicRole, by: User) -> Invitation:
    """Offer an address a place in the team.

    Raises memberships.AlreadyMember, invitations.AlreadyInvited, TooMany.
    """
    # Two tabs of one owner, or two owners, are served one after the other.
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    address = email.strip().lower()
    if clinic.memberships.filter(user__email=address, until=None).exists():
        raise memberships.AlreadyMember
    return _send(places.team(clinic), email=address, role=InvitedRole(role), by=by)


@transaction.atomic
def offer_profile(practitioner: Practitioner, *, email: str, by: User) -> Invitation:
    """Invite a practitioner to take over the profile a clinic made for them.

    Raises practitioners.AlreadyClaimed, invitations.AlreadyInvited, TooMany, and
    OfferedToAnother: a profile is offered to one address at a time.
    """
    locked = Practitioner.objects.select_for_update(of=("self",)).get(
        pk=practitioner.pk
    )
    if locked.user_id:
        raise practitioners.AlreadyClaimed
    place = places.profile(locked)
    offers = Invitation.objects.unanswered().filter(place=place)
    if other := offers.exclude(email=email.strip().lower()).first():
        raise OfferedToAnother(other.email)
    return _send(place, email=email, role=InvitedRole.PRACTITIONER, by=by)


def join(invitation: Invitation, *, by: User) -> None:
    """What accepting an invitation to a team does."""
    clinic = places.clinic_of(invitation)
    try:
        memberships.add(clinic, by, ClinicRole(invitation.role), by=by)
    except memberships.AlreadyMember as refusal:
        sentence = _("You work at %(clinic)s already. Nothing was changed.")
        raise CannotTakeUp(sentence % {"clinic": clinic.name}) from refusal


def claim(invitation: Invitation, *, by: User) -> None:
    """What accepting the offer of a profile does."""
    try:
        practitioners.claim(places.practitioner_of(invitation), by=by)
    except practitioners.AlreadyClaimed as refusal:
        raise CannotTakeUp(
            _(
                "This profile belongs to somebody already, or you have another one: "
                "a person has one profile. Nothing was changed."
            )
        ) from refusal


def _send(place: str, *, email: str, role: InvitedRole, by: User) -> Invitation:
    since = timezone.now() - datetime.timedelta(days=1)
    lately = Invitation.objects.filter(place=place, created_at__gt=since)
    if lately.count() >= MOST_PER_DAY:
        raise TooMany
    return invitations.invite(email=email, role=role, by=by, place=place)
