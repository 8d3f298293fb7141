"""What happens to a clinic's bottles of ink, and whether one may be used."""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from clinics.enums import BottleAct, BottleState, NotUsable
from clinics.models import Bottle, BottleEvent, Clinic, InkBatch
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.operations import page_cache


class NotNow(Exception):
    """The bottle is not in a state for that: somebody was faster, or it is gone."""


class WrongDay(Exception):
    """The day lies in the future, or before what happened already."""


class AfterExpiry(Exception):
    """The last day of use lies after the expiry date of the batch."""


def why_not(bottle: Bottle, *, on: datetime.date) -> NotUsable | None:
    """Why this bottle may not be used for a session on that day; None if it may.

    The one place that answers this. A bottle that was emptied later was there that
    day. Needs the bottle's batch.
    """
    if bottle.quarantined_at:
        return NotUsable.QUARANTINED
    if on < bottle.received_on:
        return NotUsable.NOT_THERE_YET
    if bottle.emptied_on and bottle.emptied_on < on:
        return NotUsable.EMPTY
    if bottle.discard_on and bottle.discard_on < on:
        return NotUsable.PAST_DISCARD
    if bottle.batch.expires_on and bottle.batch.expires_on < on:
        return NotUsable.PAST_EXPIRY
    return None


@transaction.atomic
def receive(
    clinic: Clinic, batch: InkBatch, *, key: UUID, on: datetime.date, by: User
) -> Bottle:
    """Put a bottle into the stock. The same key twice is the same bottle once.

    Raises WrongDay.
    """
    if on > clinic.today:
        raise WrongDay
    bottle, made = Bottle.objects.get_or_create(
        key=key, defaults={"clinic": clinic, "batch": batch, "received_on": on}
    )
    if made:
        _record(bottle, BottleAct.RECEIVED, by=by, on=on)
    return bottle


@transaction.atomic
def open_one(
    bottle: Bottle, *, on: datetime.date, discard_on: datetime.date, by: User
) -> Bottle:
    """Write down that it was opened, and until when it may be used.

    Raises NotNow, WrongDay, AfterExpiry.
    """
    locked = lock(bottle)
    if locked.opened_on or locked.emptied_on or locked.quarantined_at:
        raise NotNow
    if not locked.received_on <= on <= locked.clinic.today or discard_on < on:
        raise WrongDay
    if locked.batch.expires_on and discard_on > locked.batch.expires_on:
        raise AfterExpiry
    locked.opened_on, locked.discard_on = on, discard_on
    locked.save(update_fields=["opened_on", "discard_on"])
    _record(locked, BottleAct.OPENED, by=by, on=on)
    return locked


@transaction.atomic
def empty(bottle: Bottle, *, by: User) -> Bottle:
    """Write down that it is used up or thrown away. Raises NotNow."""
    locked = lock(bottle)
    if locked.emptied_on:
        raise NotNow
    locked.emptied_on = locked.clinic.today
    locked.save(update_fields=["emptied_on"])
    _record(locked, BottleAct.EMPTIED, by=by, on=locked.emptied_on)
    return locked


@transaction.atomic
def quarantine(bottle: Bottle, *, by: User, reason: str) -> Bottle:
    """Set it aside, so that nobody uses it. Raises NotNow, ValidationError."""
    locked = lock(bottle)
    if locked.quarantined_at or locked.emptied_on:
        raise NotNow
    locked.quarantined_at, locked.quarantined_by = timezone.now(), by
    locked.quarantine_reason = reason
    return _set_aside(locked, BottleAct.QUARANTINED, by=by, reason=reason)


@transaction.atomic
def release(bottle: Bottle, *, by: User, reason: str) -> Bottle:
    """Take it back into use. Raises NotNow, ValidationError."""
    locked = lock(bottle)
    if not locked.quarantined_at or locked.emptied_on:
        raise NotNow
    locked.quarantined_at, locked.quarantined_by = None, None
    locked.quarantine_reason = ""
    return _set_aside(locked, BottleAct.RELEASED, by=by, reason=reason)


def offered(bottle: Bottle, *, on: datetime.date) -> list[BottleAct]:
    """What may be done with it on that day, the usual thing first."""
    state = bottle.state(on=on)
    if state == BottleState.EMPTY:
        return []
    if state == BottleState.QUARANTINED:
        return [BottleAct.RELEASED, BottleAct.EMPTIED]
    first = [BottleAct.OPENED] if state == BottleState.SEALED else []
    return [*first, BottleAct.EMPTIED, BottleAct.QUARANTINED]


def _set_aside(locked: Bottle, act: BottleAct, *, by: User, reason: str) -> Bottle:
    locked.full_clean(exclude=["clinic", "batch", "quarantined_by"])
    locked.save(update_fields=["quarantined_at", "quarantined_by", "quarantine_reason"])
    _record(locked, act, by=by, on=locked.clinic.today, reason=reason)
    return locked


def lock(bottle: Bottle) -> Bottle:
    """The row with its clinic and batch, held until the transaction ends."""
    rows = Bottle.objects.select_for_update(of=("self",))
    return rows.select_related("clinic", "batch").get(pk=bottle.pk)


def _record(
    bottle: Bottle, act: BottleAct, *, by: User, on: datetime.date, reason: str = ""
) -> None:
    event = BottleEvent(
        bottle=bottle, act=act, on=on, at=timezone.now(), by=by, reason=reason
    )
    event.full_clean(exclude=["bottle", "by"])
    event.save()
    page_cache.renew()
    audit.note(f"bottle: {act}", about=bottle, by=by, clinic=bottle.clinic_id)
