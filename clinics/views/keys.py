"""The public keys with which signed statements are checked."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.operations import signing

KEPT = 300  # seconds; a key is announced longer than that before it signs


@login_not_required
@require_safe
def page(request):
    """The keys for people, with how to check a statement."""
    context = {
        "keys": signing.published_keys(),
        "signing_key": signing.signing_key(),
    }
    return render(request, "clinics/verification/keys.html", context)


@login_not_required
@require_safe
def jwks(_request):
    """All keys as a JWK set (RFC 7517); the first one signs now."""
    keys = [key.jwk for key in signing.published_keys()]
    return _open(JsonResponse({"keys": keys}))


@login_not_required
@require_safe
def pem(_request, key):
    """One key as openssl reads it."""
    for known in signing.published_keys():
        if known.id == key:
            return _open(HttpResponse(known.pem, content_type="application/x-pem-file"))
    raise Http404


def _open(response):
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=KEPT)
    return response
