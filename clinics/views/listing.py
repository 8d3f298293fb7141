"""From a draft to the list, off it and back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from clinics import access, rules, wording
from clinics.domain import applications, clinics
from clinics.domain.applications import Need
from clinics.enums import MOVES, ClinicStatus
from clinics.forms.listing import MoveForm
from clinics.rules import Right
from clinics.views import frame

# Where each need is met: the name of an address, and what follows the clinic in it.
WHERE = {
    Need.ABOUT: ("profile",),
    Need.WAY: ("profile",),
    Need.LANGUAGES: ("profile",),
    Need.PLACE: ("profile",),
    Need.OPENING: ("hours", "opening"),
    Need.RESPONSE: ("hours", "response"),
    Need.URGENT: ("contacts",),
    Need.DEPUTY: ("contacts",),
}


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that an owner does to the listing, in words."""

    name: str
    to: ClinicStatus
    label: str
    says: str
    done: str
    is_grave: bool = False


ACTS = {
    act.name: act
    for act in (
        Act(
            name="unlist",
            to=ClinicStatus.UNLISTED,
            label=gettext_lazy("Take off the list"),
            says=gettext_lazy(
                "The public no longer finds the clinic. Its papers stay readable for "
                "whoever holds a code. You can put it back whenever you want."
            ),
            done=gettext_lazy("The clinic is off the list."),
        ),
        Act(
            name="relist",
            to=ClinicStatus.LISTED,
            label=gettext_lazy("Put back on the list"),
            says=gettext_lazy("The public finds the clinic again, at once."),
            done=gettext_lazy("The clinic is on the list."),
        ),
        Act(
            name="close",
            to=ClinicStatus.CLOSED,
            label=gettext_lazy("Close the clinic"),
            says=gettext_lazy(
                "For a clinic that works no more. This cannot be undone: to come back "
                "it applies anew. What it was stays in the record."
            ),
            done=gettext_lazy("The clinic is closed."),
            is_grave=True,
        ),
    )
}


@never_cache
@require_safe
def overview(request, clinic):
    """How the clinic stands, what is missing, and what comes next."""
    clinic = access.workplace(request.user, clinic, Right.SEE_DASHBOARD)
    lines = applications.checklist(clinic)
    links = _links(request.user, clinic)
    changes = clinic.status_changes.order_by("-at", "-pk")
    context = {
        "lines": [(line, links.get(line.need)) for line in lines],
        "is_complete": not any(line.is_in_the_way for line in lines),
        "may_act": rules.may(request.user, Right.HAND_IN, clinic),
        "acts": _offered(clinic),
        "changes": changes,
        "is_draft": clinic.status == ClinicStatus.DRAFT,
    }
    template = "clinics/workspace/listing.html"
    return frame.show(request, clinic, template, context, here="listing")


def _links(user, clinic) -> dict[Need, str]:
    """Where each need is met, as far as the person may go there."""
    edits = rules.may(user, Right.EDIT_PROFILE, clinic)
    return {
        need: reverse(f"workspace:{name}", args=[clinic.slug, *further])
        for need, (name, *further) in WHERE.items()
        if edits or name == "contacts"
    }


def _offered(clinic) -> list[Act]:
    if clinic.status == ClinicStatus.SUSPENDED:
        return []  # until a reviewer has decided
    moves = MOVES[ClinicStatus(clinic.status)]
    if clinic.status == ClinicStatus.DRAFT:
        moves = moves - {ClinicStatus.LISTED}  # that is for the reviewers
    return [act for act in ACTS.values() if act.to in moves]


@require_POST
def hand_in(request, clinic):
    """Give a complete draft to the reviewers."""
    clinic = access.workplace(request.user, clinic, Right.HAND_IN)
    try:
        applications.hand_in(clinic, by=request.user)
    except applications.Incomplete as refusal:
        missing = ", ".join(str(need.label) for need in refusal.needs)
        messages.error(request, _("Something is missing still: %s.") % missing)
    except (clinics.AlreadyHandedIn, clinics.MoveNotAllowed):
        messages.info(request, _("It is handed in already."))
    else:
        messages.success(
            request, _("Handed in. The reviewers look at it, and you get a mail.")
        )
    return redirect("workspace:listing", clinic.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request, clinic, act):
    """Ask, show what the public will read, then do it."""
    clinic = access.workplace(request.user, clinic, Right.HAND_IN)
    act = ACTS.get(act)
    if act is None:
        raise Http404
    if clinic.status == act.to:  # a second click
        return redirect("workspace:listing", clinic.slug)
    form = _form(clinic, act, request.POST if request.method == "POST" else None)
    if act not in _offered(clinic):
        return _moved_meanwhile(request, clinic, act, form)
    wants_preview = request.POST.get("act") == "preview"
    if form.is_bound and form.is_valid() and not wants_preview:
        return _do(request, clinic, act, form)
    return _ask(request, clinic, act, form)


def _ask(request, clinic, act: Act, form: MoveForm, *, status=200):
    line = act.to != ClinicStatus.LISTED and wording.public_line(
        act.to, on=clinic.today, sentence=form.sentence
    )
    context = {
        "act": act,
        "form": form,
        "line": clinic.status != ClinicStatus.DRAFT and line,
    }
    template = "clinics/workspace/listing_move.html"
    return frame.show(request, clinic, template, context, here="listing", status=status)


def _form(clinic, act: Act, data) -> MoveForm:
    asks = {
        "unlist": ("public_sentence",),
        "relist": (),
        "close": ("reason", "public_sentence"),
    }[act.name]
    if clinic.status == ClinicStatus.DRAFT:  # nobody has ever read of it
        asks = ()
    needed = act.to == ClinicStatus.CLOSED
    return MoveForm(data, asks=asks, needed=needed, seen=clinics.state_of(clinic))


def _do(request, clinic, act: Act, form: MoveForm):
    try:
        clinics.move(
            clinic,
            act.to,
            by=request.user,
            seen=form.cleaned_data["seen"],
            **form.words,
        )
    except (clinics.MoveNotAllowed, clinics.Moved):
        return _moved_meanwhile(request, clinic, act, form)
    except clinics.NotYours:
        messages.error(
            request,
            _("As a reviewer you decide nothing about a clinic that you work for."),
        )
    else:
        messages.success(request, act.done)
    return redirect("workspace:listing", clinic.slug)


def _moved_meanwhile(request, clinic, act: Act, form: MoveForm):
    """The form over the clinic as it is now; where that is over, what was typed."""
    now = access.workplace(request.user, clinic.slug, Right.HAND_IN)
    messages.warning(
        request,
        _("The clinic has changed meanwhile; nothing was done. Please look again."),
    )
    if form.is_bound and act in _offered(now):
        answers = form.data.copy()
        answers["seen"] = clinics.state_of(now)
        return _ask(request, now, act, _form(now, act, answers), status=409)
    for words in filter(None, map(form.data.get, form.WORDS)):
        messages.info(request, _("You had written: “%s”") % words)
    return redirect("workspace:listing", clinic.slug)
