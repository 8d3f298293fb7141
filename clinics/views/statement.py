"""What we say of a paper, signed, for machines."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from clinics import access, codes, statements, verifying


@login_not_required
@require_safe
def statement(request, code):
    """Written and signed for this very moment. 404 in JSON for what nobody issued."""
    known = codes.read(code)
    if known and code != codes.shown(known):
        return redirect("statement", codes.shown(known), permanent=True)
    certification = known and access.certification_in_public(known)
    if certification is None:
        error = "unknown_code" if known else "mistyped_code"
        return _open(JsonResponse({"error": error}, status=404))
    body = statements.signed(verifying.verdict(certification))
    return _open(HttpResponse(body, content_type="application/json"))


def _open(response):
    """Readable by the scripts of any website, and kept by nobody."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, no_store=True)
    return response
