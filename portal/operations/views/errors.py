"""The pages for what went wrong."""

import re
import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from portal.operations.views.problems import is_for_a_program, problem

RETRY_AFTER = 30
ENDING = re.compile(r"\.\w{1,5}$")
MOST_LETTERS = 100  # of a search


def words_of(path: str) -> str:
    """The words in the last part of an address that consists of words and numbers.

    A part in which letters and digits stand together may be a secret; it is left out.
    """
    for part in reversed(path.split("/")):
        pieces = [each for each in re.split(r"[\W_]+", ENDING.sub("", part)) if each]
        words = [each for each in pieces if each.isalpha()]
        plain = all(each.isalpha() or each.isdigit() for each in pieces)
        if words and plain and part not in dict(settings.LANGUAGES):
            return " ".join(words)[:MOST_LETTERS]
    return ""


@login_not_required
def bad_request(request, exception):
    if is_for_a_program(request):
        return problem(400, "The request cannot be read.")
    return defaults.bad_request(request, exception, "errors/400.html")


@login_not_required
def permission_denied(request, exception):
    return defaults.permission_denied(request, exception, "errors/403.html")


@login_not_required
def csrf_failure(request, reason=""):
    return render(request, "errors/csrf.html", status=403)


@login_not_required
def page_not_found(request, exception):
    if is_for_a_program(request):
        return problem(404, "There is nothing at this address.")
    query = words_of(request.path)
    return render(request, "errors/404.html", {"query": query}, status=404)


@login_not_required
def server_error(request):
    """500, or 503 when it was the database that is away.

    Django calls this while it handles the exception. The page may not need what has
    just failed: it is rendered without the request.
    """
    context = {"number": getattr(request, "id", "")}
    away = isinstance(sys.exception(), OperationalError | InterfaceError)
    if is_for_a_program(request):
        wait = {"Retry-After": RETRY_AFTER} if away else None
        return problem(503 if away else 500, "Try again later.", headers=wait)
    if away:
        content = render_to_string("errors/503.html", context)
        return HttpResponse(content, status=503, headers={"Retry-After": RETRY_AFTER})
    return HttpResponse(render_to_string("errors/500.html", context), status=500)
