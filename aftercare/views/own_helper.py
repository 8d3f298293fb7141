"""A person's own helper: invited, let tick, let go."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aftercare import access, sharing
from aftercare.domain import helping
from aftercare.forms.helper import HelperForm
from aftercare.views import frame
from clinics.views.frame import ASKED
from portal.accounts.domain import invitations


@never_cache
@require_http_methods(ASKED)
def overview(request):
    """Who helps, or waits for an answer; else the form that invites somebody."""
    form = HelperForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _sent(request, form):
        return redirect("my:helper")
    now = timezone.now()
    rows = list(access.helping.helpers_of(request.user))
    context = {
        "helpers": [row for row in rows if not row.ended_at],
        "former": [row for row in rows if row.ended_at],
        "invitations": [
            (each, each.state(on=now))
            for each in access.helping.helper_invitations_of(request.user)
        ],
        "form": form,
        "sees": sharing.HELPER_SEES,
        "never_sees": sharing.HELPER_NEVER_SEES,
    }
    template = "aftercare/sharing/helper.html"
    return frame.show(request, template, context, here="sharing")


def _sent(request, form) -> bool:
    """Whether the invitation is on its way; the form says why not."""
    email = form.cleaned_data["email"]
    try:
        helping.invite(email=email, by=request.user)
    except helping.Oneself:
        form.add_error("email", _("This is your own address."))
    except helping.OneIsEnough:
        form.add_error(
            None,
            _("Somebody helps you or is invited already. End or withdraw that first."),
        )
    except helping.TooMany:
        form.add_error(
            None, _("That were many invitations for one day. Try again tomorrow.")
        )
    else:
        messages.success(request, _("The invitation is on its way to %s.") % email)
        return True
    return False


@require_POST
def ticks(request, pk):
    """Let the helper tick, or look only."""
    found = access.helping.helper_of(request.user, pk)
    may_tick = request.POST.get("act") == "allow"
    try:
        helping.let_tick(found, may_tick=may_tick, by=request.user)
    except helping.NotOpen:
        messages.info(request, _("This had ended before."))
    else:
        if may_tick:
            done = _("%(name)s may tick in your name now.")
        else:
            done = _("%(name)s may look, and not tick.")
        messages.success(request, done % {"name": found.helper_name})
    return redirect("my:helper")


@require_POST
def end(request, pk):
    """Let the helper go, as of now."""
    found = access.helping.helper_of(request.user, pk)
    try:
        helping.end(found, by=request.user)
    except helping.NotOpen:
        messages.info(request, _("This had ended before."))
    else:
        name = {"name": found.helper_name}
        messages.success(
            request, _("%(name)s sees nothing of your plan any more.") % name
        )
    return redirect("my:helper")


@require_POST
def resend(request, pk):
    """A new link goes out; the old one is dead."""
    done = _("The invitation was sent again. The link sent before works no more.")
    return _act_on_invitation(request, pk, invitations.resend, done)


@require_POST
def withdraw(request, pk):
    done = _("The invitation is withdrawn. Its link works no more.")
    return _act_on_invitation(request, pk, invitations.withdraw, done)


def _act_on_invitation(request, pk, act, done):
    invitation = access.helping.helper_invitation_of(request.user, pk)
    try:
        act(invitation, by=request.user)
    except invitations.NotOpen as refusal:
        told = _("This was answered before: %s.") % refusal.state.label
        messages.info(request, told)
    except invitations.TooSoon:
        told = _("The invitation went out a moment ago. Give it a minute to arrive.")
        messages.info(request, told)
    else:
        messages.success(request, done)
    return redirect("my:helper")
