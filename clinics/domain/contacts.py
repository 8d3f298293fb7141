"""Whom an urgent report wakes: named by the owner, counting once a test arrived."""

import datetime
import secrets
from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django.utils import timezone

from clinics import emails
from clinics.enums import ContactKind
from clinics.models import Clinic, UrgentContact
from portal.accounts.models import User
from portal.accounts.models.invitation import hashed
from portal.audit.domain import audit

BETWEEN_TESTS = datetime.timedelta(minutes=1)


class Stale(Exception):
    """Somebody else was named since the form was made; `now` is who is."""

    def __init__(self, now: UrgentContact | None):
        super().__init__(now)
        self.now = now


class TooSoon(Exception):
    """A test message has only just gone out."""


@transaction.atomic
def name(
    clinic: Clinic,
    kind: ContactKind,
    *,
    by: User,
    seen: Mapping[str, str] | None = None,
    **person: str,
) -> UrgentContact:
    """Name the urgent contact or the deputy and send the test message.

    `person` holds name, email and phone, and so does `seen`, whom the form showed: {}
    for nobody, None to name regardless. A changed address or number has to be
    confirmed anew. Raises Stale, ValidationError, TooSoon within a minute of the last
    test message: each change sends one.
    """
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    contact = clinic.urgent_contacts.filter(kind=kind).first()
    known = {key: getattr(contact, key) for key in person} if contact else {}
    contact = contact or UrgentContact(clinic=clinic, kind=kind)
    if known == person:
        return contact
    if seen is not None and seen != known:
        raise Stale(contact)
    for key, value in person.items():
        setattr(contact, key, value)
    contact.confirmed_at = None
    contact.full_clean()
    _refuse_haste(contact)
    _send_test(contact)
    audit.note("urgent contact named", about=contact, by=by, clinic=clinic, kind=kind)
    return contact


@transaction.atomic
def test_again(contact: UrgentContact, *, by: User) -> UrgentContact:
    """Send the test message once more; the link of the last one is dead.

    Raises TooSoon within a minute of the last one.
    """
    locked = UrgentContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    _refuse_haste(locked)
    _send_test(locked)
    audit.note("urgent contact tested", about=locked, by=by, clinic=locked.clinic_id)
    return locked


@transaction.atomic
def confirm(token: str) -> UrgentContact | None:
    """The person who got the test message opened its link; None for a dead one.

    Confirming twice changes nothing.
    """
    contacts = UrgentContact.objects.select_for_update(of=("self",))
    contact = contacts.filter(code_hash=hashed(token)).select_related("clinic").first()
    if contact is None or contact.confirmed_at:
        return contact
    contact.confirmed_at = timezone.now()
    contact.save(update_fields=["confirmed_at"])
    audit.note("urgent contact confirmed", about=contact, clinic=contact.clinic_id)
    return contact


def waiting(token: str) -> UrgentContact | None:
    """The contact whose test message holds this token."""
    contacts = UrgentContact.objects.filter(code_hash=hashed(token))
    return contacts.select_related("clinic").first()


def _refuse_haste(contact: UrgentContact) -> None:
    if contact.tested_at and timezone.now() - contact.tested_at < BETWEEN_TESTS:
        raise TooSoon


def _send_test(contact: UrgentContact) -> None:
    token = secrets.token_urlsafe(32)
    contact.code_hash, contact.tested_at = hashed(token), timezone.now()
    contact.save()
    transaction.on_commit(partial(emails.contact_test, contact.pk, token))
