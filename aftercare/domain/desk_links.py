"""The code at the desk: made, made anew, withdrawn."""

import secrets

from django.db import transaction
from django.utils import timezone

from aftercare.domain.clients import Closed, NotTheirs
from aftercare.models import DeskLink
from clinics import rules as clinic_rules
from clinics.models import Clinic
from clinics.rules import Right
from portal.accounts.models import User
from portal.audit.domain import audit


class NoLink(Exception):
    """There is no code to withdraw."""


@transaction.atomic
def make(clinic: Clinic, *, by: User) -> DeskLink:
    """A code for the desk; while there is one it stays that one.

    Raises NotTheirs, Closed.
    """
    clinic = _lock(clinic, by=by)
    if clinic.is_closed:
        raise Closed
    if known := clinic.desk_links.open().first():
        return known
    link = DeskLink.objects.create(
        clinic=clinic,
        token=secrets.token_urlsafe(24),
        created_at=timezone.now(),
        created_by=by,
    )
    audit.note("desk link made", about=link, by=by, clinic=clinic)
    return link


@transaction.atomic
def withdraw(clinic: Clinic, *, by: User) -> DeskLink:
    """The code leads nowhere from now on, also where it was printed.

    Raises NotTheirs, NoLink.
    """
    link = _lock(clinic, by=by).desk_links.open().first()
    if link is None:
        raise NoLink
    link.withdrawn_at, link.withdrawn_by = timezone.now(), by
    link.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.note("desk link withdrawn", about=link, by=by, clinic=clinic)
    return link


def _lock(clinic: Clinic, *, by: User) -> Clinic:
    if not clinic_rules.may(by, Right.INVITE_CLIENTS, clinic):
        raise NotTheirs
    return Clinic.objects.select_for_update().get(pk=clinic.pk)
