"""The ink passport: one's own, and as it is shown to whoever holds the link."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from aftercare import access, passport, versions
from aftercare.domain import passports, sessions
from aftercare.views import frame
from clinics import posters


@never_cache
@require_safe
def own(request):
    """Every session of one's own, and the link to show them by."""
    link = passports.link_of(request.user)
    address = link and _address(link)
    context = {
        "rows": [
            (entry, versions.of(entry.session, entry.amendments))
            for entry in passport.of(request.user)
        ],
        "address": address,
        "qr": address and posters.qr_code(address),
    }
    template = "aftercare/passport/own.html"
    return frame.show(request, template, context, here="passport")


@never_cache
@require_POST
def make_link(request):
    """Let whoever holds the link see the passport, until it is withdrawn."""
    passports.make_link(by=request.user)
    messages.success(request, _("Whoever has this link now sees your passport."))
    return redirect("my:passport")


@never_cache
@require_POST
def withdraw_link(request):
    """The link leads nowhere from now on, also where it was printed."""
    try:
        passports.withdraw_link(by=request.user)
    except passports.NoLink:
        messages.info(request, _("There was no link any more."))
    else:
        messages.success(request, _("The link leads nowhere from now on."))
    return redirect("my:passport")


@never_cache
@require_POST
def receive(request, pk):
    """Say that aftercare and ink information were handed over."""
    try:
        sessions.receive(access.sessions.own_session(request.user, pk), by=request.user)
    except sessions.NotNow:
        messages.info(request, _("Nothing is to be confirmed here."))
    else:
        messages.success(request, _("Thank you. The clinic sees that you have it."))
    return redirect("my:passport")


@never_cache
@login_not_required
@require_safe
def shown(request, token):
    """The passport and nothing else, for whoever holds the link."""
    person = passports.person_behind(token)
    context = {"entries": passport.of(person) if person else None}
    with timezone.override(person and person.zone):
        answer = render(
            request,
            "aftercare/passport/shown.html",
            context,
            status=200 if person else 404,
        )
    answer["X-Robots-Tag"] = "noindex, noarchive"
    answer["Referrer-Policy"] = "no-referrer"  # the address is the key
    return answer


def _address(link) -> str:
    token = passports.token(link)
    return settings.BASE_URL + reverse("passport-shown", args=[token])
