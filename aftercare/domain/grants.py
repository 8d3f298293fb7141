"""What a person shows to a clinic of what another clinic did."""

from django.db import transaction
from django.utils import timezone

from aftercare.enums import ClientStatus
from aftercare.models import Client, Treatment, TreatmentGrant
from portal.accounts.models import User
from portal.audit.domain import audit


class NotTheirs(Exception):
    """It is the person of the treatment who shows it, to a clinic of theirs."""


class NotActive(Exception):
    """The person is no client of the clinic at present."""


class CareTakenBack(Exception):
    """No clinic sees the person until they give the consent to care anew."""


class MadeThere(Exception):
    """The clinic did the treatment itself and sees it by that."""


@transaction.atomic
def show(treatment: Treatment, *, to: Client, by: User) -> TreatmentGrant:
    """Let the clinic of a link read a treatment. Twice is once.

    Raises NotTheirs, NotActive, CareTakenBack, MadeThere.
    """
    link = hold(to)
    _refuse_others(treatment, link, by=by)
    if link.status != ClientStatus.ACTIVE:
        raise NotActive
    if not Client.objects.active().filter(pk=link.pk).exists():
        raise CareTakenBack
    if treatment.clinic_id == link.clinic_id:
        raise MadeThere
    if known := _open(treatment, link).first():
        return known
    grant = TreatmentGrant.objects.create(
        treatment=treatment, clinic=link.clinic, granted_at=timezone.now(), by=by
    )
    audit.note("treatment shown", about=grant, by=by, clinic=link.clinic_id)
    return grant


@transaction.atomic
def hide(treatment: Treatment, *, to: Client, by: User) -> None:
    """Take it back, as of now. Twice is once. Raises NotTheirs."""
    link = hold(to)
    _refuse_others(treatment, link, by=by)
    if grant := _open(treatment, link).first():
        _withdraw(grant, by=by)


def hide_all(link: Client, *, by: User) -> None:
    """A clinic whose link ends sees nothing more; a later link begins with nothing.

    The link is held by whoever calls.
    """
    shown = TreatmentGrant.objects.open().filter(
        clinic=link.clinic_id, treatment__client__user=link.user_id
    )
    for grant in shown:
        _withdraw(grant, by=by)


def hold(link: Client) -> Client:
    """The link, locked: what ends it waits, and takes back what is shown here."""
    return Client.objects.select_for_update(of=("self",)).get(pk=link.pk)


def _refuse_others(treatment: Treatment, link: Client, *, by: User) -> None:
    if {link.user_id, treatment.client.user_id} != {by.pk}:
        raise NotTheirs


def _open(treatment: Treatment, link: Client):
    return TreatmentGrant.objects.open().filter(
        treatment=treatment, clinic=link.clinic_id
    )


def _withdraw(grant: TreatmentGrant, *, by: User) -> None:
    grant.withdrawn_at = timezone.now()
    grant.save(update_fields=["withdrawn_at"])
    audit.note("treatment hidden", about=grant, by=by, clinic=grant.clinic_id)
