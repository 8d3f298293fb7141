"""What holds for every request, whoever answers it."""

import logging
import time
import uuid

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed, UnreadablePostError
from django.utils.cache import patch_cache_control

from portal.correlation import request_id

logger = logging.getLogger("portal.requests")

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
ADMIN = "/cms/"
VERBS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]


class RequestLog:
    """A number for the request, and one log line when it is answered.

    The line names the route, never the address: addresses carry tokens.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        number = request.id = str(uuid.uuid4())
        token = request_id.set(number)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            self.write(request, response, time.perf_counter() - started)
        finally:
            request_id.reset(token)
        return response

    def write(self, request, response, seconds):
        match = request.resolver_match
        logger.info(
            "Request answered.",
            extra={
                "method": request.method if request.method in VERBS else "other",
                "route": match.view_name or match.route if match else "",
                "status": response.status_code,
                "milliseconds": round(seconds * 1000),
            },
        )


class RefuseBadInput:
    """400 for a NUL byte, which PostgreSQL cannot store; 405 for TRACE."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "TRACE":
            return HttpResponseNotAllowed(VERBS)
        _refuse_nul([request.path, *request.COOKIES.values()])
        _refuse_nul(_names_and_values(request.GET))
        return self.get_response(request)

    def process_view(self, request, _view, _args, _kwargs):
        if request.method == "POST" and request.content_type in FORMS:
            try:
                _refuse_nul(_names_and_values(request.POST))
            except UnreadablePostError as error:
                raise BadRequest("The request ended early.") from error


def _refuse_nul(values):
    if any("\0" in value for value in values):
        raise BadRequest("A NUL byte.")


def _names_and_values(fields):
    return [text for name, values in fields.lists() for text in (name, *values)]


class Headers:
    """The headers that Django and the packages at hand do not set.

    Signed-in pages stay out of every cache. The admin of Wagtail needs inline script
    and style and frames its own previews; nothing else does.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(ADMIN):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        else:
            response["X-Frame-Options"] = "DENY"
        if settings.SESSION_COOKIE_NAME in {*request.COOKIES, *response.cookies}:
            _keep_out_of_caches(response)
        if getattr(request, "signed_out", False):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _keep_out_of_caches(response):
    if "no-store" not in response.get("Cache-Control", ""):
        del response["Cache-Control"]
        patch_cache_control(response, private=True, no_store=True)
