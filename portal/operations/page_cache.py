"""Whole public pages kept for anonymous readers.

An answer is kept only for a plain GET that came without any cookie, sets none, and
whose view said that everybody may see the same (`allow`). The key holds the address,
the day (a page past its review date says so from that day on) and a version that each
publication changes, so that nothing ever has to be deleted. A page that speaks of
something with an end, such as a clinic's papers, names the moment at which it stops
being true. Each kept answer has an ETag, so that a reader who asks again fetches it
only when it has changed.
"""

import datetime
from functools import partial
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import parse_http_date_safe

POLICY = "Content-Security-Policy"
VERSION = "content:version"
LONGEST = 180  # letters of an address; no page of ours has more, no cache takes 250
LIFETIME = 300  # seconds; the most by which a process without a shared cache lags


def version() -> str | None:
    """The version of all public pages; None while the cache cannot be reached."""
    return cache.get_or_set(VERSION, _new_version, timeout=None)


def _new_version() -> str:
    return uuid4().hex


def renew(**_event) -> None:
    """Let no page that was kept before now be shown again, once this is committed."""
    transaction.on_commit(partial(cache.set, VERSION, _new_version(), timeout=None))


def allow(request, *, until: datetime.datetime | None = None) -> None:
    """Say that the answer to this request is the same for every anonymous reader.

    `until` is the first moment at which another answer may be due.
    """
    request.answer_may_be_kept = True
    if until is not None:
        end(request, at=until)


def end(request, *, at: datetime.datetime) -> None:
    """Say when a part of the answer stops being true; the earliest moment counts."""
    known = getattr(request, "answer_holds_until", None)
    request.answer_holds_until = min(known or at, at)


class PageCacheMiddleware:
    """Answers anonymous readers from the cache, before sessions and languages.

    Stands above the middleware that gives every reader the same headers: working the
    content policy out anew cost as much as all the rest of a kept page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = self._key(request)
        kept = cache.get(key) if key else None
        if kept is not None:
            body, status, headers = kept
            response = HttpResponse(body, status=status, headers=headers)
            return self._unless_unchanged(request, response)
        response = self.get_response(request)
        if key and self._may_be_kept(request, response):
            set_response_etag(response)
            answer = (response.content, response.status_code, dict(response.headers))
            cache.set(key, answer, self._lifetime(request))
            return self._unless_unchanged(request, response)
        return response

    def _key(self, request) -> str | None:
        plain = request.method == "GET" and not request.META.get("QUERY_STRING")
        known = request.COOKIES or "Authorization" in request.headers
        preview = getattr(request, "is_dummy", False)  # Wagtail's, of a draft
        if not plain or known or preview:
            return None
        address = request.build_absolute_uri()
        current = version()
        if current is None or len(address) > LONGEST:
            return None
        day = timezone.localdate().isoformat()
        return f"content:page:{current}:{day}:{address}"

    def _unless_unchanged(self, request, response):
        """304 and no body for a reader who holds this very answer already."""
        day = response.get("Last-Modified")
        answer = get_conditional_response(
            request,
            etag=response["ETag"],
            last_modified=day and parse_http_date_safe(day),
            response=response,
        )
        if POLICY in response:  # for a browser that holds the page under an older one
            answer[POLICY] = response[POLICY]
        return answer

    def _lifetime(self, request) -> float:
        """Seconds for which the answer holds; at 0 nothing is kept."""
        until = getattr(request, "answer_holds_until", None)
        if until is None:
            return LIFETIME
        left = (until - timezone.now()).total_seconds()
        return max(0, min(LIFETIME, int(left)))

    def _may_be_kept(self, request, response) -> bool:
        return (
            getattr(request, "answer_may_be_kept", False)
            and response.status_code == 200
            and not response.streaming
            and not response.cookies
            and "private" not in response.get("Cache-Control", "")
        )
