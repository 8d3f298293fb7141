"""Those whom a person helps, and leaving them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from aftercare import access, sharing
from aftercare.domain import helping


@never_cache
@require_safe
def overview(request):
    """One link for each, and the way out of each."""
    context = {
        "rows": access.helping.helped_by(request.user),
        "sees": sharing.HELPER_SEES,
        "never_sees": sharing.HELPER_NEVER_SEES,
    }
    with timezone.override(request.user.zone):
        return render(request, "aftercare/helping/overview.html", context)


@require_POST
def leave(request, helper):
    """Help no more, as of now."""
    found = access.helping.left_by(request.user, helper)
    name = {"name": found.person_name}
    try:
        helping.end(found, by=request.user)
    except helping.NotOpen:
        messages.info(request, _("This had ended before."))
    else:
        messages.success(request, _("You help %(name)s no more.") % name)
    return redirect("helping:overview")
