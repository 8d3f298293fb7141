"""Which approvals come back for a second look.

The draw is a function of the public code, the round and a secret: nobody can tell
beforehand which approval comes back, and anybody with the secret can tell afterwards
that it was no choice.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from clinics.models import Decision, SecondLook

BITS = 64


def is_drawn(code: str, in_round: int, *, share: float, seed: str) -> bool:
    """Whether the approval of that round of that paper is one of the share.

    >>> is_drawn("8K2M4T7QWXX9", 1, share=1, seed="s")
    True
    >>> is_drawn("8K2M4T7QWXX9", 1, share=0, seed="s")
    False
    """
    sealed = salted_hmac("second look", f"{code}:{in_round}", secret=seed).digest()
    return int.from_bytes(sealed[: BITS // 8], "big") < share * 2**BITS


def draw(decision: Decision, *, share: float | None = None) -> SecondLook | None:
    """Told of each acceptance; the share of them comes back, by default the setting."""
    code = decision.certification.code
    share = settings.SECOND_LOOK_SHARE if share is None else share
    if not is_drawn(code, decision.round, share=share, seed=settings.SECRET_KEY):
        return None
    return SecondLook.objects.create(
        decision=decision, drawn_at=timezone.now(), first_by=decision.by
    )
