"""What the clinic does with a report. Each act is locked, checked and written down."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aftercare.domain import attachments, news
from aftercare.domain.attachments import Ready, Stored
from aftercare.domain.reports import NotNow, act, lock, look, sent
from aftercare.enums import Judged, ReportAct, ReportLevel, ReportOutcome
from aftercare.models import Assessment, Message, ReportEvent, SymptomReport
from clinics import rules as clinic_rules
from clinics.rules import Right
from portal.accounts.models import User
from portal.audit.domain import audit

__all__ = [
    "Moved",
    "NotNow",
    "NotTheirs",
    "acknowledge",
    "judge",
    "raise_level",
    "record_contact",
    "reply",
    "resolve",
    "seen",
]


class NotTheirs(Exception):
    """Only the team of the clinic that sees the report answers it."""


class Moved(Exception):
    """Somebody did something with the report since this page was made."""


def seen(report: SymptomReport) -> int:
    """How much has happened with a report; a form carries it back."""
    return report.events.count() + report.messages.count()


@transaction.atomic
def acknowledge(report: SymptomReport, *, seen: int, by: User) -> ReportEvent:
    """Take it on. Raises NotTheirs, Moved, NotNow."""
    locked = _lock(report, seen, by)
    return act(locked, ReportAct.ACKNOWLEDGED, by=by, at=timezone.now())


def reply(
    report: SymptomReport,
    *,
    key: UUID,
    text: str,
    watch_for: str,
    come_back: str,
    seen: int,
    by: User,
    files: Sequence[Ready] = (),
) -> Message:
    """Answer the client; the same form twice is one message.

    Whatever became of the report: its client may write under it at any time. Raises
    NotTheirs, Moved, ValidationError, keeping.NotKept.
    """
    words = Message(
        report=report,
        key=key,
        by=by,
        from_clinic=True,
        text=text,
        watch_for=watch_for,
        come_back=come_back,
        attached=len(files),
        sent_at=timezone.now(),
    )
    if known := sent(words):
        return known
    now = look(report)
    _ask(now, seen, by)
    words.full_clean(exclude=["report", "by"])
    with attachments.stored(files) as stored:  # nobody waits for the storage
        return _reply(words, stored, seen)


@transaction.atomic
def _reply(words: Message, stored: Stored, seen: int) -> Message:
    locked, by, now = lock(words.report), words.by, timezone.now()
    if known := sent(words):
        return known
    _ask(locked, seen, by)
    words.sent_at = now
    words.save()
    locked.messages.filter(from_clinic=False, read_at=None).update(read_at=now)
    act(locked, ReportAct.REPLIED, by=by, at=now)
    attachments.keep(words, stored)
    news.tell(locked, words)
    return words


@transaction.atomic
def record_contact(
    report: SymptomReport,
    *,
    note: str,
    seen: int,
    by: User,
    level: ReportLevel | None = None,
) -> ReportEvent:
    """Write down what was spoken of; only so can the level be lowered.

    The first level stays where it was. Raises NotTheirs, Moved, NotNow.
    """
    locked = _lock(report, seen, by)
    contact = act(locked, ReportAct.CALLED, by=by, at=timezone.now(), note=note)
    if level is not None:
        if level >= locked.level:
            raise NotNow
        judge(locked, Judged.LOWERED, level, by=by, reason=note, contact=contact)
    return contact


@transaction.atomic
def raise_level(
    report: SymptomReport, *, level: ReportLevel, reason: str, seen: int, by: User
) -> Assessment:
    """A person sees more in it than the rules. Raises NotTheirs, Moved, NotNow."""
    locked = _lock(report, seen, by)
    if level <= locked.level:
        raise NotNow
    act(locked, ReportAct.RAISED, by=by, at=timezone.now(), note=reason)
    judged = judge(locked, Judged.RAISED, level, by=by, reason=reason)
    news.tell(locked, judged)
    return judged


@transaction.atomic
def resolve(
    report: SymptomReport, *, outcome: ReportOutcome, seen: int, by: User
) -> ReportEvent:
    """It has come to an end, until the client says otherwise.

    Raises NotTheirs, Moved, NotNow.
    """
    locked = _lock(report, seen, by)
    return act(
        locked, ReportAct.RESOLVED, by=by, at=timezone.now(), outcome=outcome.value
    )


def _lock(report: SymptomReport, told: int, by: User) -> SymptomReport:
    locked = lock(report)
    _ask(locked, told, by)
    return locked


def _ask(report: SymptomReport, told: int, by: User) -> None:
    """Whether they may, having seen all of it. Raises NotTheirs, Moved."""
    clinic = report.clinic
    if clinic is None or not clinic_rules.may(by, Right.ANSWER_REPORTS, clinic):
        raise NotTheirs
    if not SymptomReport.objects.seen_by(clinic).filter(pk=report.pk).exists():
        raise NotTheirs
    if seen(report) != told:
        raise Moved


def judge(
    locked: SymptomReport,
    kind: Judged,
    level: ReportLevel,
    *,
    by: User,
    reason: str,
    contact: ReportEvent | None = None,
) -> Assessment:
    """Give a locked report another level; who may, the caller has asked."""
    judged = Assessment.objects.create(
        report=locked,
        kind=kind,
        at=timezone.now(),
        by=by,
        level=level,
        reason=reason,
        contact=contact,
    )
    locked.level = level
    locked.save(update_fields=["level"])
    facts = {"level": int(level)}
    audit.note("report judged", about=locked, by=by, clinic=locked.clinic_id, **facts)
    return judged
