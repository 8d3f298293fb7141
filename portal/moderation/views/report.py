"""An urgent report that nobody opened: what a moderator sees, and does."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aftercare import report_reading
from aftercare.domain import overseeing
from aftercare.enums import EscalationStep
from portal.moderation import access
from portal.moderation.forms.report import (
    CloseForm,
    FoundForm,
    OpenForm,
    RaiseForm,
    WriteForm,
)

DO = {
    "open": overseeing.open_up,
    "raise": overseeing.raise_level,
    "write": overseeing.write,
    "found": overseeing.find_clinic,
    "close": overseeing.close,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Read it without a name; a POST opens it, raises it, writes or closes."""
    found = access.escalated_report(request.user, pk)
    act = request.POST.get("act")
    forms = _forms(found.report.level, act, request.POST)
    if act in DO and forms[act].is_valid():
        return _do(request, found, act, forms[act].cleaned_data)
    return _show(request, found, forms)


def _do(request, found, act, told):
    try:
        DO[act](found, by=request.user, **told)
    except overseeing.NotNow:
        messages.warning(request, _("As it stands now, this cannot be done. Look."))
    except overseeing.NotYours as refusal:
        raise PermissionDenied from refusal
    else:
        messages.success(request, _("It is written down, and the client is told."))
        if act == "close":
            return redirect("queue:items")
    return redirect("queue:report", found.pk)


def _forms(level, act, data):
    def sent(name):
        return data if name == act else None

    return {
        "open": OpenForm(sent("open"), prefix="open"),
        "raise": RaiseForm(sent("raise"), prefix="raise", now=level),
        "write": WriteForm(sent("write"), prefix="write"),
        "found": FoundForm(sent("found"), prefix="found"),
        "close": CloseForm(sent("close"), prefix="close"),
    }


def _show(request, found, forms):
    until = overseeing.open_until(found, by=request.user)
    context = {
        "escalation": found,
        "report": found.report,
        "read": report_reading.read(found.report),
        "until": until,
        "person": found.report.user if until else None,
        "forms": forms,
        "for_note": found.step == EscalationStep.NOTE,
        "has_reader": found.report.has_reader(),
        "can_raise": overseeing.can_raise(found.report),
    }
    return TemplateResponse(request, "moderation/report.html", context)
