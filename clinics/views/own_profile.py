"""A practitioner's own profile, and where they work."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clinics import access
from clinics.domain import practitioners
from clinics.forms.practitioner import ProfileForm
from clinics.views import frame


@never_cache
@require_http_methods(frame.ASKED)
def overview(request):
    """The profile to change, and who asks. 404 for who has none."""
    practitioner = access.own_profile(request.user)
    context, done = edit(request, practitioner)
    if done:
        return redirect("practitioner-own")
    context["asked"] = list(access.own_requests(request.user))
    context["placements"] = list(access.own_placements(request.user))
    status = 409 if context["stale"] else 200
    with timezone.override(request.user.zone):
        return render(request, "clinics/practitioner_own.html", context, status=status)


@never_cache
@require_http_methods(frame.ASKED)
def end(request, pk):
    """Stop being shown at a clinic; a POST does it."""
    placement = access.own_placement(request.user, pk)
    if is_left(request, placement, on=placement.clinic.today):
        return redirect("practitioner-own")
    context = {"placement": placement}
    return render(request, "clinics/practitioner_own_end.html", context)


def edit(request, practitioner) -> tuple[dict, bool]:
    """What the form of a profile shows, and whether there is nothing left to ask.

    `stale` is the profile as somebody else left it meanwhile; what was typed stays in
    the form, and sent once more it counts.
    """
    first = {"edition": practitioner.edition}
    form = ProfileForm(request.POST or None, instance=practitioner, initial=first)
    context = {"form": form, "practitioner": practitioner, "stale": None}
    if request.method != "POST" or not form.is_valid():
        return context, False
    try:
        practitioners.edit(practitioner, by=request.user, **form.cleaned_data)
    except practitioners.Stale as refusal:
        again = request.POST.copy()
        again["edition"] = refusal.now.edition
        context |= {"form": ProfileForm(again), "stale": refusal.now}
        return context, False
    except practitioners.NotYours:
        messages.error(request, _("The person has claimed the profile meanwhile."))
    else:
        messages.success(request, _("The profile is saved."))
    return context, True


def is_left(request, placement, *, on) -> bool:
    """Whether a placement has ended: now, with a POST, or before; the page says so."""
    if placement.until is None and request.method != "POST":
        return False
    if placement.until is not None:
        messages.error(request, _had_ended())
    else:
        _leave(request, placement, on=on)
    return True


def _leave(request, placement, *, on) -> None:
    try:
        practitioners.leave(placement, by=request.user, on=on)
    except practitioners.AlreadyLeft:
        messages.error(request, _had_ended())
    else:
        messages.success(request, _("Readers no longer see this place of work."))


def _had_ended() -> str:
    return _("That had ended already.")
