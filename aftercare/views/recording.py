"""Writing a session down, in five short pages. Each keeps what was answered."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from aftercare import access, gates, inks, preview
from aftercare.domain import drafts, health, sessions
from aftercare.enums import Hold
from aftercare.forms.ink import InkForm
from aftercare.forms.recording import (
    WRONG_DAY,
    GoAheadForm,
    HealthForm,
    TreatmentForm,
    WhoForm,
)
from clinics import access as clinic_access
from clinics.rules import Right
from clinics.views import frame
from portal.knowledge import health_questions

CLIENTS_PER_PAGE = 25
STEPS = ("client", "health", "who", "ink", "check")
HERE = "treatments"
REASONS_TYPED = ("no_ink_reason", "go_ahead_reason")
NOT_AT_WORK = gettext_lazy("%(name)s did not work here on that day.")


@never_cache
@require_safe
def choose_client(request, clinic):
    """Whom it is about: the clients of today, found by a part of the name."""
    clinic = _workplace(request, clinic)
    words = request.GET.get("q", "").strip()[:80]
    clients = access.clients.active_clients(clinic, words=words)
    page = Paginator(clients, CLIENTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "clients": page,
        "words": words,
        "drafts": access.sessions.drafts_at(clinic),
    }
    template = "aftercare/workspace/record_client.html"
    return _show(request, clinic, template, context, step="client")


@never_cache
@require_http_methods(frame.ASKED)
def begin(request, clinic, client):
    """Which treatment; from here on there is a draft."""
    clinic = _workplace(request, clinic)
    client = access.clients.active_client(clinic, client)
    treatments = list(access.treatments.treatments_of(client))
    form = TreatmentForm(
        sent(request), treatments=treatments, goes_on_from=_shown(request, client)
    )
    if request.method == "POST" and form.is_valid():
        draft = drafts.begin(
            client,
            key=form.cleaned_data["key"],
            treatment=form.chosen,
            title=form.cleaned_data["title"],
            by=request.user,
        )
        return redirect("treatments:record-health", clinic.slug, draft.key)
    heading = _("A session with %(name)s") % {"name": client.user}
    back = reverse("treatments:record", args=[clinic.slug])
    context = {"form": form, "heading": heading, "submit": _("Go on"), "back": back}
    return _ask(request, clinic, context, step="client")


def _shown(request, client):
    """The treatment of another clinic that this one goes on from, if it is shown."""
    try:
        named = int(request.GET.get("from", ""))
    except ValueError:  # or of more digits than Python reads
        return None
    return access.treatments.shown_treatments(client).filter(pk=named).first()


@never_cache
@require_http_methods(frame.ASKED)
def ask_health(request, clinic, key):
    """Consent, and the health questions."""
    clinic = _workplace(request, clinic)
    draft = access.sessions.draft_at(clinic, key)
    if draft is None:
        return _gone(request, clinic)
    consent = sessions.consent_to_care(draft.person)
    known = draft if draft.asked_at else health.latest_of(draft.person)
    form = HealthForm(sent(request), known=known, name=str(draft.person))
    if consent and request.method == "POST" and form.is_valid():
        drafts.answer_health(draft, risks=form.risks, by=request.user)
        return redirect("treatments:record-who", clinic.slug, key)
    context = {
        "draft": draft,
        "form": form if consent else None,
        "consent": consent,
        "heading": _("Consent and health"),
        "submit": _("Go on"),
    }
    template = "aftercare/workspace/record_health.html"
    return _show(request, clinic, template, context, step="health")


@never_cache
@require_http_methods(frame.ASKED)
def say_who(request, clinic, key):
    """Who held the needle, and when."""
    clinic = _workplace(request, clinic)
    draft = access.sessions.draft_at(clinic, key)
    if draft is None:
        return _gone(request, clinic)
    people = list(access.sessions.practitioners_to_name(clinic))
    form = WhoForm(
        sent(request),
        clinic=clinic,
        people=people,
        chosen=draft.practitioner or _myself(request.user, people),
        at=draft.performed_at,
    )
    if request.method == "POST" and form.is_valid() and _is_said(draft, form):
        return redirect("treatments:record-ink", clinic.slug, key)
    context = {
        "draft": draft,
        "form": form if people else None,
        "heading": _("Practitioner and day"),
        "submit": _("Go on"),
    }
    return _ask(request, clinic, context, step="who")


def _is_said(draft, form: WhoForm) -> bool:
    """Whether it is kept; the form says why not."""
    try:
        drafts.say_who(draft, practitioner=form.person, performed_at=form.performed_at)
    except sessions.WrongDay:
        form.add_error("performed_on", WRONG_DAY)
    except sessions.NotAtWork:
        name = {"name": form.person.public_name}
        form.add_error("practitioner", NOT_AT_WORK % name)
    return not form.errors


def _myself(user, people):
    """Who writes it down, if they hold needles here."""
    return next((each for each in people if each.user_id == user.pk), None)


@never_cache
@require_http_methods(frame.ASKED)
def name_ink(request, clinic, key):
    """Bottles, picked or scanned, or why none."""
    clinic = _workplace(request, clinic)
    draft = access.sessions.draft_at(clinic, key)
    if draft is None:
        return _gone(request, clinic)
    if draft.performed_at is None:
        return redirect("treatments:record-who", clinic.slug, key)
    on = clinic.local_day(draft.performed_at)
    named = {bottle.pk for bottle in draft.bottles.all()}
    offers = inks.shelf(
        access.sessions.bottles_to_name(clinic, on=on, named=named), clinic, on=on
    )
    first = {"no_ink_reason": draft.no_ink_reason}
    form = InkForm(sent(request), offers=offers, named=named, initial=first)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["no_ink_reason"]
        drafts.name_ink(draft, bottles=form.used, no_ink_reason=reason)
        if form.found:
            messages.success(request, _("Added: %s.") % form.found)
            return redirect("treatments:record-ink", clinic.slug, key)
        return redirect("treatments:record-check", clinic.slug, key)
    context = {
        "draft": draft,
        "form": form,
        "refused": [each for each in offers if each.refusal],
        "heading": _("Ink"),
        "submit": _("Go on"),
    }
    template = "aftercare/workspace/record_ink.html"
    return _show(request, clinic, template, context, step="ink")


@never_cache
@require_http_methods(frame.ASKED)
def check(request, clinic, key):
    """All of it before it is saved."""
    clinic = _workplace(request, clinic)
    # Sent twice, or opened again.
    if done := access.sessions.session_of_key(clinic, key):
        return redirect("treatments:session", clinic.slug, done.pk)
    draft = access.sessions.draft_at(clinic, key)
    if draft is None:
        return _gone(request, clinic)
    if missing := _missing(draft):
        return redirect(f"treatments:record-{missing}", clinic.slug, key)
    holds = gates.holds(draft.person, clinic, on=_day_0(draft))
    form = GoAheadForm(sent(request), held=bool(holds))
    if request.method == "POST" and form.is_valid():
        answer = _save(request, draft, form)
        if answer:
            return answer
    context = {
        "draft": draft,
        "form": form,
        "holds": holds,
        "shown": _shown_before(draft) if Hold.TOO_SOON_SHOWN in holds else None,
        "bottles": draft.bottles.for_reading(),
        "risks": health_questions.asked(draft.risks, language=get_language()),
        "preview": preview.of(clinic),
        "heading": _("Is all of this right?"),
    }
    template = "aftercare/workspace/record_check.html"
    return _show(request, clinic, template, context, step="check")


def _shown_before(draft):
    """The session at another clinic that a hold speaks of."""
    return gates.last_seen(draft.person, draft.clinic, until=_day_0(draft))


def _missing(draft) -> str:
    """The page that has still to be answered; "" if none has."""
    if not drafts.is_asked_today(draft):
        return "health"
    if draft.performed_at is None:
        return "who"
    return "" if draft.no_ink_reason or draft.bottles.exists() else "ink"


def _day_0(draft):
    return draft.performed_at.astimezone(draft.person.zone).date()


def _save(request, draft, form: GoAheadForm):
    """Where it leads; None and the form says what came between."""
    slug, key = draft.clinic.slug, draft.key
    reason = form.cleaned_data.get("go_ahead_reason", "")
    try:
        session = drafts.finish(draft, by=request.user, go_ahead_reason=reason)
    except sessions.Held:  # another session was saved meanwhile
        messages.warning(request, _("It was not saved. Read what asks for a reason."))
        return redirect("treatments:record-check", slug, key)
    except sessions.NotActive as gone:
        raise Http404 from gone
    except (sessions.NoConsent, drafts.NotWhole):
        return redirect("treatments:record-health", slug, key)
    except sessions.BottleRefused as refusal:
        told = f"{refusal.bottle.batch}: {refusal.reason.label}"
        messages.error(request, told)
        return redirect("treatments:record-ink", slug, key)
    except sessions.InkNotSaid:
        return redirect("treatments:record-ink", slug, key)
    except sessions.WrongDay:
        messages.error(request, WRONG_DAY)
        return redirect("treatments:record-who", slug, key)
    except sessions.NotAtWork:
        name = {"name": draft.practitioner.public_name}
        messages.error(request, NOT_AT_WORK % name)
        return redirect("treatments:record-who", slug, key)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None
    messages.success(request, _("The session is saved."))
    return redirect("treatments:session", slug, session.pk)


@never_cache
@require_POST
def discard(request, clinic, key):
    """Throw the draft away."""
    clinic = _workplace(request, clinic)
    draft = access.sessions.draft_at(clinic, key)
    if draft is None:
        return _gone(request, clinic)
    drafts.discard(draft, by=request.user)
    messages.success(request, _("Nothing of it is kept."))
    return redirect("treatments:overview", clinic.slug)


def _gone(request, clinic):
    """404, with what was typed: a colleague may have thrown the draft away."""
    ticked = health_questions.asked(request.POST, language=get_language())
    reasons = [request.POST.get(name, "") for name in REASONS_TYPED]
    context = {
        "typed": [*ticked, *filter(None, reasons)],
        "heading": _("This draft is no longer here"),
        "kicker": "",
    }
    template = "aftercare/workspace/record_gone.html"
    return _show(request, clinic, template, context, step="client", status=404)


def sent(request):
    """What was posted; a form without a tick sends nothing and is still an answer."""
    return request.POST if request.method == "POST" else None


def _workplace(request, slug):
    return clinic_access.workplace(request.user, slug, Right.KEEP_TREATMENTS)


def _ask(request, clinic, context: dict, *, step: str):
    template = "aftercare/workspace/record_step.html"
    return _show(request, clinic, template, context, step=step)


def _show(request, clinic, template: str, context: dict, *, step: str, status=200):
    """A page of the five, with how far it is and the way out."""
    number = STEPS.index(step) + 1
    draft = context.get("draft")
    told = {
        "kicker": _("Step %(number)s of %(all)s")
        % {"number": number, "all": len(STEPS)},
        "back": _back(clinic, draft, step),
        "draft": draft,
        "lede": f"{draft.person}: {draft.shown_title}" if draft else "",
    }
    context = told | context
    return frame.show(request, clinic, template, context, here=HERE, status=status)


def _back(clinic, draft, step: str) -> str:
    """The page before; the list of treatments before the first of a draft."""
    before = STEPS.index(step) - 1
    if before <= 0:
        return reverse("treatments:overview", args=[clinic.slug])
    args = [clinic.slug, draft.key]
    return reverse(f"treatments:record-{STEPS[before]}", args=args)
