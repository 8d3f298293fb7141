"""The places a person is signed in at, and ending them."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.db import transaction

from portal.accounts.models import User
from portal.audit.domain import audit


@transaction.atomic
def end(sessions: Iterable[UserSession], *, reason: str) -> int:
    """Sign out of these places at once; how many there were."""
    ended = 0
    for session in sessions:
        session.end()
        audit.note(
            "session ended",
            about=session.user,
            by=session.user,
            reason=reason,
        )
        ended += 1
    return ended


def end_others(user: User, *, but: str | None, reason: str) -> int:
    """Sign the person out everywhere but in the session of that key."""
    others = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    return end(others.select_related("user"), reason=reason)
