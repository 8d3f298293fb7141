"""The end of a secret address: the key of a link, signed for one use of it."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from aftercare.models import CalendarLink, PassportLink


def token(link: CalendarLink | PassportLink, *, salt: str) -> str:
    """What the address of the link ends with."""
    return _signer(salt).sign(link.key.hex)


def key(token: str, *, salt: str) -> UUID | None:
    """The key in it; None if it was not signed here for this use."""
    try:
        return UUID(_signer(salt).unsign(token))
    except (BadSignature, ValueError):
        return None


def _signer(salt: str) -> Signer:
    return Signer(salt=salt, sep=".")
