"""An urgent report that nobody of the clinic opens: who hears of it, step by step.

The urgent contact at once, the deputy after half an hour, the moderators after
another. Where there is nobody to write to, the next step follows at once. A step is
taken under the lock of its report, and it is kept together with its letters in the
outbox, or not at all: it is taken once, on however many workers.
"""

import datetime
import logging
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from aftercare import emails
from aftercare.enums import (
    EscalationOutcome,
    EscalationStep,
    ReportAct,
    ReportLevel,
)
from aftercare.models import Escalation, ReportEvent, SymptomReport

logger = logging.getLogger(__name__)

WAIT = datetime.timedelta(minutes=30)
CHUNK = 1000
LAST = EscalationStep.MODERATORS
WRITTEN, NOBODY, FAILED, QUEUED = EscalationOutcome


def begin(report: SymptomReport) -> None:
    """Have the first step taken as soon as what the caller does is kept."""
    from aftercare.tasks import escalate_report  # tasks call this module

    escalate_report.enqueue(report.pk)


def ask_moderators(report: SymptomReport) -> None:
    """Have them look at a report that was just sent, for the words of its note.

    No letter goes out: nothing is known but that there are words. It is no step of the
    ladder, which begins as if it were not there.
    """
    Escalation.objects.create(
        report=report,
        round=report.round,
        step=EscalationStep.NOTE,
        at=report.sent_at,
        outcome=QUEUED,
    )


def escalate() -> int:
    """Take every step that is due, each on its own, and say how many were taken."""
    return sum(advance(pk) for chunk in _chunks(timezone.now()) for pk in chunk)


def advance(report_pk: int) -> int:
    """Take the steps of one report that are due now; how many there were."""
    taken = 0
    while outcome := _take_next(report_pk):
        taken += 1
        if outcome == WRITTEN:
            break
    return taken


def hand_to_moderators(report: SymptomReport) -> Escalation:
    """At once, for a report that no clinic reads; a letter only where it is urgent.

    In the transaction that sends the report: nobody else would find it later.
    """
    urgent = report.level >= ReportLevel.URGENT
    return Escalation.objects.create(
        report=report,
        round=report.round,
        step=EscalationStep.MODERATORS,
        at=timezone.now(),
        outcome=_write(report, EscalationStep.MODERATORS) if urgent else QUEUED,
    )


def take_from_clinic(report: SymptomReport) -> Escalation:
    """At once, for an urgent report whose clinic has ended the link with its client.

    In the transaction that ends the link: nobody else would find it later.
    """
    return Escalation.objects.create(
        report=report,
        round=report.round,
        step=EscalationStep.LEFT,
        at=timezone.now(),
        outcome=_write(report, EscalationStep.LEFT),
    )


def due_at(last: Escalation | None) -> datetime.datetime | None:
    """When the step after this one follows; None for at once.

    Nobody waits for an answer from somebody who was not written to.
    """
    return last.at + WAIT if last and last.outcome == WRITTEN else None


@transaction.atomic
def _take_next(report_pk: int) -> EscalationOutcome | None:
    """Take the next step of a report and say what came of it; None if none is due."""
    report = _lock(report_pk)
    if report is None:
        return None
    # Only now: what another worker stored is seen once the row is held.
    last = report.escalations.filter(round=report.round).order_by("step").last()
    now = timezone.now()
    if last and (last.step >= LAST or (due_at(last) or now) > now):
        return None
    if not unseen().filter(pk=report.pk).exists():
        return None
    step = EscalationStep(last.step + 1 if last else EscalationStep.CONTACT)
    outcome = _write(report, step)
    Escalation.objects.create(
        report=report, round=report.round, step=step, at=now, outcome=outcome
    )
    return outcome


def _write(report: SymptomReport, step: EscalationStep) -> EscalationOutcome:
    """A letter that cannot be sent is told, and holds up nobody after it."""
    try:
        with transaction.atomic():
            reached = emails.escalated(report, step)
    except Exception:
        facts = {"report": report.pk, "step": int(step)}
        logger.exception("A report could not be escalated.", extra=facts)
        return FAILED
    return WRITTEN if reached else NOBODY


def unseen() -> QuerySet[SymptomReport]:
    """Urgent reports that wait, and that nobody of the clinic has opened since."""
    read = ReportEvent.objects.filter(
        report=OuterRef("pk"), round=OuterRef("round"), act=ReportAct.READ
    )
    return (
        SymptomReport.objects.urgent_and_waiting().with_a_reader().filter(~Exists(read))
    )


def _due(now: datetime.datetime) -> QuerySet[SymptomReport]:
    last = Escalation.objects.filter(
        report=OuterRef("pk"), round=OuterRef("round")
    ).order_by("-step")
    return (
        unseen()
        .alias(
            last_step=Subquery(last.values("step")[:1]),
            last_outcome=Subquery(last.values("outcome")[:1]),
            last_at=Subquery(last.values("at")[:1]),
        )
        .filter(
            Q(last_step=None)
            | Q(last_step__lt=LAST)
            & (~Q(last_outcome=WRITTEN) | Q(last_at__lte=now - WAIT))
        )
    )


def _chunks(now: datetime.datetime) -> Iterator[list[int]]:
    """Those that wait longest come first, as their index has them."""
    after = Q()
    while found := list(
        _due(now)
        .filter(after)
        .order_by("sent_at", "pk")
        .values_list("sent_at", "pk")[:CHUNK]
    ):
        at, pk = found[-1]
        after = Q(sent_at__gt=at) | Q(sent_at=at, pk__gt=pk)
        yield [pk for _at, pk in found]


def _lock(report_pk: int) -> SymptomReport | None:
    """The row, held until the transaction ends; None while somebody else holds it."""
    rows = SymptomReport.objects.select_for_update(skip_locked=True, of=("self",))
    return rows.select_related("clinic").filter(pk=report_pk).first()
