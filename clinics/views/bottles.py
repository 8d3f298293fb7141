"""A clinic's stock of ink: what is there, what came, what becomes of each bottle."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clinics import access
from clinics import stock as shelf
from clinics.domain import bottles, inks, labels
from clinics.enums import BottleAct, BottleState
from clinics.forms.bottle import (
    EmptyForm,
    LabelForm,
    OpenForm,
    ReasonForm,
    ReceiveForm,
)
from clinics.rules import Right
from clinics.views import frame
from portal.files import keeping, serving, uploading
from portal.knowledge import label_duties

EMPTY_PER_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Move:
    """Something to do with a bottle: its words, its question, and who does it."""

    act: BottleAct
    form: type
    label: str
    heading: str
    lede: str
    submit: str
    done: str


MOVES = {
    "open": Move(
        act=BottleAct.OPENED,
        form=OpenForm,
        label=gettext_lazy("Open it"),
        heading=gettext_lazy("Open this bottle"),
        lede=gettext_lazy("From that day on it counts as in use, and readers see it."),
        submit=gettext_lazy("It is open"),
        done=gettext_lazy("The bottle is open."),
    ),
    "empty": Move(
        act=BottleAct.EMPTIED,
        form=EmptyForm,
        label=gettext_lazy("Empty, or thrown away"),
        heading=gettext_lazy("Mark this bottle as empty"),
        lede=gettext_lazy("Used up or thrown away: it cannot be picked any more."),
        submit=gettext_lazy("It is empty"),
        done=gettext_lazy("The bottle is empty."),
    ),
    "quarantine": Move(
        act=BottleAct.QUARANTINED,
        form=ReasonForm,
        label=gettext_lazy("Set it aside"),
        heading=gettext_lazy("Set this bottle aside"),
        lede=gettext_lazy("Nobody can pick it for a session until it is released."),
        submit=gettext_lazy("Set it aside"),
        done=gettext_lazy("The bottle is in quarantine."),
    ),
    "release": Move(
        act=BottleAct.RELEASED,
        form=ReasonForm,
        label=gettext_lazy("Release it"),
        heading=gettext_lazy("Take this bottle back into use"),
        lede=gettext_lazy("Say what made sure that it is safe."),
        submit=gettext_lazy("Release it"),
        done=gettext_lazy("The bottle is released."),
    ),
}


@never_cache
@require_safe
def stock(request, clinic):
    """Bottles by state; the empty ones, of which there are ever more, by page."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_INKS)
    mine = access.bottles_of(clinic)
    empty = mine.exclude(emptied_on=None).order_by("-emptied_on", "-pk")
    page = Paginator(empty, EMPTY_PER_PAGE).get_page(request.GET.get("page"))
    shelves = shelf.shelves(mine.open_ended(), on=clinic.today)
    context = {
        "shelves": shelves,
        "to_do": sum(bool(each.to_do) for _state, kept in shelves for each in kept),
        "emptied": page,
    }
    template = "clinics/workspace/bottles.html"
    return frame.show(request, clinic, template, context, here="bottles")


@never_cache
@require_http_methods(frame.ASKED)
def add(request, clinic):
    """Write down a bottle that came."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_INKS)
    had = list(access.inks_of(clinic))
    form = ReceiveForm(request.POST or None, had=had, today=clinic.today)
    if request.method == "POST" and form.is_valid():
        made = _receive(request, clinic, form)
        if made:
            messages.success(request, _("The bottle is in the stock."))
            return redirect("workspace:bottle", clinic.slug, made.pk)
    return frame.ask(
        request,
        clinic,
        form,
        here="bottles",
        heading=_("Add a bottle"),
        lede=_("What stands on its label. One bottle at a time."),
        submit=_("Add the bottle"),
    )


def _receive(request, clinic, form: ReceiveForm):
    """The bottle, or None and the form says why."""
    try:
        batch = inks.batch(**form.batch, by=request.user)
    except inks.OtherDates as other:
        told = _(
            "This lot is known with another date, %(day)s. Look at the label again, or "
            "leave the date out."
        )
        form.add_error("expires_on", told % {"day": other.batch.expires_on})
        return None
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None
    return bottles.receive(
        clinic,
        batch,
        key=form.cleaned_data["key"],
        on=form.cleaned_data["received_on"],
        by=request.user,
    )


@never_cache
@require_safe
def bottle(request, clinic, pk):
    """One bottle: whether it may be used today, what was done, what its label says."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_INKS)
    found = access.bottle_of(clinic, pk)
    state = found.state(on=clinic.today)
    acts = bottles.offered(found, on=clinic.today)
    answered = {line.duty: line for line in found.label_lines.all()}
    language = get_language() or "en"
    context = {
        "bottle": found,
        "state": state,
        "kind": shelf.KINDS[state],
        "is_empty": state == BottleState.EMPTY,
        "why_not": bottles.why_not(found, on=clinic.today),
        "moves": [(name, move) for name, move in MOVES.items() if move.act in acts],
        "photo": access.label_photo(found),
        "events": found.events.select_related("by"),
        "duties": [
            (duty.letter, duty.asks.to(language), answered.get(duty.key))
            for duty in label_duties.DUTIES
        ],
        "worth_nothing": [
            words.says.to(language) for words in label_duties.WORTH_NOTHING
        ],
    }
    template = "clinics/workspace/bottle.html"
    return frame.show(request, clinic, template, context, here="bottles")


