"""What everybody may read of a clinic and of a practitioner."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics import (
    access,
    addresses,
    presenting,
    public_inks,
    public_profile,
    structured_data,
)
from portal.operations import page_cache
from portal.ui.templatetags.ui import home_url


@login_not_required
@require_safe
def profile(request, slug):
    """A clinic, which of its papers hold today, and what became of the others."""
    clinic = access.public_clinic(request.user, slug)
    shown = public_profile.of_clinic(clinic)
    page_cache.allow(request, until=shown.true_until)
    known = addresses.in_each_language(reverse("clinics:profile", args=[slug]))
    is_struck_off = clinic.status in presenting.STRUCK_OFF
    context = {
        "profile": shown,
        "inks": [] if is_struck_off else public_inks.in_use_at(clinic),
        "crumbs": _way(),
        **known,
        "structured_data": clinic.is_listed
        and structured_data.clinic(shown, url=known["canonical"]),
    }
    return render(request, "clinics/profile.html", context)


@login_not_required
@require_safe
def practitioner(request, slug):
    """A practitioner, where they work today, and the papers of their own."""
    person, placements = access.public_practitioner(slug)
    shown = public_profile.of_practitioner(person, placements)
    page_cache.allow(request, until=shown.true_until)
    context = {
        "personal": shown,
        "crumbs": _way(),
        **addresses.in_each_language(reverse("practitioner", args=[slug])),
    }
    return render(request, "clinics/practitioner.html", context)


def _way() -> list[tuple[str, str]]:
    return [(_("Home"), home_url()), (_("Clinics"), reverse("clinics:directory"))]
