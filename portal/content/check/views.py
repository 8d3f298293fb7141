"""The check of a symptom: one public page, and nothing that was told is kept."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.content import sitemap
from portal.content.check import answer
from portal.content.check.forms import CheckForm
from portal.knowledge import triage
from portal.knowledge.symptoms import CATALOGUE
from portal.operations import page_cache
from portal.ui.check import wording

PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


# No CSRF token, and so no cookie: the answer changes nothing and reads nothing of the
# person who asks. A forged request would only show its victim somebody else's answer.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """The form; and what follows from what was told, which no address ever holds."""
    if request.method != "POST":
        page_cache.allow(request)
        return _form(request, CheckForm())
    form = CheckForm(request.POST)
    if not form.is_valid() or "change" in request.POST:
        return _private(_form(request, form))
    found = answer.to(form.answers, day=form.cleaned_data.get("day"))
    context = {"form": form, "answer": found}
    return _private(render(request, "content/check/answer.html", context))


def _form(request, form):
    addresses = sitemap.in_each_language("check")
    context = {
        "form": form,
        "canonical": addresses[get_language()],
        "alternates": addresses,
        "card": wording.emergency_card(get_language()),
        "statement": triage.RULES.statement.to(get_language()),
        "version": CATALOGUE.version,
    }
    return render(request, "content/check/form.html", context)


def _private(response):
    for name, value in PRIVATE.items():
        response[name] = value
    return response
