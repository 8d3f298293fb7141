"""Reporting a message of the other side to the moderators."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aftercare import access
from aftercare.domain import message_flags
from aftercare.forms.message_flag import FlagForm
from aftercare.views import frame
from clinics import access as clinic_access
from clinics.rules import Right
from clinics.views import frame as workspace

ASKED = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(ASKED)
def by_client(request, number, pk):
    """A message of the clinic, in a thread of one's own."""
    report = access.reports.own_report(request.user, number)
    message = access.reports.message_to_flag(report, pk, from_clinic=True)
    form = FlagForm(request.POST or None, from_clinic=True)
    if _is_flagged(request, message, form):
        return redirect("my:report-shown", number)
    context = {"report": report, "message": message, "form": form}
    return frame.show(request, "aftercare/report/flag.html", context, here="reports")


@never_cache
@require_http_methods(ASKED)
def by_clinic(request, clinic, number, pk):
    """A message of a client, in a thread of the clinic."""
    clinic = clinic_access.workplace(request.user, clinic, Right.ANSWER_REPORTS)
    report = access.reports.report_at(clinic, number)
    message = access.reports.message_to_flag(report, pk, from_clinic=False)
    form = FlagForm(request.POST or None, from_clinic=False)
    if _is_flagged(request, message, form):
        return redirect("inbox:report", clinic.slug, number)
    context = {"report": report, "message": message, "form": form}
    template = "aftercare/workspace/flag.html"
    return workspace.show(request, clinic, template, context, here="inbox")


def _is_flagged(request, message, form) -> bool:
    """Whether it is before the moderators: by this form, or already."""
    if form.is_valid():
        message_flags.flag(message, by=request.user, **form.cleaned_data)
        messages.success(request, _("Our moderators look at this message."))
    return form.is_valid() or hasattr(message, "flag")
