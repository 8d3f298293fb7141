"""A laboratory report on a batch of ink that waits for a decision."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import access, rules
from clinics.domain import lab_reports
from clinics.enums import LabAct, LabReportStatus
from clinics.models import LabReport
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays


def waiting_for(user):
    seen = access.lab_reports_for_review(user)
    return seen.filter(status=LabReportStatus.SUBMITTED).exclude(submitted_by=user)


def what(report: LabReport) -> str:
    return f"{report.batch}"


def where(report: LabReport) -> str:
    return f"{report.clinic.name}, {report.clinic.town}"


def why(report: LabReport) -> str:
    if report.round > 1:
        told = _("Mended by the clinic, round %(number)s.")
        return told % {"number": report.round}
    return _("Until then readers see no result of this batch.")


def _may(user, report: LabReport) -> bool:
    waits = report.status == LabReportStatus.SUBMITTED
    return waits and lab_reports.may_decide(user, report)


KIND = Kind(
    key="lab-report",
    label=gettext_lazy("Laboratory report"),
    seen_by=rules.decides_about_clinics,
    waiting_for=waiting_for,
    related=("batch__ink__maker", "clinic"),
    since="submitted_at",
    due=WorkingDays(field="submitted_at", days=5),
    what=what,
    where=where,
    why=why,
    url_name="queue:lab-report",
    deeds=tuple(Deed(name=act.value, label=act.label, may=_may) for act in LabAct),
)