@never_cache
@require_http_methods(frame.ASKED)
def act(request, clinic, pk, act):
    """Ask what is to be said, then do it."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_INKS)
    found = access.bottle_of(clinic, pk)
    move = MOVES.get(act)
    if move is None:
        raise Http404
    if move.act not in bottles.offered(found, on=clinic.today):
        return _too_late(request, clinic, found)
    form = move.form(request.POST if request.method == "POST" else None, bottle=found)
    if request.method == "POST" and form.is_valid():
        try:
            _do(move, found, form, by=request.user)
        except bottles.NotNow:
            return _too_late(request, clinic, found)
        except bottles.WrongDay:
            form.add_error(
                "opened_on",
                _("Give a day between its coming and today, before the last day."),
            )
        except bottles.AfterExpiry:
            told = _("The batch ends before that, on %(day)s. Give that day at most.")
            form.add_error("discard_on", told % {"day": found.batch.expires_on})
        else:
            messages.success(request, move.done)
            return redirect("workspace:bottle", clinic.slug, pk)
    return frame.ask(
        request,
        clinic,
        form,
        here="bottles",
        heading=move.heading,
        lede=f"{found} – {move.lede}",
        submit=move.submit,
    )


def _do(move: Move, found, form, *, by) -> None:
    told = form.cleaned_data
    if move.act == BottleAct.OPENED:
        on, discard_on = told["opened_on"], told["discard_on"]
        bottles.open_one(found, on=on, discard_on=discard_on, by=by)
    elif move.act == BottleAct.EMPTIED:
        bottles.empty(found, by=by)
    elif move.act == BottleAct.QUARANTINED:
        bottles.quarantine(found, by=by, reason=told["reason"])
    else:
        bottles.release(found, by=by, reason=told["reason"])


def _too_late(request, clinic, found):
    """Somebody was faster, or the address was typed by hand."""
    state = access.bottle_of(clinic, found.pk).state(on=clinic.today)
    messages.warning(
        request, _("Nothing was done. The bottle is: %s.") % state.label.lower()
    )
    return redirect("workspace:bottle", clinic.slug, found.pk)


@never_cache
@require_http_methods(frame.ASKED)
@uploading.takes(labels.PHOTOS)
def label(request, clinic, pk):
    """The seven duties of the label, as somebody reads them on the bottle."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_INKS)
    found = access.bottle_of(clinic, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LabelForm(*sent, bottle=found)
    if request.method == "POST" and form.is_valid():
        labels.write_down(found, by=request.user, answers=form.answers)
        try:
            if received := form.cleaned_data["photo"]:
                labels.keep_photo(found, received, by=request.user)
        except keeping.NotKept:
            sentence = _(
                "We could not store it just now. Send it again in a few minutes."
            )
            form.add_error("photo", sentence)
        else:
            messages.success(request, _("What the label says is written down."))
            return redirect("workspace:bottle", clinic.slug, pk)
    nothing = " ".join(
        words.says.to(get_language() or "en") for words in label_duties.WORTH_NOTHING
    )
    return frame.ask(
        request,
        clinic,
        form,
        here="bottles",
        heading=_("What the label says"),
        lede=f"{found} – {nothing}",
        submit=_("Write it down"),
    )


@never_cache
@require_safe
@serving.hands_out
def photo(request, clinic, pk):
    """The photo of a label, as we redrew it."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_INKS)
    found = access.label_photo(access.bottle_of(clinic, pk))
    if found is None:
        raise Http404
    return serving.picture(labels.read_photo(found, by=request.user))
