"""Becoming a client: what a person says about themselves, and the link it leads to.

Locks are taken in one order, so that no two wait for each other: the invitation, the
clinic, the person, and last the end of the audit log, by the first note.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from aftercare import places
from aftercare.domain import clients
from aftercare.models import Client
from clinics.models import Clinic
from portal.accounts.domain import consents, invitations, users
from portal.accounts.enums import Purpose
from portal.accounts.models import Invitation, User


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was answered: each consent that was given, with the version of its text.

    A purpose that is not among them was left as it is.
    """

    is_adult: bool
    time_zone: str
    consents: Mapping[Purpose, str] = field(default_factory=dict)


@transaction.atomic
def join(invitation: Invitation, answers: Answers, *, by: User) -> Invitation:
    """Take up a clinic's invitation, all or nothing.

    Raises invitations.NotOpen, invitations.AnotherAddress, CannotTakeUp and, for a
    text that was never shown, LookupError.
    """
    invitations.hold(invitation)
    clients.lock(places.clinic_of(invitation))
    keep(answers, by=by)
    return invitations.accept(invitation, by=by)


@transaction.atomic
def ask(clinic: Clinic, answers: Answers, *, by: User) -> Client:
    """Ask a clinic to be its client. Raises as `clients.ask`, and LookupError."""
    clients.lock(clinic)
    keep(answers, by=by)
    return clients.ask(clinic, by=by)


@transaction.atomic
def keep(answers: Answers, *, by: User) -> None:
    """What a person says of themselves. Raises LookupError for an unknown text."""
    users.confirm(by, is_adult=answers.is_adult, time_zone=answers.time_zone)
    for purpose, version in answers.consents.items():
        consents.give(purpose, by=by, text_version=version)
