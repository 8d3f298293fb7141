"""What everybody may read of inks: a list, and a page for each."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics import addresses, public_inks
from portal.operations import page_cache
from portal.ui.templatetags.ui import home_url

PER_PAGE = 50


@login_not_required
@require_safe
def index(request):
    """The inks that were tested, or that a listed clinic uses, by maker and name."""
    page = Paginator(public_inks.on_show(), PER_PAGE)
    page_cache.allow(request, until=public_inks.hold_until())
    context = {
        "entries": page.get_page(request.GET.get("page")),
        "crumbs": [(_("Home"), home_url())],
        **addresses.in_each_language(reverse("inks:index")),
    }
    return render(request, "clinics/inks.html", context)


@login_not_required
@require_safe
def ink(request, maker, ink):
    """One ink: its batches, what was found in them, and who has it in use today."""
    found = get_object_or_404(public_inks.on_show(), maker__slug=maker, slug=ink)
    shown = public_inks.page(found)
    page_cache.allow(request, until=shown.true_until)
    context = {
        "page": shown,
        "crumbs": [(_("Home"), home_url()), (_("Inks"), reverse("inks:index"))],
        **addresses.in_each_language(reverse("inks:ink", args=[maker, ink])),
    }
    return render(request, "clinics/ink.html", context)
