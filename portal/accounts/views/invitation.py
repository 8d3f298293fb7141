"""The page an invitation's link opens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts import places
from portal.accounts.adapters import INVITATION_SESSION_KEY
from portal.accounts.domain import invitations
from portal.accounts.enums import InvitationState
from portal.accounts.models import Invitation, User


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Show the offer; a POST takes it up, or leads a stranger to sign up."""
    found = Invitation.objects.with_token(token).select_related("invited_by").first()
    if found is None:
        return _refuse(request, "unknown", status=404)
    state = found.state(on=timezone.now())
    if page := _asks_at(found, request.user, state):
        return redirect(page)
    if state != InvitationState.WAITING:
        declined = found.was_declined_by(request.user)
        return _refuse(request, "declined" if declined else state, status=410)
    if not request.user.is_authenticated:
        return _stranger(request, found, token)
    if not invitations.is_for(found, request.user):
        return _refuse(request, "another", status=404)
    if request.method == "POST":
        return _accept(request, found)
    context = {"invitation": found, "offer": places.offer_of(found)}
    return render(request, "accounts/invitation.html", context)


def _asks_at(found, user, state) -> str:
    """Where whoever it is for answers it, or has: that page leads on."""
    kind = places.kind_of(found)
    if kind is None or kind.asks_at is None or not user.is_authenticated:
        return ""
    opens = {InvitationState.WAITING, InvitationState.ACCEPTED}
    leads = state in opens and invitations.is_for(found, user)
    return kind.asks_at(found) if leads else ""


def _stranger(request, found, token):
    here = urlencode({"next": request.path})
    if request.method == "POST":
        # The link came by mail: whoever holds it has proved the address.
        request.session["account_verified_email"] = found.email
        request.session[INVITATION_SESSION_KEY] = token
        return redirect(f"{reverse('account_signup')}?{here}")
    context = {
        "invitation": found,
        "offer": places.offer_of(found),
        "login_url": f"{reverse('account_login')}?{here}",
        "has_account": User.objects.filter(email=found.email).exists(),
    }
    return render(request, "accounts/invitation.html", context)


def _accept(request, found):
    try:
        invitations.accept(found, by=request.user)
    except invitations.NotOpen as refusal:  # somebody was faster
        return _refuse(request, refusal.state, status=410)
    except places.CannotTakeUp as refusal:
        return _refuse(request, "place", sentence=refusal.sentence, status=409)
    request.session.pop(INVITATION_SESSION_KEY, None)
    if offer := places.offer_of(found):
        messages.success(request, offer.welcome)
        return redirect(offer.url)
    messages.success(request, _("Welcome. You are now: %s.") % found.get_role_display())
    return redirect("account")


def _refuse(request, why, *, status, sentence=""):
    context = {"why": str(why), "sentence": sentence}
    return render(request, "accounts/invitation_refused.html", context, status=status)
