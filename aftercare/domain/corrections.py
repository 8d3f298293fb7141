"""Correcting what a session says: freely for a day, then so that both versions stay."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from aftercare import gates
from aftercare.domain import plans, sessions
from aftercare.domain.sessions import NotTheirs, lock
from aftercare.models import Amendment, Session, SessionBottle
from clinics import rules as clinic_rules
from clinics.models import Bottle, Practitioner
from clinics.rules import Right
from portal.accounts.models import User
from portal.audit.domain import audit

Facts = dict[str, Any]


class Locked(Exception):
    """24 hours have passed: it takes a reason, and what stood before is kept."""


class Stale(Exception):
    """Somebody else has corrected it since the form was made."""


class NothingChanged(Exception):
    """The correction says what stands there already."""


def facts(session: Session) -> Facts:
    """What a correction may change, in plain values that travel in a form."""
    used = session.bottles.order_by("bottle").values_list("bottle", flat=True)
    return {
        "practitioner": session.practitioner_id,
        "performed_at": session.performed_at.astimezone(datetime.UTC).isoformat(),
        "bottles": list(used),
        "no_ink_reason": session.no_ink_reason,
        "go_ahead_reason": session.go_ahead_reason,
    }


@transaction.atomic
def mend(session: Session, *, seen: Facts, by: User, **now) -> Session:
    """Change it within the day; the client is asked anew whether all was received.

    `now` is as for `_change`. Raises Locked, and what `_change` does.
    """
    locked = _lock(session, seen=seen, by=by)
    if locked.is_locked:
        raise Locked
    _change(locked, **now)
    locked.received_at = None
    locked.save()
    plans.follow(locked, by=by)
    audit.note("session mended", about=locked, by=by, clinic=locked.clinic_id)
    return locked


@transaction.atomic
def amend(session: Session, *, seen: Facts, reason: str, by: User, **now) -> Amendment:
    """Change it for good reason once it is locked; both versions are kept.

    `now` is as for `_change`. Raises what `_change` does, and ValidationError.
    """
    locked = _lock(session, seen=seen, by=by)
    before = facts(locked)
    _change(locked, **now)
    locked.save()
    made = Amendment(
        session=locked,
        number=locked.amendments.count() + 1,
        before=before,
        after=facts(locked),
        reason=reason,
        at=timezone.now(),
        by=by,
    )
    made.full_clean(exclude=["session", "by"])
    made.save()
    plans.follow(locked, by=by)
    audit.note("session amended", about=locked, by=by, clinic=locked.clinic_id)
    return made


def _lock(session: Session, *, seen: Facts, by: User) -> Session:
    locked = lock(session)
    if not clinic_rules.may(by, Right.KEEP_TREATMENTS, locked.clinic):
        raise NotTheirs
    if facts(locked) != seen:
        raise Stale
    return locked


def _change(
    locked: Session,
    *,
    practitioner: Practitioner,
    performed_at: datetime.datetime,
    bottles: Sequence[Bottle],
    no_ink_reason: str,
    go_ahead_reason: str = "",
) -> None:
    """Put these in place of what stands there; the caller saves the row.

    Raises NothingChanged, WrongDay, NotAtWork, BottleRefused, InkNotSaid, Held,
    ValidationError.
    """
    before, person = facts(locked), locked.treatment.client.user
    sessions.place(locked, person, practitioner=practitioner, performed_at=performed_at)
    used = sessions.usable(
        bottles, locked.clinic, on=locked.clinic_day, known=before["bottles"]
    )
    sessions.say_ink(locked, used, no_ink_reason)
    held = gates.holds(person, locked.clinic, on=locked.local_date, but=locked)
    sessions.say_why_it_went_ahead(locked, held, go_ahead_reason)
    locked.clean_fields(exclude=sessions.POINTERS)
    locked.bottles.all().delete()
    SessionBottle.objects.bulk_create(
        SessionBottle(session=locked, bottle=bottle) for bottle in used
    )
    if facts(locked) == before:
        raise NothingChanged
