"""A person's own account page."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import answering, rules
from portal.accounts.domain import sessions
from portal.accounts.forms.profile import ProfileForm
from portal.accounts.presenters import questions


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with translation.override(user.language):
            messages.success(request, _("Your details are saved."))
            return redirect("account")
    factors = Authenticator.objects.filter(user=request.user)
    kinds = [factor.type for factor in factors]
    context = {
        "form": form,
        "standings": rules.standings(request.user),
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "codes_left": sum(
            len(factor.wrap().get_unused_codes())
            for factor in factors
            if factor.type == Authenticator.Type.RECOVERY_CODES
        ),
        "session_count": len(UserSession.objects.purge_and_list(request.user)),
        "questions": questions(request.user),
        "second_factor_advised": rules.has_duties(request.user),
    }
    with timezone.override(request.user.zone):
        return render(request, "accounts/account.html", context)


@require_POST
def consent(request, purpose):
    """Give or withdraw one consent."""
    answering.answer(request, purpose)
    return redirect("account")


@require_POST
def end_session(request, pk):
    """Sign out of one other place."""
    mine = UserSession.objects.filter(user=request.user)
    session = get_object_or_404(mine, pk=pk)
    if session.is_current():
        return redirect("account_logout")
    sessions.end([session], reason="asked")
    messages.success(request, _("That session is signed out."))
    return redirect("usersessions_list")
