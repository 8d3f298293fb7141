"""The public addresses of the register, as they are printed and linked elsewhere.

They are laid down and do not change; whoever cites one may rely on it.
"""

from urllib.parse import urlencode

from django.urls import LocalePrefixPattern

from clinics import codes


def directory(**filters: str) -> str:
    """The list of clinics in the language that is spoken, narrowed by filters."""
    return _localised("clinics/") + (f"?{urlencode(filters)}" if filters else "")


def profile(slug: str) -> str:
    return _localised(f"clinics/{slug}/")


def verification(code: str) -> str:
    """Where a paper is looked up by its code, in whichever language."""
    return _localised(f"v/{codes.shown(code)}/")


def _localised(path: str) -> str:
    spoken = LocalePrefixPattern(prefix_default_language=False).language_prefix
    return f"/{spoken}{path}"
