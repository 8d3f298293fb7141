"""Writing the audit log and proving that nobody touched it.

`note` is called inside the transaction of the act it records: both are kept or
neither is. It holds the end of the chain until that transaction ends, so call it
last, after every lock the act needs.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from portal.audit.models import AuditEvent, AuditHead
from portal.audit.models.event import GENESIS
from portal.correlation import request_id

LONGEST_TEXT = 200
PAGE = 1000


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found; `broken_at` is None when it is whole."""

    length: int
    head: str
    broken_at: int | None = None
    reason: str = ""


@transaction.atomic
def note(verb: str, *, about=None, by=None, clinic=None, **details) -> AuditEvent:
    """Add one event to the log.

    `about` is the row acted upon, `by` the person (None: the portal itself),
    `clinic` a clinic or its id. Details hold ids, codes, numbers and dates, never
    personal text: ValueError for text over 200 characters or with an "@",
    TypeError for a value with no canonical form.
    """
    facts = {key: _plain(value) for key, value in details.items()}
    head = _end_of_chain()
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=timezone.now(),
        by_id=getattr(by, "pk", None),
        verb=verb,
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        clinic_id=getattr(clinic, "pk", clinic),
        request_id=request_id.get(),
        details=facts,
        previous_hash=head.hash,
    )
    event.hash = event.computed_hash()
    event.save()
    head.sequence, head.hash = event.sequence, event.hash
    head.save(update_fields=["sequence", "hash"])
    return event


def verify() -> Verdict:
    """Walk the whole chain and name the first link that does not hold.

    The end is read before each page, so events written meanwhile are walked too.
    """
    previous, sequence = GENESIS, 0
    while True:
        head = AuditHead.objects.filter(pk=1).first() or AuditHead()
        page = AuditEvent.objects.order_by("sequence").filter(sequence__gt=sequence)
        events = list(page[:PAGE])
        for event in events:
            if fault := _fault(event, sequence=sequence + 1, previous=previous):
                return Verdict(sequence, head.hash, sequence + 1, fault)
            previous, sequence = event.hash, event.sequence
        if not events:
            break
    if (head.sequence, head.hash) != (sequence, previous):
        return Verdict(sequence, head.hash, sequence + 1, "the end is missing")
    return Verdict(sequence, head.hash)


def _end_of_chain() -> AuditHead:
    """The end of the chain, locked until the transaction ends."""
    ends = AuditHead.objects.select_for_update()
    return ends.filter(pk=1).first() or ends.get(
        pk=AuditHead.objects.get_or_create(pk=1)[0].pk
    )


def _fault(event: AuditEvent, *, sequence: int, previous: str) -> str:
    if event.sequence != sequence:
        return "the event is missing"
    if event.previous_hash != previous:
        return "the event does not follow the one before"
    if event.hash != event.computed_hash():
        return "the event was changed after it was written"
    return ""


def _plain(value):
    """A value in the one form that reads the same from either database."""
    match value:
        case enum.Enum():
            return _plain(value.value)
        case None | bool() | int():
            return value
        case str():
            return _impersonal(value)
        case datetime() | date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case models.Model():
            return value.pk
        case Mapping():
            return {_impersonal(str(key)): _plain(item) for key, item in value.items()}
        case set() | frozenset():
            return sorted(_plain(item) for item in value)
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"An audit detail cannot be a {type(value).__name__}.")


def _impersonal(text: str) -> str:
    if len(text) > LONGEST_TEXT or "@" in text or "\0" in text:
        raise ValueError(
            "An audit detail holds an id, a code or a date, never personal text."
        )
    return str(text)
