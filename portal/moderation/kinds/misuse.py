"""What somebody in front of a poster reports."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics import access, rules
from clinics.models import MisuseReport
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays


def waiting_for(user):
    return access.misuse_reports(user).filter(settled_at=None)


def what(report: MisuseReport) -> str:
    return f"{report.get_what_display()}: {report.shown_code}"


def where(report: MisuseReport) -> str:
    return report.place


def why(report: MisuseReport) -> str:
    if report.certification_id:
        return _("Somebody may rely on it at this moment.")
    return _("Nobody was given this code: the poster may be forged.")


def _may(user, report: MisuseReport) -> bool:
    return waiting_for(user).filter(pk=report.pk).exists()


KIND = Kind(
    key="misuse",
    label=gettext_lazy("Report of misuse"),
    seen_by=rules.looks_into_misuse,
    waiting_for=waiting_for,
    related=(),
    since="received_at",
    due=WorkingDays(field="received_at", days=2),
    what=what,
    where=where,
    why=why,
    url_name="misuse_reports:report",
    deeds=(Deed(name="settle", label=gettext_lazy("Deal with it"), may=_may),),
)
