"""Handing a private file to somebody who may have it, so that it stays harmless."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SEALED = "sandbox; default-src 'none'; frame-ancestors 'none'"


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


def _sealed(content: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SEALED
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
