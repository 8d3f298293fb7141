"""What holds for every address of the open data: who may ask how often, and headers."""

import hashlib
from functools import wraps

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from portal.operations.views.problems import problem

READING = "GET", "HEAD"
TABLE = ".csv"
# What a browser asks for a script before it sends a header that is out of the ordinary.
PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "7200",
}


def open_to_programs(view):
    """Everybody may read, from any site; nobody too often, and nothing from a cache
    that has not asked whether it still holds.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if _is_preflight(request):
            return HttpResponse(status=204, headers=PREFLIGHT)
        response = _refusal(request) or view(request, *args, **kwargs)
        if request.method in READING:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        if response.status_code != 200:
            return response
        patch_cache_control(response, public=True, no_cache=True)
        if response.streaming:
            return response
        digest = hashlib.sha256(response.content).hexdigest()
        response["ETag"] = quote_etag(digest[:32])
        return get_conditional_response(
            request, etag=response["ETag"], response=response
        )

    return answer


def _is_preflight(request) -> bool:
    asked = request.headers.get("Access-Control-Request-Method")
    return request.method == "OPTIONS" and asked in READING


def _refusal(request) -> HttpResponse | None:
    """The answer to another verb, or to who asks too often."""
    if request.method not in READING:
        allowed = {"Allow": ", ".join(READING)}
        return problem(405, "This is for reading only.", headers=allowed)
    action = "table" if request.path.endswith(TABLE) else "read"
    limits = {"app": "clinics", "action": action, "config": settings.API_RATE_LIMITS}
    if ratelimit.consume(request, limit_get=True, **limits):
        return None
    [rate] = ratelimit.get_rates(**limits)
    seconds = int(rate.duration)
    return problem(
        429,
        f"At most {rate.amount} requests in {seconds} seconds from one network.",
        headers={"Retry-After": seconds},
    )
