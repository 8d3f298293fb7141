"""A report of a client: urgent and opened by nobody, of no clinic, or for its words."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domain import overseeing
from aftercare.enums import EscalationStep, ReportLevel
from aftercare.models import Escalation
from portal.accounts import rules
from portal.moderation.kinds.kind import After, Deed, Kind

WAIT = datetime.timedelta(hours=1)


def waiting_for(user):
    urgent = Q(report__level__gte=ReportLevel.URGENT)
    here = Q(report__outside_clinic=None)
    return overseeing.readable(user).waiting().filter(here | urgent)


def what(escalation: Escalation) -> str:
    report = escalation.report
    if escalation.step == EscalationStep.NOTE:
        return _("Words of the note: %(number)s") % {"number": report.spoken}
    return f"{report.get_level_display()}: {report.spoken}"


def where(escalation: Escalation) -> str:
    report = escalation.report
    if not report.is_outside:
        return report.clinic.name
    named = report.outside_clinic
    return ", ".join(filter(None, [str(named), named.place]))


def why(escalation: Escalation) -> str:
    if escalation.report.is_outside:
        return _("The clinic is not here: nobody else can look at it.")
    if escalation.step == EscalationStep.NOTE:
        return _("The note mentions an emergency sign that was not ticked.")
    if escalation.step == EscalationStep.LEFT:
        return _("The clinic ended the link with its client: it reads it no more.")
    if escalation.report.waits:
        return _("Nobody of the clinic has taken it on.")
    return _("The clinic has taken it on meanwhile.")


def _may(user, escalation: Escalation) -> bool:
    return waiting_for(user).filter(pk=escalation.pk).exists()


def _may_reach_clinic(user, escalation: Escalation) -> bool:
    return escalation.report.has_reader() and _may(user, escalation)


def _may_raise(user, escalation: Escalation) -> bool:
    return overseeing.can_raise(escalation.report) and _may(user, escalation)


KIND = Kind(
    key="report",
    label=gettext_lazy("Report of a client"),
    seen_by=rules.is_moderator,
    waiting_for=waiting_for,
    related=("report__clinic", "report__outside_clinic"),
    since="at",
    due=After(field="at", wait=WAIT),
    what=what,
    where=where,
    why=why,
    url_name="queue:report",
    deeds=(
        Deed(name="open", label=gettext_lazy("Open name and answers"), may=_may),
        Deed(name="raise", label=gettext_lazy("Raise the level"), may=_may_raise),
        Deed(
            name="write",
            label=gettext_lazy("Write to the clinic"),
            may=_may_reach_clinic,
        ),
        Deed(name="close", label=gettext_lazy("Close"), may=_may),
    ),
)
