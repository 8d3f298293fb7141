"""The plan taken along: a calendar file, a subscription, a sheet of paper."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from aftercare import access, calendar_file, printing, reading
from aftercare.domain import calendars, days
from aftercare.views import frame
from portal.ui import sheets


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request):
    """The file, and the address to subscribe to; sent back, it is made or withdrawn."""
    if request.method == "POST":
        if request.POST.get("act") == "withdraw":
            calendars.withdraw_link(by=request.user)
            messages.success(request, _("The address leads nowhere from now on."))
        else:
            calendars.make_link(by=request.user)
        return redirect("my:calendar")
    link = calendars.link_of(request.user)
    context = {"plan": access.plans.running_plan(request.user), "address": ""}
    if link:
        path = reverse("calendar-feed", args=[calendars.token(link)])
        context["address"] = settings.BASE_URL + path
    return frame.show(request, "aftercare/calendar.html", context, here="plan")


@never_cache
@require_safe
def download(request):
    """The running plan as a file."""
    plan = access.plans.running_plan(request.user)
    if plan is None:
        raise Http404
    response = _file(plan)
    response["Content-Disposition"] = 'attachment; filename="aftercare.ics"'
    return response


@login_not_required
@never_cache
@require_safe
def feed(_request, token):
    """The running plan of whoever made the address, for the calendar that asks.

    A calendar may give an address up that answers 404, so before the first plan it gets
    one without entries.
    """
    person = calendars.person_behind(token)
    if person is None:
        raise Http404
    with translation.override(person.language):
        return _file(access.plans.running_plan(person))


def _file(plan) -> HttpResponse:
    read = reading.read(plan, only=_today(plan.user)) if plan else None
    return HttpResponse(
        calendar_file.content(read), content_type="text/calendar; charset=utf-8"
    )


@never_cache
@require_safe
def sheet(request):
    """The running plan on one page; where no PDF can be made, the plan itself."""
    plan = access.plans.running_plan(request.user)
    if plan is None:
        raise Http404
    try:
        paper = printing.pdf(reading.read(plan, only=_today(request.user)))
    except sheets.NoPrinter:
        messages.info(
            request, _("No PDF can be made here. Print this page with your browser.")
        )
        return redirect("my:plan")
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="aftercare.pdf"'
    return response


def _today(user):
    return days.local_date(timezone.now(), user.zone)
