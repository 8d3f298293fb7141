"""A clinic's way into the register, and the terms it agrees to."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clinics import terms as texts
from clinics.domain import clinics
from clinics.forms.application import ApplicationForm
from portal.operations import page_cache


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request):
    """Make a clinic of one's own, or say to a stranger what comes of it."""
    if not request.user.is_authenticated:
        return _stranger(request)
    form = ApplicationForm(request.POST or None, initial={"submit_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            clinic = clinics.apply(by=request.user, **form.details)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except clinics.TooManyDrafts:
            form.add_error(
                None,
                _(
                    "You have %(count)s clinics that are not listed yet. Wait until "
                    "one of them is on the list, or close one, before you add another."
                )
                % {"count": clinics.MOST_DRAFTS},
            )
        else:
            messages.success(request, _("Your clinic has its workspace."))
            return redirect("workspace:listing", clinic.slug)
    return render(request, "clinics/apply.html", {"form": form})


def _stranger(request):
    here = urlencode({"next": request.path})
    context = {
        "signup_url": f"{reverse('account_signup')}?{here}",
        "login_url": f"{reverse('account_login')}?{here}",
    }
    if request.method == "POST":
        return redirect(context["login_url"])
    return render(request, "clinics/apply_start.html", context)


@login_not_required
@require_safe
def terms(request):
    """What a clinic agrees to, in the newest version."""
    page_cache.allow(request)
    language = get_language()
    sections = [
        (section.heading.to(language), section.text.to(language))
        for section in texts.CURRENT.sections
    ]
    context = {"version": texts.CURRENT.version, "sections": sections}
    return render(request, "clinics/terms.html", context)
