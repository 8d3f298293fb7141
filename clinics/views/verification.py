"""Whoever stands in front of a poster and asks whether it holds today.

Single papers are kept out of search engines: what they keep and show would go on
saying "valid" after it ceased to be true. The profiles of clinics may be found.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from clinics import access, codes, verifying
from clinics.forms.verification import CodeForm
from portal.operations import page_cache


@login_not_required
@require_safe
def find(request):
    """The form for a code that is typed; leads on to the paper's own page."""
    if "code" not in request.GET:
        page_cache.allow(request)
        return _unsearched(_form(request, CodeForm()))
    form = CodeForm(request.GET)
    if form.is_valid():
        return redirect("verification:page", codes.shown(form.cleaned_data["code"]))
    return _unsearched(_form(request, form))


@login_not_required
@require_safe
def page(request, code):
    """What holds today of the paper with that code. 404 for unknown and mistyped."""
    known = codes.read(code)
    if known is None:
        form = CodeForm({"code": code})
        form.is_valid()
        return _unsearched(_form(request, form, status=404))
    if code != codes.shown(known):
        return redirect("verification:page", codes.shown(known), permanent=True)
    certification = access.certification_in_public(known)
    if certification is None:
        context = {"code": code, "form": CodeForm()}
        unknown = render(
            request, "clinics/verification/unknown.html", context, status=404
        )
        return _unsearched(unknown)
    verdict = verifying.verdict(certification)
    page_cache.allow(request, until=verdict.true_until)
    context = {"verdict": verdict, "paper": certification}
    return _unsearched(render(request, "clinics/verification/page.html", context))


def _form(request, form, *, status=200):
    context = {"form": form}
    return render(request, "clinics/verification/find.html", context, status=status)


def _unsearched(response):
    """Asked anew each time, and found by no search engine."""
    patch_cache_control(response, no_store=True)
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
