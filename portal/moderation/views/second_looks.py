"""Looking at an approval again, blind; and what comes of it, for those who lead."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinics.domain import second_looks
from portal.moderation import access, reviewing, rules
from portal.moderation import agreement as figures
from portal.moderation.forms.paper import LookForm


@require_http_methods(["GET", "HEAD", "POST"])
def look(request, pk):
    """The paper, its evidence and its checklist, without the first answer."""
    second = access.second_look(request.user, pk)
    if second.looked_at:
        return _over(request)
    form = LookForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            second_looks.look(second, by=request.user, **form.cleaned_data)
        except second_looks.AlreadyLooked:
            return _over(request)
        messages.success(request, _("Thank you. Your answer is kept."))
        return redirect("wagtailadmin_home")
    paper = second.decision.certification
    context = {
        "paper": paper,
        "form": form,
        "slots": reviewing.slots_before_findings(paper, of_round=second.decision.round),
        "checklist": paper.type.checklist.all(),
    }
    return TemplateResponse(request, "moderation/second_look.html", context)


@require_safe
def agreement(request):
    """How alike reviewers decide, and how long a clinic waits for them."""
    if not rules.leads(request.user):
        raise PermissionDenied
    times = figures.turnarounds()
    context = {
        "agreement": figures.agreement(),
        "differences": figures.differences(),
        "times": times[: figures.MOST],
        "number": len(times),
        "median": figures.median(times) if times else None,
    }
    return TemplateResponse(request, "moderation/agreement.html", context)


def _over(request):
    messages.warning(request, _("Somebody has looked at this already."))
    if words := request.POST.get("text"):
        messages.info(request, _("You had written: “%s”") % words)
    return redirect("wagtailadmin_home")
