"""When the door is open, and when somebody answers clients."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clinics import access, weeks
from clinics.domain import profiles
from clinics.enums import HoursKind
from clinics.forms.hours import HoursForm
from clinics.rules import Right
from clinics.views import frame


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, clinic, kind):
    """The week of one kind, in the time of the clinic."""
    clinic = access.workplace(request.user, clinic, Right.EDIT_PROFILE)
    if kind not in HoursKind.values:
        raise Http404
    kind = HoursKind(kind)
    form = HoursForm(request.POST or None, clinic=clinic, kind=kind)
    if request.method == "POST" and form.is_valid():
        edition = form.cleaned_data["edition"]
        return _save(request, clinic, kind, form, edition=edition or 0)
    return _show(request, clinic, kind, form)


def _save(request, clinic, kind, form: HoursForm, *, edition: int):
    try:
        profiles.set_hours(clinic, kind, form.spans, by=request.user, edition=edition)
    except profiles.Stale as stale:
        if not form.is_changed_by_others(stale.now, kind):
            return _save(request, clinic, kind, form, edition=stale.now.edition)
        renewed = form.renewed(stale.now, kind)
        return _show(request, stale.now, kind, renewed, is_stale=True)
    messages.success(request, _("The hours are saved."))
    return redirect("workspace:hours", clinic.slug, kind)


def _show(request, clinic, kind, form: HoursForm, *, is_stale=False):
    context = {
        "form": form,
        "kind": kind,
        "part": kind.value,
        "is_stale": is_stale,
        "stored": weeks.in_words(weeks.spans_of(clinic, kind)),
        "editor": clinic.edited_by,
    }
    template = "clinics/workspace/hours.html"
    status = 409 if is_stale else 200
    return frame.show(request, clinic, template, context, here="profile", status=status)
