"""What went wrong, told to a program (RFC 9457). In English: it is read in logs."""

from http import HTTPStatus

from django.http import HttpResponse, JsonResponse

MEDIA_TYPE = "application/problem+json"
PROGRAMS = "/api/"


def problem(status: int, detail: str, *, headers=None, **more) -> HttpResponse:
    """An answer that says what went wrong and how to mend it."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return JsonResponse(
        told | more, status=status, content_type=MEDIA_TYPE, headers=headers
    )


def is_for_a_program(request) -> bool:
    return request.path.startswith(PROGRAMS)
