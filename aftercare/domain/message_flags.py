"""Messages reported to the moderators: what they see of one, and what they decide.

That message is before them, without names. The rest of the thread and the names they
open for a while, for a reason that the client reads.
"""

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from aftercare.domain import reports
from aftercare.domain.overseeing import LASTS, NotYours
from aftercare.enums import FlagDecision, FlagReason
from aftercare.models import FlagOpening, Message, MessageFlag, SymptomReport
from clinics import rules as clinic_rules
from portal.accounts import rules as account_rules
from portal.accounts.models import User
from portal.audit.domain import audit

__all__ = [
    "LASTS",
    "NotNow",
    "NotYours",
    "decide",
    "flag",
    "open_until",
    "open_up",
    "readable",
]


class NotNow(Exception):
    """It has been decided."""


@transaction.atomic
def flag(message: Message, *, reason: FlagReason, text: str, by: User) -> MessageFlag:
    """Bring a message of the other side before the moderators; twice is once.

    Who may is asked before (`access.reports.message_to_flag`).
    """
    report = reports.lock(message.report)
    if known := MessageFlag.objects.filter(message=message).first():
        return known
    made = MessageFlag(
        message=message,
        reason=reason,
        text=text,
        flagged_at=timezone.now(),
        flagged_by=by,
    )
    made.full_clean(exclude=["message", "flagged_by"])
    made.save()
    audit.note("message flagged", about=made, by=by, clinic=report.clinic_id)
    return made


def readable(user: User) -> QuerySet[MessageFlag]:
    """Those that this person may see, decided or not.

    What a client brings is seen whatever became of the link; what a clinic brings of
    a client, while it may see that client.
    """
    if not account_rules.is_moderator(user):
        return MessageFlag.objects.none()
    near = clinic_rules.near_to(user, on=timezone.localdate())
    seen = SymptomReport.objects.with_a_reader().values("pk")
    return (
        MessageFlag.objects.exclude(message__report__clinic__in=near)
        .filter(Q(message__from_clinic=True) | Q(message__report__in=seen))
        .select_related("message__report__clinic")
    )


def open_until(flag: MessageFlag, *, by: User) -> datetime.datetime | None:
    """Until when the thread is open to this person; None if it is not."""
    last = flag.openings.filter(by=by).order_by("at", "pk").last()
    if last is None or flag.decided_at or last.at + LASTS <= timezone.now():
        return None
    return last.at + LASTS


@transaction.atomic
def open_up(flag: MessageFlag, *, reason: str, by: User) -> None:
    """See names and the whole thread for a while. Raises NotYours, NotNow."""
    held = _hold(flag, by)
    if open_until(held, by=by):
        return
    opening = FlagOpening(flag=held, by=by, at=timezone.now(), reason=reason)
    opening.full_clean(exclude=["flag", "by"])
    opening.save()
    _note("thread opened by a moderator", held, by=by, opening=opening.pk)


@transaction.atomic
def decide(
    flag: MessageFlag, *, decision: FlagDecision, note: str, by: User
) -> MessageFlag:
    """Settle it, with what both sides read of it. Raises NotYours, NotNow."""
    held = _hold(flag, by)
    held.decision, held.note = decision, note
    held.decided_at, held.decided_by = timezone.now(), by
    held.save(update_fields=["decision", "note", "decided_at", "decided_by"])
    _note("message flag decided", held, by=by, decision=str(decision))
    return held


def _hold(flag: MessageFlag, by: User) -> MessageFlag:
    """The row, held until the transaction ends."""
    if not readable(by).filter(pk=flag.pk).exists():
        raise NotYours
    rows = MessageFlag.objects.select_for_update(of=("self",))
    held = rows.select_related("message__report").get(pk=flag.pk)
    if held.decided_at:
        raise NotNow
    return held


def _note(verb: str, flag: MessageFlag, *, by: User, **facts) -> None:
    audit.note(verb, about=flag, by=by, clinic=flag.message.report.clinic_id, **facts)
