"""A clinic asks whether somebody works there, and the person says yes or no."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from clinics import access, presenting
from clinics.domain import placement_requests, practitioners
from clinics.enums import Answer
from clinics.forms.practitioner import DeclineForm, PlaceForm
from clinics.rules import Right
from clinics.views import frame


@never_cache
@require_http_methods(frame.ASKED)
def ask(request, clinic):
    """Ask somebody who is on Scalpwise already whether they work here."""
    clinic = access.workplace(request.user, clinic, Right.EDIT_PRACTITIONERS)
    first = {"since": clinic.today, "address": request.GET.get("address", "")}
    form = PlaceForm(request.POST or None, initial=first)
    sent = request.method == "POST" and form.is_valid()
    if sent and (asked := _asked(request, clinic, form)):
        told = _("%s is on the list of practitioners.")
        if asked.answer != Answer.YES:
            told = _("The question is on its way to %s.")
        messages.success(request, told % asked.practitioner.public_name)
        return redirect("workspace:practitioners", clinic.slug)
    return frame.ask(
        request,
        clinic,
        form,
        here="practitioners",
        heading=_("Add somebody who is on Scalpwise already"),
        lede=_(
            "The person gets a letter and says yes or no within 14 days. With a yes "
            "the profile and its papers come along; until then readers see nothing, "
            "and nothing counts."
        ),
        submit=_("Ask this person"),
    )


def _asked(request, clinic, form):
    """The question that is asked now, or None and the form says why."""
    found = access.claimed_profile(form.cleaned_data["address"])
    if found is None:
        form.add_error(
            "address",
            _("There is no profile with this address that its person has claimed."),
        )
        return None
    since = form.cleaned_data["since"]
    try:
        return placement_requests.ask(found, clinic, by=request.user, since=since)
    except practitioners.AlreadyThere:
        form.add_error("address", _("This person works here already."))
    except placement_requests.AlreadyAsked:
        form.add_error(
            "address",
            _("You have asked this person already. The answer can still come."),
        )
    except placement_requests.SaidNo as no:
        told = _("This person has said no. You can ask again from %(day)s on.")
        form.add_error("address", told % presenting.named_day(no.again_on))
    except placement_requests.TooSoon:
        form.add_error(
            "address",
            _(
                "You have asked this person already and taken it back. Ask again 24 "
                "hours after you asked."
            ),
        )
    except placement_requests.TooMany:
        form.add_error(
            None, _("Those were many questions for one day. Ask again tomorrow.")
        )
    return None


@require_POST
def withdraw(request, clinic, pk):
    clinic = access.workplace(request.user, clinic, Right.EDIT_PRACTITIONERS)
    asked = access.request_of(clinic, pk)
    try:
        placement_requests.withdraw(asked, by=request.user)
    except placement_requests.NotOpen as refusal:  # answered a moment ago
        _say_why_not(request, refusal)
    else:
        messages.success(request, _("The question is withdrawn."))
    return redirect("workspace:practitioners", clinic.slug)


@require_POST
def agree(request, pk):
    """The person works there; a second click finds it done."""
    asked = access.own_request(request.user, pk)
    try:
        placement_requests.agree(asked, by=request.user)
    except placement_requests.NotOpen as refusal:
        _say_why_not(request, refusal)
    else:
        told = _("You have said that you work at %s.")
        messages.success(request, told % asked.clinic.name)
    return redirect("practitioner-own")


@never_cache
@require_http_methods(frame.ASKED)
def decline(request, pk):
    """The person does not work there, and may say a word about it."""
    asked = access.own_request(request.user, pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _declined(request, asked, form.cleaned_data["words"])
    context = {"form": form, "asked": asked}
    return render(request, "clinics/practitioner_own_decline.html", context)


def _declined(request, asked, words):
    try:
        placement_requests.decline(asked, by=request.user, words=words)
    except placement_requests.NotOpen as refusal:
        _say_why_not(request, refusal)
    else:
        told = _("You have said that you do not work at %s.")
        messages.success(request, told % asked.clinic.name)
    return redirect("practitioner-own")


def _say_why_not(request, refusal):
    messages.error(request, _("Nothing was done: %s.") % refusal.state.label)
