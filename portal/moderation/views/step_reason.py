"""A healing plan changed: the day and words that a clinic chose, and why."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aftercare.domain import step_reasons
from portal.moderation import access
from portal.moderation.forms.step_reason import StepReasonForm


@require_http_methods(["GET", "HEAD", "POST"])
def reason(request, pk):
    """Read it; a POST says that it was seen, or writes to the clinic."""
    found = access.step_reason(request.user, pk)
    if found.seen_at:
        return _over(request)
    form = StepReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            step_reasons.see(found, by=request.user, letter=form.sent)
        except step_reasons.AlreadySeen:
            return _over(request)
        except step_reasons.NotYours as refusal:
            raise PermissionDenied from refusal
        sent = _("The letter is on its way.") if form.sent else _("It counts as seen.")
        messages.success(request, sent)
        return redirect("queue:items")
    language, step = get_language() or "en", found.step
    context = {
        "reason": found,
        "step": step.title.to(language) if step else "",
        "why": step.why.to(language) if step else "",
        "worded": _worded(found),
        "move": step.move if step else None,
        "form": form,
    }
    return TemplateResponse(request, "moderation/step_reason.html", context)


def _worded(found):
    """What clients read, in each language: its name, what to do, and why."""
    step = step_reasons.worded(found)
    languages = settings.LANGUAGES if step else ()
    return [(name, step.title.to(code), step.why.to(code)) for code, name in languages]


def _over(request):
    messages.warning(request, _("Somebody has seen this already."))
    return redirect("queue:items")
