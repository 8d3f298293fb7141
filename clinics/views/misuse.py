"""Somebody reports that a poster hangs elsewhere or that a paper looks wrong."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clinics import access, codes
from clinics.domain import misuse
from clinics.forms.misuse import MisuseForm

# By the visitor's network, in the cache alone; and by code, whoever asks.
LIMITS = {"misuse": "5/h/ip,30/h/key"}


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, code):
    """The form; then back to the page of the code."""
    known = codes.read(code)
    if known is None:
        return redirect("verification:page", code)
    if request.method != "POST":
        return _form(request, known, MisuseForm())
    form = MisuseForm(request.POST)
    if not form.is_valid():
        return _form(request, known, form)
    if not _within_limits(request, known):
        form.add_error(None, _("That is too many reports for now. Try in an hour."))
        return _form(request, known, form, status=429)
    misuse.report(known, **form.cleaned_data)
    messages.success(request, _("Thank you. A reviewer will look into it."))
    return redirect("verification:page", codes.shown(known))


def _form(request, code, form, *, status=200):
    context = {
        "form": form,
        "code": codes.shown(code),
        "certification": access.certification_in_public(code),
    }
    response = render(
        request, "clinics/verification/report.html", context, status=status
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _within_limits(request, code):
    if not settings.ACCOUNT_RATE_LIMITS:  # taken off for load tests
        return True
    limit = {"app": "clinics", "action": "misuse", "config": LIMITS, "key": code}
    return ratelimit.consume(request, **limit) is not None
