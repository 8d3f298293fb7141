"""The clinic's treatments and sessions: seen, handed over, corrected."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from aftercare import access, inks, passport, preview, versions
from aftercare.domain import corrections, sessions
from aftercare.enums import SessionState
from aftercare.forms.correction import CorrectionForm
from aftercare.forms.recording import WRONG_DAY
from aftercare.views.recording import HERE, NOT_AT_WORK, sent
from clinics import access as clinic_access
from clinics.rules import Right
from clinics.views import frame
from portal.knowledge import health_questions

SESSIONS_PER_PAGE = 25
KINDS = {
    SessionState.RECORDED: "warn",
    SessionState.HANDED_OVER: "info",
    SessionState.RECEIVED: "good",
}


@never_cache
@require_safe
def overview(request, clinic):
    """The sessions of the people who are treated today, the last one first."""
    clinic = _workplace(request, clinic)
    page = Paginator(access.sessions.sessions_at(clinic), SESSIONS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "sessions": page,
        "rows": [(each, KINDS[each.state], each.state.label) for each in page],
        "drafts": access.sessions.drafts_at(clinic),
    }
    template = "aftercare/workspace/treatments.html"
    return frame.show(request, clinic, template, context, here=HERE)


@never_cache
@require_safe
def treatment(request, clinic, pk):
    """One treatment with its sessions."""
    clinic = _workplace(request, clinic)
    found = access.treatments.treatment_at(clinic, pk)
    mine = access.sessions.sessions_at(clinic).filter(treatment=found)
    context = {
        "treatment": found,
        "client": access.clients.active_client_behind(found),
        "rows": [(each, KINDS[each.state], each.state.label) for each in mine],
    }
    template = "aftercare/workspace/treatment.html"
    return frame.show(request, clinic, template, context, here=HERE)


@never_cache
@require_safe
def session(request, clinic, pk):
    """One session: what is written, whether it was handed over, what was corrected."""
    clinic = _workplace(request, clinic)
    found = access.sessions.session_at(clinic, pk)
    context = {
        "session": found,
        "state": found.state,
        "kind": KINDS[found.state],
        "preview": preview.of(clinic) if found.state == SessionState.RECORDED else None,
        "risks": health_questions.asked(found.health.risks, language=get_language()),
        "inks": passport.inks_of(found),
        "versions": versions.of(found, access.sessions.amendments_of(found)),
    }
    template = "aftercare/workspace/session.html"
    return frame.show(request, clinic, template, context, here=HERE)


@never_cache
@require_POST
def hand_over(request, clinic, pk):
    """The client got the aftercare and what the labels say."""
    clinic = _workplace(request, clinic)
    found = access.sessions.session_at(clinic, pk)
    try:
        sessions.hand_over(found, by=request.user)
    except sessions.NotNow:
        messages.info(request, _("It was handed over before."))
    else:
        messages.success(
            request, _("Handed over. The client can now confirm having received it.")
        )
    return redirect("treatments:session", clinic.slug, pk)


@never_cache
@require_http_methods(frame.ASKED)
def correct(request, clinic, pk):
    """Mend what is wrong; once the session is locked, both versions stay."""
    clinic = _workplace(request, clinic)
    found = access.sessions.session_at(clinic, pk)
    named = set(found.bottles.values_list("bottle", flat=True))
    stock = access.sessions.bottles_to_name(clinic, on=found.clinic_day, named=named)
    form = CorrectionForm(
        sent(request),
        session=found,
        people=list(
            access.sessions.practitioners_to_name(clinic, also=found.practitioner_id)
        ),
        offers=inks.shelf(stock, clinic, on=found.clinic_day, known=named),
        named=named,
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and _is_corrected(found, form, by=request.user)
    ):
        messages.success(request, _("The correction is saved."))
        return redirect("treatments:session", clinic.slug, pk)
    context = {"session": found, "form": form}
    template = "aftercare/workspace/session_correct.html"
    return frame.show(request, clinic, template, context, here=HERE)


def _is_corrected(found, form: CorrectionForm, *, by) -> bool:
    """Whether it is saved; the form says why not."""
    told = {"seen": form.cleaned_data["seen"], "by": by, **form.now}
    try:
        if "reason" in form.fields:
            corrections.amend(found, reason=form.cleaned_data["reason"], **told)
        else:
            corrections.mend(found, **told)
    except (corrections.Stale, corrections.Locked):
        form.add_error(
            None,
            _("The session was changed or locked meanwhile. Open this page anew."),
        )
    except corrections.NothingChanged:
        form.add_error(None, _("This is what stands there already."))
    except sessions.Held as held:
        form.ask_why_it_went_ahead([hold.label for hold in held.holds])
    except sessions.WrongDay:
        form.add_error("performed_on", WRONG_DAY)
    except sessions.NotAtWork:
        name = {"name": form.person.public_name}
        form.add_error("practitioner", NOT_AT_WORK % name)
    except sessions.BottleRefused as refusal:
        form.add_error("bottles", f"{refusal.bottle.batch}: {refusal.reason.label}")
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
    return not form.errors


def _workplace(request, slug):
    return clinic_access.workplace(request.user, slug, Right.KEEP_TREATMENTS)
