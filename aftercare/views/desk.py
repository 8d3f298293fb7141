"""The code at the desk, on the clinic's screen and on paper."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from aftercare import access
from aftercare.domain import clients, desk_links
from clinics import access as clinic_access
from clinics import posters
from clinics.rules import Right
from clinics.views import frame


@never_cache
@require_safe
def desk(request, clinic):
    """The code to scan, or what it would be good for."""
    clinic = clinic_access.workplace(request.user, clinic, Right.INVITE_CLIENTS)
    link = access.joining.desk_link_of(clinic)
    path = link and reverse("my:desk", args=[link.token])
    context = {"link": link, "qr": path and posters.qr_code(settings.BASE_URL + path)}
    template = "aftercare/workspace/desk.html"
    return frame.show(request, clinic, template, context, here="clients")


@require_POST
def make(request, clinic):
    clinic = clinic_access.workplace(request.user, clinic, Right.INVITE_CLIENTS)
    try:
        desk_links.make(clinic, by=request.user)
    except clients.Closed:
        messages.info(request, clients.closed_sentence(clinic))
    else:
        messages.success(
            request, _("Whoever scans this code can ask to be your client.")
        )
    return redirect("clients:desk", clinic.slug)


@require_POST
def withdraw(request, clinic):
    """The code is dead at once, also on paper."""
    clinic = clinic_access.workplace(request.user, clinic, Right.INVITE_CLIENTS)
    try:
        desk_links.withdraw(clinic, by=request.user)
    except desk_links.NoLink:
        messages.info(request, _("There was no code any more."))
    else:
        messages.success(request, _("The code leads nowhere from now on."))
    return redirect("clients:desk", clinic.slug)
