"""Becoming a client: by a clinic's invitation, or by asking a clinic."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aftercare import access, places, sharing
from aftercare.domain import clients, joining
from aftercare.forms.joining import JoinForm
from clinics.views.frame import ASKED
from portal.accounts.adapters import INVITATION_SESSION_KEY
from portal.accounts.domain import invitations
from portal.accounts.enums import InvitationState
from portal.accounts.places import CannotTakeUp

REFUSED = "accounts/invitation_refused.html"
DESK_GONE = "aftercare/sharing/desk_gone.html"


@never_cache
@require_http_methods(ASKED)
def join(request, pk):
    """Read who sees what, answer, and be a client."""
    invitation = access.joining.own_invitation(request.user, pk)
    state = invitation.state(on=timezone.now())
    if state == InvitationState.ACCEPTED:  # a second tap, or the mail once more
        return redirect("my:today")
    if state != InvitationState.WAITING:
        return _refuse(request, invitation, state)
    clinic = places.clinic_of(invitation)
    if clinic.is_closed:
        context = {"why": "place", "sentence": clients.closed_sentence(clinic)}
        return render(request, REFUSED, context, status=410)
    form = _form(request, clinic)
    if request.method == "POST" and form.is_valid():
        try:
            joining.join(invitation, form.answers, by=request.user)
        except LookupError:
            form.add_error(None, _words_have_changed())
        except invitations.NotOpen:  # somebody was faster
            return redirect("my:join", pk)
        except CannotTakeUp as refusal:
            messages.info(request, refusal.sentence)
            return redirect("my:sharing")
        else:
            request.session.pop(INVITATION_SESSION_KEY, None)
            name = {"clinic": clinic.name}
            messages.success(request, _("You are a client of %(clinic)s now.") % name)
            return redirect("my:today")
    words = {
        "heading": _("Join %s") % clinic.name,
        "submit": _("Accept and go on"),
        "invitation": invitation,
    }
    return _show(request, clinic, form, **words)


@never_cache
@require_POST
def decline(request, pk):
    """Say no; the clinic learns that, and nothing else."""
    invitation = access.joining.own_invitation(request.user, pk)
    try:
        invitations.decline(invitation, by=request.user)
    except invitations.NotOpen as refusal:
        messages.info(request, _("Nothing was done: %s.") % refusal.state.label)
    else:
        messages.success(request, _("You have said no. The link in the mail is dead."))
    return redirect("my:sharing")


@never_cache
@require_http_methods(ASKED)
def ask(request, slug):
    """Ask a listed clinic to be its client; it answers on its own page."""
    return _ask(request, access.joining.clinic_to_ask(slug))


@never_cache
@require_http_methods(ASKED)
def at_desk(request, token):
    """The same, by the code that hangs at the clinic's desk."""
    clinic = access.joining.clinic_at_desk(token)
    if clinic is None:
        return render(request, DESK_GONE, {"sentence": ""}, status=404)
    if clinic.is_closed:
        context = {"sentence": clients.closed_sentence(clinic)}
        return render(request, DESK_GONE, context, status=410)
    return _ask(request, clinic)


def _ask(request, clinic):
    form = _form(request, clinic)
    if request.method == "POST" and form.is_valid():
        try:
            joining.ask(clinic, form.answers, by=request.user)
        except LookupError:
            form.add_error(None, _words_have_changed())
        except clients.AlreadyClient:
            messages.info(request, _("You have asked this clinic, or are its client."))
            return redirect("my:sharing")
        except clients.Closed:  # a moment ago
            messages.info(request, clients.closed_sentence(clinic))
            return redirect("my:sharing")
        else:
            told = _("%s reads your name now, and answers. Nothing else is shared yet.")
            messages.success(request, told % clinic.name)
            return redirect("my:sharing")
    words = {
        "heading": _("Ask %s to be your clinic") % clinic.name,
        "submit": _("Ask the clinic"),
        "invitation": None,
    }
    return _show(request, clinic, form, **words)


def _form(request, clinic) -> JoinForm:
    return JoinForm(request.POST or None, person=request.user, clinic=clinic)


def _show(request, clinic, form, **words):
    context = {
        "clinic": clinic,
        "form": form,
        "sees": sharing.SEES,
        "never_sees": sharing.NEVER_SEES,
        **words,
    }
    return render(request, "aftercare/sharing/join.html", context)


def _refuse(request, invitation, state):
    why = "declined" if invitation.was_declined_by(request.user) else str(state)
    return render(request, REFUSED, {"why": why, "sentence": ""}, status=410)


def _words_have_changed() -> str:
    return _("The words of a consent have changed meanwhile. Please read them again.")
