"""Handing a private file to somebody who may have it, so that it stays harmless."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from portal.files import apart, keeping

SEALED = "sandbox; default-src 'none'; frame-ancestors 'none'"


def hands_out(view: Callable) -> Callable:
    """Marks a view that reads private files: what can go wrong with them is answered.

    A lost file is a 404; a storage that does not answer, or too many pages being drawn
    at once, a 503 that says when to try again.
    """

    @wraps(view)
    def answered(*arguments, **options):
        try:
            return view(*arguments, **options)
        except FileNotFoundError as lost:
            raise Http404 from lost
        except keeping.NotRead:
            return _later(_("The file cannot be read just now. Try again."), 30)
        except apart.Busy:
            sentence = _("Many pages are being drawn just now. Try again in a moment.")
            return _later(sentence, 5)

    return answered


def attachment(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    """To be saved, never shown inside a page."""
    response = _sealed(content, media_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    return response


def picture(content: bytes) -> HttpResponse:
    """One page, redrawn by us."""
    return _sealed(content, "image/jpeg")


def _later(sentence: str, seconds: int) -> HttpResponse:
    return HttpResponse(sentence, status=503, headers={"Retry-After": str(seconds)})


def _sealed(content: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SEALED
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
