"""Giving and withdrawing consent."""

from django.db import transaction

from portal.accounts import consent_texts
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Consent, User
from portal.audit.domain import audit


class NothingToWithdraw(Exception):
    """The person does not allow this at present."""


@transaction.atomic
def give(purpose: Purpose, *, by: User, text_version: str) -> Consent:
    """Record that a person agrees to the text of that version.

    Agreeing again to the same words changes nothing. Raises LookupError for a
    version that was never shown.
    """
    consent_texts.text(purpose, version=text_version)
    last = _last(purpose, by=by)
    if last and last.is_given and last.text_version == text_version:
        return last
    return _record(purpose, ConsentAct.GIVEN, by=by, text_version=text_version)


@transaction.atomic
def withdraw(purpose: Purpose, *, by: User) -> Consent:
    """Record that a person no longer agrees. Raises NothingToWithdraw."""
    last = _last(purpose, by=by)
    if last is None or not last.is_given:
        raise NothingToWithdraw
    return _record(purpose, ConsentAct.WITHDRAWN, by=by, text_version=last.text_version)


def _last(purpose: Purpose, *, by: User) -> Consent | None:
    User.objects.select_for_update().get(pk=by.pk)  # two answers at once queue up
    return Consent.objects.current(by).get(purpose)


def _record(
    purpose: Purpose, act: ConsentAct, *, by: User, text_version: str
) -> Consent:
    consent = Consent.objects.create(
        user=by, purpose=purpose, act=act, text_version=text_version
    )
    audit.note(
        f"consent {act}", about=consent, by=by, purpose=purpose, version=text_version
    )
    return consent
