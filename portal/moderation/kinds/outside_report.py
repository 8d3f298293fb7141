"""A report about a clinic that is not here: not urgent, and more than usual."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domain import overseeing
from aftercare.enums import ReportLevel
from aftercare.models import Escalation
from portal.accounts import rules
from portal.moderation.kinds import report
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays


def waiting_for(user):
    outside = overseeing.readable(user).waiting().exclude(report__outside_clinic=None)
    return outside.filter(report__level__lt=ReportLevel.URGENT)


def why(_escalation: Escalation) -> str:
    return _("No clinic reads it. Its client was told to ask theirs, or a doctor.")


def _may(user, escalation: Escalation) -> bool:
    return waiting_for(user).filter(pk=escalation.pk).exists()


def _may_find(user, escalation: Escalation) -> bool:
    place = escalation.report.outside_clinic
    return bool(place.name) and place.clinic_id is None and _may(user, escalation)


KIND = Kind(
    key="outside-report",
    label=gettext_lazy("Report about a clinic that is not here"),
    seen_by=rules.is_moderator,
    waiting_for=waiting_for,
    related=("report__outside_clinic",),
    since="at",
    due=WorkingDays(field="at", days=5),
    what=report.what,
    where=report.where,
    why=why,
    url_name="queue:report",
    deeds=(
        Deed(name="open", label=gettext_lazy("Open name and answers"), may=_may),
        Deed(name="found", label=gettext_lazy("Find the clinic here"), may=_may_find),
        Deed(name="close", label=gettext_lazy("Close"), may=_may),
    ),
)
