"""Papers shown elsewhere: a badge for a website, a sheet for a wall."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clinics import access, codes, posters, verifying
from clinics.enums import HOLDS, Standing
from clinics.presenting import STRUCK_OFF
from clinics.rules import Right
from clinics.views import frame
from portal.ui import sheets


@never_cache
@require_safe
def share(request, clinic, code):
    """The badge as a snippet, and the way to the sheet."""
    clinic, papers, paper = _asked_for(request, clinic, code)
    verdict = verifying.verdict(paper)
    badge = settings.BASE_URL + reverse("verification:badge", args=[paper.shown_code])
    address = posters.address_of(paper)
    snippet = render_to_string(
        "clinics/sharing/snippet.html",
        {"paper": paper, "badge": badge, "address": address},
    )
    context = {
        "paper": paper,
        "verdict": verdict,
        "may_hang": _may_hang(paper, clinic),
        "is_struck_off": clinic.status in STRUCK_OFF,
        "snippet": snippet.strip(),
        "address": address,
        "others": [
            each for each in papers if each != paper and _may_hang(each, clinic)
        ],
    }
    return frame.show(
        request, clinic, "clinics/workspace/share.html", context, here="share"
    )


@never_cache
@require_safe
def poster(request, clinic, code):
    """The sheet on screen, to be printed by the browser."""
    clinic, _papers, paper = _asked_for(request, clinic, code)
    if not _may_hang(paper, clinic):
        return redirect("workspace:certification-share", clinic.slug, paper.shown_code)
    context = posters.context(paper, clinic) | {"on_screen": True}
    return render(request, "clinics/sharing/poster.html", context)


@never_cache
@require_safe
def poster_pdf(request, clinic, code):
    """The sheet as PDF; where none can be made, as a page to print."""
    clinic, _papers, paper = _asked_for(request, clinic, code)
    here = (clinic.slug, paper.shown_code)
    if not _may_hang(paper, clinic):
        return redirect("workspace:certification-share", *here)
    try:
        sheet = posters.pdf(paper, clinic)
    except sheets.NoPrinter:
        messages.info(
            request, _("No PDF can be made here. Print this page with your browser.")
        )
        return redirect("workspace:certification-poster", *here)
    response = HttpResponse(sheet, content_type="application/pdf")
    name = f"scalpwise-{paper.shown_code}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked_for(request, slug, code):
    """The clinic, all it may share, and the one of that code. 404 without."""
    clinic = access.workplace(request.user, slug, Right.SEE_CERTIFICATIONS)
    papers = access.certifications_to_share(clinic)
    return clinic, papers, get_object_or_404(papers, code=codes.read(code))


def _may_hang(paper, clinic):
    """A sheet for what holds, or will, on the wall of a clinic that may show it."""
    if clinic.status in STRUCK_OFF:
        return False
    return paper.standing(on=paper.today) in HOLDS | {Standing.NOT_YET_VALID}
