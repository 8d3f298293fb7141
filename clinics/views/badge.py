"""The badge for a clinic's own website: a picture that says what holds today."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from clinics import access, badges, codes, verifying
from portal.operations import page_cache

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@login_not_required
@require_safe
def badge(request, code):
    """As SVG; 404, and still a picture that says so, for a code nobody issued."""
    known = codes.read(code)
    if known and code != codes.shown(known):
        return redirect("verification:badge", codes.shown(known), permanent=True)
    certification = known and access.certification_in_public(known)
    if certification is None:
        return _picture(request, badges.unknown(), status=404, seconds=0)
    verdict = verifying.verdict(certification)
    page_cache.allow(request, until=badges.kept_until(verdict))
    seconds = badges.seconds_in_browsers(verdict)
    return _picture(request, badges.of(verdict), status=200, seconds=seconds)


def _picture(request, shown, *, status, seconds):
    response = render(
        request,
        "clinics/verification/badge.svg",
        {"badge": shown},
        content_type="image/svg+xml",
        status=status,
    )
    # In the headers themselves: a kept answer goes out with them.
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=seconds, must_revalidate=True)
    return response
