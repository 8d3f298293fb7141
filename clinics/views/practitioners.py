"""Who holds the needle at a clinic, and the profile that readers see."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clinics import access, rules
from clinics.domain import practitioners
from clinics.forms.practitioner import IntroduceForm
from clinics.rules import Right
from clinics.views import frame, own_profile

PER_PAGE = 25


@never_cache
@require_safe
def overview(request, clinic):
    """Whom the clinic has asked, then those at work with what becomes of profiles."""
    clinic = access.workplace(request.user, clinic, Right.SEE_TEAM)
    page = Paginator(access.placements_of(clinic), PER_PAGE)
    entries = page.get_page(request.GET.get("page"))
    may_edit = rules.may(request.user, Right.EDIT_PRACTITIONERS, clinic)
    context = {
        "entries": entries,
        "rows": access.with_offers(list(entries), on=clinic.today),
        "may_edit": may_edit,
        "asked": _asked(clinic) if may_edit else [],
    }
    template = "clinics/workspace/practitioners.html"
    return frame.show(request, clinic, template, context, here="practitioners")


def _asked(clinic) -> list:
    """Whom the clinic has asked whether they work here, and how that stands now."""
    now = timezone.now()
    return [(asked, asked.state(on=now)) for asked in access.requests_of(clinic)]


@never_cache
@require_http_methods(frame.ASKED)
def introduce(request, clinic):
    """Make a profile for somebody who has none."""
    clinic = access.workplace(request.user, clinic, Right.EDIT_PRACTITIONERS)
    form = IntroduceForm(request.POST or None, initial={"since": clinic.today})
    if request.method == "POST" and form.is_valid():
        try:
            practitioners.introduce(clinic, by=request.user, **form.cleaned_data)
        except practitioners.AlreadyThere:
            form.add_error(
                "public_name", _("Somebody of this name works here already.")
            )
        else:
            name = form.cleaned_data["public_name"]
            messages.success(request, _("%s is on the list of practitioners.") % name)
            return redirect("workspace:practitioners", clinic.slug)
    return frame.ask(
        request,
        clinic,
        form,
        here="practitioners",
        heading=_("Add a practitioner"),
        lede=_("Once the clinic is listed, readers see the name and the text."),
        submit=_("Add this person"),
    )


@never_cache
@require_http_methods(frame.ASKED)
def edit(request, clinic, pk):
    """Change a profile that nobody has claimed."""
    clinic = access.workplace(request.user, clinic, Right.EDIT_PRACTITIONERS)
    practitioner = access.practitioner_to_edit(clinic, pk)
    context, done = own_profile.edit(request, practitioner)
    if done:
        return redirect("workspace:practitioners", clinic.slug)
    return frame.show(
        request,
        clinic,
        "clinics/workspace/practitioner_edit.html",
        context,
        here="practitioners",
        status=409 if context["stale"] else 200,
    )


@never_cache
@require_http_methods(frame.ASKED)
def end(request, clinic, pk):
    """Say that somebody does not work here any more; a POST does it."""
    clinic = access.workplace(request.user, clinic, Right.EDIT_PRACTITIONERS)
    placement = access.placement_of(clinic, pk)
    if own_profile.is_left(request, placement, on=clinic.today):
        return redirect("workspace:practitioners", clinic.slug)
    template = "clinics/workspace/placement_end.html"
    context = {"placement": placement}
    return frame.show(request, clinic, template, context, here="practitioners")
