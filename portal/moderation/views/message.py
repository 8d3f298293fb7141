"""A reported message: what a moderator sees, and decides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aftercare.domain import message_flags
from portal.moderation import access
from portal.moderation.forms.message import DecideForm, OpenForm

DO = {"open": message_flags.open_up, "decide": message_flags.decide}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message(request, pk):
    """Read it without a name; a POST opens the thread, or decides."""
    found = access.message_flag(request.user, pk)
    act = request.POST.get("act")
    forms = {
        "open": OpenForm(request.POST if act == "open" else None, prefix="open"),
        "decide": DecideForm(request.POST if act == "decide" else None, prefix="say"),
    }
    if act in DO and forms[act].is_valid():
        return _do(request, found, act, forms[act].cleaned_data)
    until = message_flags.open_until(found, by=request.user)
    report = found.message.report
    context = {
        "flag": found,
        "report": report,
        "until": until,
        "person": report.user if until else None,
        "thread": report.messages.select_related("by") if until else [],
        "openings": found.openings.select_related("by"),
        "forms": forms,
    }
    return TemplateResponse(request, "moderation/message.html", context)


def _do(request, found, act, told):
    try:
        DO[act](found, by=request.user, **told)
    except message_flags.NotNow:
        messages.warning(request, _("Somebody has decided this already."))
    except message_flags.NotYours as refusal:
        raise PermissionDenied from refusal
    else:
        messages.success(request, _("It is written down, and the client is told."))
        if act == "decide":
            return redirect("queue:items")
    return redirect("queue:message", found.pk)
