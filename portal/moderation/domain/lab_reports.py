"""Deciding on a laboratory report that one has in hand."""

from django.db import transaction

from clinics.domain import lab_reports
from clinics.enums import LabAct, LabReason
from clinics.models import LabReport
from portal.accounts.models import User
from portal.moderation.domain import claims

KIND = "lab-report"


@transaction.atomic
def decide(
    report: LabReport,
    act: LabAct,
    *,
    by: User,
    round_seen: int,
    reason: str = "",
    text: str = "",
) -> LabReport:
    """As in `clinics.domain.lab_reports`, for who has a live claim, which ends.

    Raises Taken and Ended besides; MoveNotAllowed as well where another round was on
    the screen.
    """
    claims.hold(KIND, report.pk, by=by)
    if LabReport.objects.get(pk=report.pk).round != round_seen:
        raise lab_reports.MoveNotAllowed
    if act == LabAct.ACCEPT:
        decided = lab_reports.accept(report, by=by)
    else:
        refuse = {
            LabAct.REQUEST_CHANGES: lab_reports.request_changes,
            LabAct.REJECT: lab_reports.reject,
        }[act]
        decided = refuse(report, by=by, reason=LabReason(reason), text=text)
    claims.release(KIND, report.pk, by=by)
    return decided
