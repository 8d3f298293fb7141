"""The answers to "Was this page clear?": public, without an account or a cookie.

An article is kept whole for all its readers, so its two buttons carry no token; they
send their answer here. A forged one could do no more than anybody can who presses a
button, and browsers say when a form stands on another site.
"""

import hashlib
from functools import wraps
from uuid import UUID, uuid4

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from portal.content.domain import feedback
from portal.content.feedback.forms import YES, AnswerForm, CommentForm
from portal.content.models import ArticlePage

SAME_ANSWER = 60  # seconds in which a second press from a network is the first one
OWN_SITE = {"same-origin", "none"}


def public(view):
    """Open to everybody, kept by no cache and found by no search engine."""

    @csrf_exempt
    @login_not_required
    @never_cache
    @wraps(view)
    def wrapped(request, **kwargs):
        sent_from = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method == "POST" and sent_from not in OWN_SITE:
            raise PermissionDenied
        response = view(request, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


def _article(pk: int) -> Page:
    """A live page that is open to all and asks its readers."""
    pages = Page.objects.live().public().select_related("locale", "live_revision")
    page = get_object_or_404(pages, pk=pk)
    if not issubclass(page.specific_class, ArticlePage):
        raise Http404
    return page


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, page):
    """Keep a yes or no. After a "no" comes the question what was unclear."""
    page = _article(page)
    if request.method != "POST":
        return _ask(request, page)
    form = AnswerForm(page, request.POST)
    if not form.is_valid():
        return _ask(request, page, problem=form.errors["answer"][0])
    key = _key(request, page, **form.cleaned_data)
    if key is None:
        return _ask(request, page, is_too_often=True, status=429)
    was_clear = form.cleaned_data["answer"] == YES
    kept = feedback.answer(
        page, version=form.cleaned_data["version"], was_clear=was_clear, key=key
    )
    if was_clear or kept is None:
        return redirect("feedback-thanks", page=page.pk)
    return redirect("feedback-comment", key=key)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, key):
    """What was unclear or wrong, if the reader wants to say."""
    row = feedback.open_for_comment(key)
    if row is None:
        raise Http404
    page = _article(row.page_id)
    form = CommentForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, "content/feedback/comment.html", page, form=form)
    if form.cleaned_data["comment"] and not form.is_from_a_program:
        feedback.comment(row, form.cleaned_data["comment"])
    return redirect("feedback-thanks", page=page.pk)


@public
@require_safe
def thanks(request, page):
    """Says that the answer has come."""
    return _show(request, "content/feedback/thanks.html", _article(page))


def _show(request, template, page, *, status=200, **context):
    return render(request, template, {"page": page, **context}, status=status)


def _ask(request, page, *, problem="", is_too_often=False, status=200):
    return _show(
        request,
        "content/feedback/answer.html",
        page,
        problem=problem,
        is_too_often=is_too_often,
        status=status,
    )


def _key(request, page, *, answer, version) -> UUID | None:
    """The key of this answer; None when its network has answered too often.

    A double click sends two requests that nothing tells apart. For a minute the cache
    knows which key an answer from a network got; the database takes each key once.
    """
    parts = (ratelimit.get_ip(request), page.pk, version and version.pk, answer)
    mark = f"feedback:{hashlib.sha256(repr(parts).encode()).hexdigest()}"
    known = cache.get(mark)
    if known is None:
        limits = settings.PUBLIC_RATE_LIMITS
        used = ratelimit.consume(
            request, app="portal.content", action="page_feedback", config=limits
        )
        if used is None:
            return None
        known = cache.get_or_set(mark, uuid4().hex, SAME_ANSWER)
    return UUID(known)
