"""The link between a person and a clinic, from both sides."""

from django.db import transaction
from django.utils import timezone

from aftercare.enums import ClientStatus
from aftercare.models import Client
from clinics import rules as clinic_rules
from clinics.models import Clinic
from portal.accounts.models import User
from portal.audit.domain import audit


class AlreadyClient(Exception):
    """The person is invited or active at this clinic."""


class NotTheirs(Exception):
    """Only the person, or for ending it the clinic too, decides about the link."""


class NotOpen(Exception):
    """The link is not in a state in which that can happen."""


@transaction.atomic
def invite(clinic: Clinic, user: User, *, by: User) -> Client:
    """Offer a person to be treated here; the clinic sees nothing yet.

    Raises NotTheirs for somebody who does not work there, AlreadyClient.
    """
    if not clinic_rules.works_at(by, clinic):
        raise NotTheirs
    Clinic.objects.select_for_update().get(pk=clinic.pk)  # two at once: one row
    if Client.objects.open().filter(clinic=clinic, user=user).exists():
        raise AlreadyClient
    client = Client.objects.create(
        clinic=clinic, user=user, invited_at=timezone.now(), invited_by=by
    )
    audit.note("client invited", about=client, by=by, clinic=clinic)
    return client


@transaction.atomic
def accept(client: Client, *, by: User) -> Client:
    """Let the clinic see its own treatments. Raises NotTheirs, NotOpen."""
    locked = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if locked.user_id != by.pk:
        raise NotTheirs
    if locked.status != ClientStatus.INVITED:
        raise NotOpen
    locked.status, locked.accepted_at = ClientStatus.ACTIVE, timezone.now()
    locked.save(update_fields=["status", "accepted_at"])
    audit.note("client accepted", about=locked, by=by, clinic=locked.clinic_id)
    return locked


@transaction.atomic
def end(client: Client, *, by: User) -> Client:
    """Close the link, also an unanswered one; the clinic sees nothing from now on.

    Raises NotTheirs, NotOpen.
    """
    locked = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if locked.user_id != by.pk and not clinic_rules.works_at(by, locked.clinic):
        raise NotTheirs
    if locked.status == ClientStatus.ENDED:
        raise NotOpen
    locked.status = ClientStatus.ENDED
    locked.ended_at, locked.ended_by = timezone.now(), by
    locked.save(update_fields=["status", "ended_at", "ended_by"])
    audit.note("client ended", about=locked, by=by, clinic=locked.clinic_id)
    return locked
