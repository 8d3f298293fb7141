"""What a person says of their own health, for whoever treats them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aftercare.domain import health
from aftercare.forms.recording import QuestionsForm
from aftercare.views import frame

ASKED = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(ASKED)
def own(request):
    """Read the last answer, and give another one."""
    last = health.latest_of(request.user)
    sent = request.POST if request.method == "POST" else None
    form = QuestionsForm(sent, known=last)
    if sent is not None and form.is_valid():
        health.answer(request.user, risks=form.risks, by=request.user)
        messages.success(request, _("Your answers are kept."))
        return redirect("my:health")
    context = {"form": form, "last": last}
    return frame.show(request, "aftercare/health.html", context, here="passport")
