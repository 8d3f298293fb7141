"""What everybody may read of a clinic and of a practitioner."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics import access, public_profile, structured_data
from portal.operations import page_cache
from portal.ui.templatetags.ui import home_url


@login_not_required
@require_safe
def profile(request, slug):
    """A clinic, which of its papers hold today, and what became of the others."""
    clinic = access.public_clinic(request.user, slug)
    shown = public_profile.of_clinic(clinic)
    page_cache.allow(request, until=shown.true_until)
    addresses = _in_each_language(reverse("clinics:profile", args=[slug]))
    context = {
        "profile": shown,
        "crumbs": _way(),
        **addresses,
        "structured_data": clinic.is_listed
        and structured_data.clinic(shown, url=addresses["canonical"]),
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
        **_in_each_language(reverse("practitioner", args=[slug])),
    }
    return render(request, "clinics/practitioner.html", context)


def _way() -> list[tuple[str, str]]:
    return [(_("Home"), home_url()), (_("Clinics"), reverse("clinics:directory"))]


def _in_each_language(path: str) -> dict:
    """The address of this page for machines, and the same page in each language."""
    alternates = {
        code: f"{settings.BASE_URL}{translate_url(path, code)}"
        for code, _name in settings.LANGUAGES
    }
    return {"canonical": f"{settings.BASE_URL}{path}", "alternates": alternates}
