"""What a clinic says of itself: written, previewed, and kept when two write at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clinics import access, rules, weeks
from clinics.domain import profiles
from clinics.enums import ClinicStatus, HoursKind
from clinics.forms.profile import PRIVATE, PUBLIC, ProfileForm
from clinics.rules import Right
from clinics.views import frame


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, clinic):
    """A POST saves, or shows what the public would read: `act` says which."""
    clinic = access.workplace(request.user, clinic, Right.EDIT_PROFILE)
    keeps = not rules.may_change_identity(request.user, clinic)
    form = ProfileForm(request.POST or None, clinic=clinic, keeps=keeps)
    act = request.POST.get("act")
    if act == "fragment":
        return render(request, "clinics/workspace/profile_preview.html", _preview(form))
    if request.method == "POST" and act != "preview" and form.is_valid():
        return _save(request, clinic, form, edition=form.cleaned_data["edition"])
    context = _preview(form) | {
        "form": form,
        "public": [
            form[name] for name in (*PUBLIC, "languages") if name in form.fields
        ],
        "is_told": not keeps and clinic.status != ClinicStatus.DRAFT,
        "private": [form[name] for name in PRIVATE],
        "is_preview": act == "preview",
        "part": "profile",
    }
    return frame.show(
        request, clinic, "clinics/workspace/profile.html", context, here="profile"
    )


def _preview(form: ProfileForm) -> dict:
    if form.is_bound:
        form.is_valid()
    shown, spoken = form.previewed
    return {
        "shown": shown,
        "spoken": spoken,
        "opening": weeks.in_words(weeks.spans_of(shown, HoursKind.OPENING)),
    }


def _save(request, clinic, form: ProfileForm, *, edition: int | None):
    try:
        profiles.edit(clinic, by=request.user, edition=edition or 0, **form.changes)
    except profiles.Stale as stale:
        differences = form.differences(stale.now)
        if not differences:  # the others changed nothing that this form holds
            return _save(request, clinic, form, edition=stale.now.edition)
        return _conflict(request, form, stale.now, differences)
    except profiles.IdentityKept:  # suspended or closed since the form was read
        return edit(request, clinic.slug)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The profile is saved."))
    return redirect("workspace:profile", clinic.slug)


def _conflict(request, form: ProfileForm, now, differences):
    context = {
        "differences": differences,
        "hidden": form.renewed(now),
        "editor": now.edited_by,
        "edited_at": now.edited_at,
        "part": "profile",
    }
    template = "clinics/workspace/profile_conflict.html"
    return frame.show(request, now, template, context, here="profile", status=409)
