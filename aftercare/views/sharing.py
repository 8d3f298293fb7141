"""A person's own clinics and consents: who sees what, and ending it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from aftercare import access
from aftercare import sharing as words
from aftercare.domain import clients, grants
from aftercare.enums import ClientStatus
from aftercare.views import frame
from clinics.views.frame import ASKED
from portal.accounts import answering
from portal.accounts.enums import Purpose
from portal.accounts.presenters import questions

MOST_ANSWERS = 40  # of the history of consents; all of them are in the export


@never_cache
@require_safe
def overview(request):
    """My clinics, those that wait for my answer, and each consent with its days."""
    links = list(access.clients.own_links(request.user))
    asked = questions(request.user)
    care = next(each for each in asked if each.purpose == Purpose.CARE)
    context = {
        "invitations": access.joining.own_invitations(request.user),
        "links": [each for each in links if each.status != ClientStatus.ENDED],
        "ended": [each for each in links if each.status == ClientStatus.ENDED],
        "questions": asked,
        "care_withdrawn": care.answer is not None and not care.is_given,
        "answers": access.consents.own_consents(request.user)[:MOST_ANSWERS],
        "sees": words.SEES,
        "never_sees": words.NEVER_SEES,
        "helpers": list(access.helping.helpers_of(request.user).open()),
        "invited": list(access.helping.helper_invitations_of(request.user)),
        "helps": access.helping.helped_by(request.user).exists(),
    }
    template = "aftercare/sharing/overview.html"
    return frame.show(request, template, context, here="sharing")


@never_cache
@require_safe
def clinic(request, pk):
    """What one clinic sees, and each treatment of another one, shown or not."""
    link = access.clients.own_link(request.user, pk)
    context = {
        "link": link,
        "sees_now": access.clients.may_see(link),
        "treatments": access.treatments.treatments_elsewhere(link),
        "sees": words.SEES,
        "never_sees": words.NEVER_SEES,
        "shown": words.SHOWN,
        "shown_never": words.SHOWN_NEVER,
    }
    template = "aftercare/sharing/clinic.html"
    return frame.show(request, template, context, here="sharing")


@require_POST
def show_treatment(request, pk, treatment):
    """Show a treatment of another clinic, or hide it, at once."""
    link = access.clients.own_link(request.user, pk)
    found = access.treatments.treatment_elsewhere(link, treatment)
    name = {"clinic": link.clinic.name, "title": found.title}
    if request.POST.get("act") == "hide":
        grants.hide(found, to=link, by=request.user)
        done = _("%(clinic)s sees nothing of “%(title)s” any more.")
        messages.success(request, done % name)
        return redirect("my:sharing-clinic", pk)
    try:
        grants.show(found, to=link, by=request.user)
    except grants.NotActive:
        messages.info(request, _("Nothing was shown: this link is not active."))
    except grants.CareTakenBack:
        told = _(
            "Nothing was shown: you have taken the consent to care back. Give it again "
            "under Sharing, then show it."
        )
        messages.info(request, told)
    else:
        messages.success(request, _("%(clinic)s can read “%(title)s” now.") % name)
    return redirect("my:sharing-clinic", pk)


@never_cache
@require_http_methods(ASKED)
def end(request, pk):
    """Say what ending the link means; a POST ends it, at once."""
    link = access.clients.own_link(request.user, pk)
    if request.method == "POST" or link.status == ClientStatus.ENDED:
        if request.method == "POST":
            _end(request, link)
        return redirect("my:sharing")
    context = {"link": link}
    return frame.show(request, "aftercare/sharing/end.html", context, here="sharing")


def _end(request, link) -> None:
    try:
        clients.end(link, by=request.user)
    except clients.NotOpen:
        messages.info(request, _("This link had ended before."))
    else:
        name = {"clinic": link.clinic.name}
        messages.success(request, _("%(clinic)s sees nothing of you any more.") % name)


@require_POST
def consent(request, purpose):
    """Give or withdraw one consent."""
    answering.answer(request, purpose)
    return redirect("my:sharing")
