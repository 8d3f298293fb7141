"""A session on its way from page to page, until it is saved."""

import datetime
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aftercare.domain import health, sessions
from aftercare.models import Client, Session, SessionDraft, Treatment
from clinics.models import Bottle, Practitioner
from portal.accounts.models import User
from portal.audit.domain import audit


class NotWhole(Exception):
    """A page before the last one was not answered yet."""


@transaction.atomic
def begin(
    client: Client,
    *,
    key: UUID,
    by: User,
    treatment: Treatment | None = None,
    title: str = "",
) -> SessionDraft:
    """Begin to write down a session. The same key twice is the same draft once.

    Raises ValidationError.
    """
    draft = SessionDraft(
        key=key,
        clinic=client.clinic,
        client=client,
        treatment=treatment,
        title="" if treatment else title,
        begun_at=timezone.now(),
        begun_by=by,
    )
    draft.clean_fields(exclude=["clinic", "client", "treatment", "begun_by"])
    kept, made = SessionDraft.objects.get_or_create(
        key=key, defaults=_values(draft, "clinic", "client", "treatment", "title")
    )
    if made:
        audit.note("session begun", about=kept, by=by, clinic=client.clinic_id)
    return kept


def answer_health(
    draft: SessionDraft, *, risks: Collection[str], by: User
) -> SessionDraft:
    """Keep what the client says applies, asked just now. Raises AnswerError."""
    health.QUESTION.check(list(risks))
    draft.risks = [value for value in health.QUESTION.values if value in risks]
    draft.asked_at, draft.asked_by = timezone.now(), by
    draft.save(update_fields=["risks", "asked_at", "asked_by"])
    return draft


def say_who(
    draft: SessionDraft,
    *,
    practitioner: Practitioner,
    performed_at: datetime.datetime,
) -> SessionDraft:
    """Who held the needle, and when. Raises WrongDay, NotAtWork."""
    if draft.treatment:
        sessions.refuse_wrong_day(draft.treatment, performed_at)
    elif performed_at > timezone.now():
        raise sessions.WrongDay
    day = draft.clinic.local_day(performed_at)
    sessions.refuse_absent(practitioner, draft.clinic, on=day)
    draft.practitioner, draft.performed_at = practitioner, performed_at
    draft.save(update_fields=["practitioner", "performed_at"])
    return draft


@transaction.atomic
def name_ink(
    draft: SessionDraft, *, bottles: Sequence[Bottle], no_ink_reason: str = ""
) -> SessionDraft:
    """Which bottles, or why none; whether they may be used is asked by `record`."""
    draft.no_ink_reason = no_ink_reason
    draft.save(update_fields=["no_ink_reason"])
    draft.bottles.set(bottles)
    return draft


@transaction.atomic
def finish(draft: SessionDraft, *, by: User, go_ahead_reason: str = "") -> Session:
    """Save the session, once all is answered, the health questions today.

    Raises NotWhole, and what `record` does.
    """
    if not is_asked_today(draft) or draft.performed_at is None:
        raise NotWhole
    session = sessions.record(
        draft.client,
        key=draft.key,
        practitioner=draft.practitioner,
        performed_at=draft.performed_at,
        risks=draft.risks,
        asked_at=draft.asked_at,
        by=by,
        treatment=draft.treatment,
        title=draft.title,
        bottles=list(draft.bottles.all()),
        no_ink_reason=draft.no_ink_reason,
        go_ahead_reason=go_ahead_reason,
    )
    SessionDraft.objects.filter(key=draft.key).delete()
    return session


def is_asked_today(draft: SessionDraft) -> bool:
    """Whether the health questions were asked on the clinic's day that it is now."""
    asked_at = draft.asked_at
    clinic = draft.clinic
    return asked_at is not None and clinic.local_day(asked_at) == clinic.today


@transaction.atomic
def discard(draft: SessionDraft, *, by: User) -> None:
    """Throw it away; nothing of it is kept."""
    audit.note("session discarded", about=draft, by=by, clinic=draft.clinic_id)
    SessionDraft.objects.filter(key=draft.key).delete()


@transaction.atomic
def forget(*, before: datetime.datetime) -> int:
    """Delete those that were begun earlier and never saved, and say how many."""
    old = SessionDraft.objects.filter(begun_at__lt=before)
    count = old.count()
    if count:
        old.delete()
        audit.note("sessions forgotten", count=count)
    return count


def _values(draft: SessionDraft, *names: str) -> dict:
    told = {name: getattr(draft, name) for name in names}
    return told | {"begun_at": draft.begun_at, "begun_by": draft.begun_by}
