"""A person's own account page."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import rules
from portal.accounts.domain import consents, sessions
from portal.accounts.enums import Purpose
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
    return render(request, "accounts/account.html", context)


@require_POST
def consent(request, purpose):
    """Give or withdraw one consent; the form carries the version that was shown."""
    if purpose not in Purpose.values:
        raise Http404
    purpose = Purpose(purpose)
    try:
        if request.POST.get("act") == "give":
            version = request.POST.get("text_version", "")
            consents.give(purpose, by=request.user, text_version=version)
            messages.success(request, _("Thank you. Your consent is recorded."))
        else:
            consents.withdraw(purpose, by=request.user)
            messages.success(request, _("Your consent is withdrawn, as of now."))
    except (LookupError, consents.NothingToWithdraw):
        messages.error(request, _("Nothing was changed. Please answer once more."))
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
