"""The public addresses of the register, as they are printed and linked elsewhere."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse, translate_url

from clinics import codes


def directory(**filters: str) -> str:
    """The list of clinics in the language that is spoken, narrowed by filters."""
    return reverse("clinics:directory") + (f"?{urlencode(filters)}" if filters else "")


def profile(slug: str) -> str:
    return reverse("clinics:profile", args=[slug])


def verification(code: str) -> str:
    """Where a paper is looked up by its code."""
    return reverse("verification:page", args=[codes.shown(code)])


def in_each_language(path: str) -> dict:
    """The address of this page for machines, and the same page in each language."""
    alternates = {
        code: f"{settings.BASE_URL}{translate_url(path, code)}"
        for code, _name in settings.LANGUAGES
    }
    return {"canonical": f"{settings.BASE_URL}{path}", "alternates": alternates}
