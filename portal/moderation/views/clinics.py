"""The register from inside: a list, a sheet per clinic, and what is decided there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import BaseListingView

from clinics import rules, wording
from clinics.domain import clinics
from clinics.enums import ClinicStatus
from portal.moderation import access, presenting
from portal.moderation import timeline as timelines
from portal.moderation.acts import ACTS, Act, offered
from portal.moderation.filters import ClinicFilterSet
from portal.moderation.forms.clinic import ActForm
from portal.moderation.timeline import Kind


class ClinicList(BaseListingView):
    """Every clinic; applications come first, the oldest on top."""

    page_title = gettext_lazy("Clinics")
    header_icon = "clipboard-list"
    index_url_name = "moderation:clinics"
    index_results_url_name = "moderation:clinics-results"
    filterset_class = ClinicFilterSet
    is_searchable = True
    search_fields = ["name", "legal_name", "town"]
    search_backend_name = None
    paginate_by = 50
    columns = [
        TitleColumn("name", label=gettext_lazy("Name"), url_name="moderation:clinic"),
        Column(
            "place",
            label=gettext_lazy("Place"),
            accessor=lambda clinic: f"{clinic.town}, {clinic.country_name}",
        ),
        StatusTagColumn(
            "status",
            label=gettext_lazy("Status"),
            accessor="get_status_display",
            primary=lambda clinic: clinic.is_listed,
        ),
        DateColumn("waits_since", label=gettext_lazy("Waits since")),
        Column(
            "owner",
            label=gettext_lazy("Owner"),
            accessor=lambda clinic: ", ".join(str(m.user) for m in clinic.owners_now),
        ),
    ]

    def get_base_queryset(self):
        return access.clinics_for(self.request.user)


@require_safe
def sheet(request, pk):
    """All facts about one clinic, and what can be done."""
    clinic = access.clinic(request.user, pk)
    decides = rules.decides_about_clinics(request.user)
    may = rules.may_decide_about(request.user, clinic, on=timezone.localdate())
    context = presenting.sheet(clinic) | {
        "acts": offered(clinic) if may else [],
        "is_kept_apart": decides and not may,
    }
    return TemplateResponse(request, "moderation/clinic.html", context)


@require_safe
def timeline(request, pk):
    """Everything that happened to one clinic, the newest first."""
    clinic = access.clinic(request.user, pk)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    number = request.GET.get("p")
    context = {
        "clinic": clinic,
        "page": timelines.page(clinic, user=request.user, kind=kind, number=number),
        "kinds": Kind.choices,
        "kind": kind,
    }
    return TemplateResponse(request, "moderation/timeline.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request, pk, act):
    """Ask what is to be said, show what the public will read, then do it."""
    clinic = access.clinic_to_decide_about(request.user, pk)
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    initial = {"seen": clinics.state_of(clinic)}
    answers = request.POST if request.method == "POST" else None
    form = chosen.form(answers, initial=initial)
    if not chosen.is_offered(clinic):
        return _moved_meanwhile(request, clinic, chosen, form)
    is_preview = request.POST.get("act") == "preview"
    if form.is_bound and form.is_valid() and not is_preview:
        return _do(request, clinic, chosen, form)
    return _ask(request, clinic, chosen, form)


def _ask(request, clinic, act: Act, form: ActForm, *, status=200):
    line = act.becomes and wording.public_line(
        act.becomes, on=clinic.today, sentence=form.sentence
    )
    context = {"clinic": clinic, "act": act, "form": form, "line": line}
    template = "moderation/clinic_act.html"
    return TemplateResponse(request, template, context, status=status)


def _do(request, clinic, act: Act, form: ActForm):
    try:
        act.do(clinic, by=request.user, **form.cleaned_data)
    except clinics.NotYours:
        messages.error(request, kept_apart())
    except clinics.NoOwner:
        messages.error(
            request, _("Nobody owns this clinic any more, so it cannot be listed.")
        )
    except (clinics.MoveNotAllowed, clinics.NotHandedIn):
        return _moved_meanwhile(request, clinic, act, form)
    except clinics.Moved:
        return _look_again(request, clinic, act, form)
    else:
        messages.success(request, act.done)
    return redirect("moderation:clinic", clinic.pk)


def _look_again(request, clinic, act: Act, form: ActForm):
    """It can still be done, but about something else than what was on the screen."""
    now = access.clinic(request.user, clinic.pk)
    if not act.is_offered(now):
        return _moved_meanwhile(request, now, act, form)
    messages.warning(
        request,
        _(
            "The clinic has changed since you opened this page, and nothing was done. "
            "Look at its sheet; what you typed is still here."
        ),
    )
    renewed = form.renewed(clinics.state_of(now))
    return _ask(request, now, act, renewed, status=409)


def _moved_meanwhile(request, clinic, act: Act, form: ActForm):
    """It can be done no more; what was typed is there still, to be copied."""
    now = access.clinic(request.user, clinic.pk)
    messages.warning(
        request,
        _("Nothing was done: the clinic has moved meanwhile, and is now: %s.")
        % ClinicStatus(now.status).label,
    )
    if form.is_bound:
        return _ask(request, now, act, form, status=409)
    return redirect("moderation:clinic", clinic.pk)


def kept_apart() -> str:
    return _(
        "You work for this clinic, or did in the last 24 months. Somebody else decides."
    )
