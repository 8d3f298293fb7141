"""Handing in laboratory reports and deciding on them. Every decision stays."""

import hashlib
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from clinics import emails, lab_verdicts, rules
from clinics.enums import LAB_REPORT_MOVES, LabAct, LabReason, LabReportStatus
from clinics.lab_tables.tables import Table
from clinics.models import (
    Clinic,
    InkBatch,
    LabDecision,
    LabOriginal,
    LabReport,
    LabResult,
)
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.knowledge.ink_limits import Outcome
from portal.operations import page_cache

STATUS_AFTER = {
    LabAct.ACCEPT: LabReportStatus.ACCEPTED,
    LabAct.REQUEST_CHANGES: LabReportStatus.CHANGES_REQUESTED,
    LabAct.REJECT: LabReportStatus.REJECTED,
}


class MoveNotAllowed(Exception):
    """It does not go from its present status to that one: somebody was faster."""


class NotYours(Exception):
    """Nobody decides on what they handed in, nor for a clinic they are close to."""


class NotWhole(Exception):
    """Rows of the table are still to be mended, or there are none."""


class OverTheLimit(Exception):
    """The ink breaks a limit where the clinic stands; `substances` names them."""

    def __init__(self, substances: list[str]):
        super().__init__(", ".join(substances))
        self.substances = substances


class ShowsNothing(Exception):
    """The report does not show that the limits are kept; `because` says why."""

    def __init__(self, because: str):
        super().__init__(because)
        self.because = because


class NotOver(Exception):
    """No substance is at or above its limit where the clinic stands."""


@transaction.atomic
def begin(
    clinic: Clinic, batch: InkBatch, *, key: UUID, by: User, **paper
) -> LabReport:
    """A draft; `paper` holds its fields by name. The same key twice is one report.

    Raises ValidationError.
    """
    fresh = LabReport(clinic=clinic, batch=batch, key=key, **paper)
    fresh.clean_fields(exclude=["clinic", "batch"])
    defaults = {"clinic": clinic, "batch": batch, **paper}
    report, made = LabReport.objects.get_or_create(key=key, defaults=defaults)
    if made:
        audit.note("laboratory report begun", about=report, by=by, clinic=clinic)
    return report


@transaction.atomic
def fill(
    report: LabReport,
    table: Table,
    *,
    by: User,
    original: tuple[str, str, bytes] | None = None,
) -> LabReport:
    """Keep a table as it is, and its results once no row of it is wrong.

    `original` is the name, type and content of the file it came from. Raises
    MoveNotAllowed once it was handed in.
    """
    locked = _lock(report)
    if not locked.may_be_changed:
        raise MoveNotAllowed
    locked.table = table.as_text
    locked.save(update_fields=["table"])
    locked.results.filter(round=locked.round).delete()
    LabResult.objects.bulk_create(
        LabResult(report=locked, round=locked.round, position=place, **vars(reading))
        for place, reading in enumerate(table.readings, start=1)
    )
    if original:
        _keep_original(locked, *original)
    audit.note(
        "table of a laboratory report kept",
        about=locked,
        by=by,
        clinic=locked.clinic_id,
        rows=len(table.lines),
        wrong=len(table.wrong),
    )
    return locked


@transaction.atomic
def submit(report: LabReport, *, by: User) -> LabReport:
    """Hand it in to the reviewers. Raises NotWhole, MoveNotAllowed."""
    locked = _lock(report, to=LabReportStatus.SUBMITTED)
    if not results_of(locked):
        raise NotWhole
    locked.status = LabReportStatus.SUBMITTED
    locked.submitted_at, locked.submitted_by = timezone.now(), by
    locked.save(update_fields=["status", "submitted_at", "submitted_by"])
    audit.note(
        "laboratory report submitted",
        about=locked,
        by=by,
        clinic=locked.clinic_id,
        round=locked.round,
    )
    return locked


@transaction.atomic
def accept(report: LabReport, *, by: User) -> LabReport:
    """Let it speak for its batch, if the ink keeps the limits where the clinic stands.

    Raises OverTheLimit, ShowsNothing, NotYours, MoveNotAllowed. Where no limits are in
    force it is accepted for what it is: figures that prove nothing there.
    """
    locked = _lock(report, to=LabReportStatus.ACCEPTED, by=by)
    found = at_home(locked)
    if found.outcome is Outcome.FAIL:
        raise OverTheLimit(found.over)
    if found.has_limits and found.outcome is Outcome.PROVES_NOTHING:
        raise ShowsNothing(found.because)
    return _decide(locked, LabAct.ACCEPT, by=by)


