"""The queue: one list of all that waits, and who has what in hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.moderation import access, queue
from portal.moderation.domain import claims
from portal.moderation.forms.claim import TakeOverForm


@require_safe
def items(request):
    """A page of the queue, narrowed by `show` and `kind`."""
    kinds = queue.kinds_for(request.user)
    if not kinds:
        raise PermissionDenied
    filters = _filters(request, kinds)
    context = {
        "page": queue.page(request.user, filters, request.GET.get("page")),
        "most": queue.MOST,
        "filters": filters,
        "shown": queue.SHOWN.items(),
        "kinds": kinds,
    }
    return TemplateResponse(request, "moderation/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request, kind, pk):
    """Ask who has an item in hand; claim it, take it over, or let it go."""
    of_kind, item = access.item_to_claim(request.user, kind, pk)
    match request.POST.get("act"):
        case "take":
            return _take(request, of_kind, item)
        case "release":
            claims.release(kind, pk, by=request.user)
            messages.success(request, _("You have let it go."))
            return redirect("queue:items")
        case "take-over":
            return _take_over(request, of_kind, item)
    return _ask(request, of_kind, item, form=None)


def _take(request, kind, item):
    try:
        claim = claims.take(kind.key, item.pk, by=request.user)
    except claims.Taken:
        messages.warning(request, _("Somebody was faster, and has it in hand."))
        return redirect("queue:claim", kind.key, item.pk)
    messages.success(request, _yours(claim))
    return redirect(kind.address(item))


def _take_over(request, kind, item):
    form = TakeOverForm(request.POST)
    if form.has_error("of"):
        messages.warning(
            request, _("Nothing was done. Look at who has it in hand, and try again.")
        )
    if not form.is_valid():
        return _ask(request, kind, item, form=form)
    of, reason = form.cleaned_data["of"], form.cleaned_data["reason"]
    try:
        claim = claims.take_over(
            kind.key, item.pk, by=request.user, of=of, reason=reason
        )
    except claims.Taken:
        messages.warning(request, _("Somebody else has it in hand meanwhile."))
        return _ask(request, kind, item, form=form, status=409)
    messages.success(request, _yours(claim))
    return redirect(kind.address(item))


def _ask(request, kind, item, *, form, status=200):
    alive = claims.alive(kind.key, item.pk)
    if alive and form is None:
        form = TakeOverForm(initial={"of": alive.by_id})
    context = {
        "kind": kind,
        "what": kind.what(item),
        "address": kind.address(item),
        "claim": alive,
        "form": form,
    }
    return TemplateResponse(request, "moderation/claim.html", context, status=status)


def _yours(claim):
    until = date_format(claim.until, "TIME_FORMAT")
    return _("It is yours until %(time)s.") % {"time": until}


def _filters(request, kinds):
    kind, show = request.GET.get("kind", ""), request.GET.get("show", "")
    return queue.Filters(
        kind=kind if kind in {each.key for each in kinds} else "",
        show=show if show in queue.SHOWN else "",
    )
