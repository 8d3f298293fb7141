"""A person's own data: taking it along, and being erased."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from aftercare import fhir, kept, own_data, printing
from aftercare.domain import erasures
from aftercare.views import frame
from portal.audit.domain import audit
from portal.ui import sheets

ASKED = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def overview(request):
    """What is kept, the ways to take it along, and how to be erased."""
    return _overview(request)


def _overview(request, *, status=200):
    context = {
        "parts": [part.title for part in kept.PARTS],
        "erasure": erasures.waiting(request.user),
    }
    template = "aftercare/own_data/overview.html"
    return frame.show(request, template, context, here="data", status=status)


@never_cache
@require_safe
@reauthentication_required
def paper(request):
    """All of it to read, as PDF; where none can be made, as a page to print."""
    try:
        made = printing.record(request.user)
    except printing.BeingMade:
        messages.info(
            request,
            _("Your PDF is being made. If it does not come, try again in a minute."),
        )
        answer = _overview(request, status=429)
        answer["Retry-After"] = printing.TAKES
        return answer
    except sheets.NoPrinter:
        messages.info(
            request, _("No PDF can be made here. Print this page with your browser.")
        )
        return redirect("my:data-print")
    response = HttpResponse(made, content_type="application/pdf")
    return _handed_out(request, response, "scalpwise-record.pdf")


@never_cache
@require_safe
@reauthentication_required
def to_print(request):
    """All of it on one page."""
    sections = own_data.gather(request.user)
    context = {
        "sections": sections,
        "contents": [(each.key, each.title) for each in sections if each.records],
        "empty": [each.title for each in sections if not each.records],
    }
    return frame.show(request, "aftercare/own_data/print.html", context, here="data")


@never_cache
@require_safe
@reauthentication_required
def for_programs(request):
    """All of it as JSON."""
    response = JsonResponse(
        own_data.for_programs(request.user),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
    )
    return _handed_out(request, response, "scalpwise-record.json")


@never_cache
@require_safe
@reauthentication_required
def for_health_care(request):
    """The care as FHIR R4B."""
    response = HttpResponse(
        fhir.bundle(request.user), content_type="application/fhir+json"
    )
    return _handed_out(request, response, "scalpwise-record.fhir.json")


def _handed_out(request, response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    audit.note("record taken along", about=request.user, by=request.user, file=name)
    return response


@never_cache
@require_http_methods(ASKED)
@reauthentication_required(allow_get=True)
def erase(request):
    """Say what goes, what stays and why; a POST asks for it."""
    if request.method == "POST":
        try:
            erasures.ask(request.user)
        except erasures.StillAtWork:
            messages.error(request, _("Nothing was changed: read below what is first."))
            return redirect("my:data-erase")
        except erasures.AskedAlready:
            messages.info(request, _("You have asked for it already."))
        return redirect("my:data")
    context = {
        "at_work": erasures.is_at_work(request.user),
        "erasure": erasures.waiting(request.user),
    }
    return frame.show(request, "aftercare/own_data/erase.html", context, here="data")


@require_POST
def stay(request):
    """Take the wish to be erased back."""
    try:
        erasures.take_back(request.user)
    except erasures.NothingWaits:
        messages.info(request, _("Nothing waits that could be taken back."))
    else:
        messages.success(request, _("You stay. Nothing was erased."))
    return redirect("my:data")