@transaction.atomic
def request_changes(
    report: LabReport, *, by: User, reason: LabReason, text: str
) -> LabReport:
    """Give it back to be mended, as the next round.

    Raises NotYours, MoveNotAllowed, NotOver, ValidationError.
    """
    locked = _lock(report, to=LabReportStatus.CHANGES_REQUESTED, by=by)
    _refuse_hearsay(locked, reason)
    before = results_of(locked)
    _decide(locked, LabAct.REQUEST_CHANGES, by=by, reason=reason, text=text)
    locked.round += 1
    locked.submitted_at, locked.submitted_by = None, None
    locked.save(update_fields=["round", "submitted_at", "submitted_by"])
    for result in before:
        result.pk, result.round = None, locked.round
        result._state.adding = True
    LabResult.objects.bulk_create(before)
    return locked


@transaction.atomic
def reject(report: LabReport, *, by: User, reason: LabReason, text: str) -> LabReport:
    """Refuse it for good. Raises NotYours, MoveNotAllowed, NotOver, ValidationError."""
    locked = _lock(report, to=LabReportStatus.REJECTED, by=by)
    _refuse_hearsay(locked, reason)
    return _decide(locked, LabAct.REJECT, by=by, reason=reason, text=text)


def read_original(file: LabOriginal, *, by: User) -> bytes:
    """The file as it came; the log says who read it."""
    clinic = file.report.clinic_id
    audit.note("original read", about=file, by=by, clinic=clinic)
    return bytes(file.content)


def results_of(report: LabReport) -> list[LabResult]:
    """The lines of the present round, in the order of the table."""
    return list(report.results.filter(round=report.round))


def at_home(report: LabReport) -> lab_verdicts.Shown:
    """What it shows where its clinic stands, on the clinic's day."""
    clinic = report.clinic
    return lab_verdicts.shown(
        results_of(report), jurisdiction=str(clinic.country), on=clinic.today
    )


def may_decide(user: User, report: LabReport) -> bool:
    """A reviewer who neither handed it in nor is close to its clinic."""
    return user.pk != report.submitted_by_id and rules.may_decide_about(
        user, report.clinic, on=timezone.localdate()
    )


def replayed(report: LabReport) -> LabReportStatus:
    """The status that its submission and its decisions lead to."""
    last = report.decisions.last()
    if last and last.round == report.round:
        return STATUS_AFTER[LabAct(last.act)]
    if report.submitted_at:
        return LabReportStatus.SUBMITTED
    return STATUS_AFTER[LabAct(last.act)] if last else LabReportStatus.DRAFT


def _refuse_hearsay(locked: LabReport, reason: LabReason) -> None:
    """Who says that a limit is broken shows it by the figures."""
    if reason == LabReason.OVER_LIMIT and not at_home(locked).over:
        raise NotOver


def _keep_original(report: LabReport, name: str, kind: str, content: bytes) -> None:
    LabOriginal.objects.update_or_create(
        report=report,
        round=report.round,
        defaults={
            "name": name,
            "media_type": kind,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "content": content,
        },
    )


def _lock(
    report: LabReport, *, to: LabReportStatus | None = None, by: User | None = None
) -> LabReport:
    """The row, locked, if it may go there; `by` is the reviewer who decides."""
    rows = LabReport.objects.select_for_update(of=("self",)).select_related("clinic")
    locked = rows.get(pk=report.pk)
    if to and to not in LAB_REPORT_MOVES[LabReportStatus(locked.status)]:
        raise MoveNotAllowed
    if by is not None and not may_decide(by, locked):
        raise NotYours
    return locked


def _decide(locked: LabReport, act: LabAct, *, by: User, **words) -> LabReport:
    decision = LabDecision(
        report=locked,
        act=act,
        round=locked.round,
        at=timezone.now(),
        by=by,
        submitted_by=locked.submitted_by,
        **words,
    )
    decision.full_clean(exclude=["report", "by", "submitted_by"])
    locked.status = STATUS_AFTER[act]
    locked.save(update_fields=["status"])
    decision.save()
    page_cache.renew()
    audit.note(
        f"laboratory report: {act}",
        about=locked,
        by=by,
        clinic=locked.clinic_id,
        round=locked.round,
    )
    transaction.on_commit(partial(emails.lab_report_decided, locked.pk, act))
    return locked
