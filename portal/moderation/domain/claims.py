"""Claiming an item for half an hour, taking it over, and letting it go.

An item is a kind and a number. Who may claim it is asked before, by the registry of
kinds.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.domain import audit
from portal.moderation.models import Claim
from portal.moderation.models.claim import LASTS


class Taken(Exception):
    """Somebody else has it in hand; `claim` says who, and until when."""

    def __init__(self, claim: Claim | None):
        super().__init__(str(claim))
        self.claim = claim


class Ended(Exception):
    """The claim has run out, and nobody else has taken the item."""


def alive(kind: str, item: int) -> Claim | None:
    """Who has it in hand at this moment."""
    claims = Claim.objects.alive(at=timezone.now()).select_related("by")
    return claims.filter(kind=kind, item=item).first()


@transaction.atomic
def take(kind: str, item: int, *, by: User) -> Claim:
    """Claim what nobody holds; one's own claim begins anew. Raises Taken."""
    now = timezone.now()
    rows = Claim.objects.filter(kind=kind, item=item)
    mine = {"by": by, "since": now, "until": now + LASTS}
    if not rows.filter(Q(by=by) | Q(until__lte=now)).update(**mine):
        try:
            with transaction.atomic():
                Claim.objects.create(kind=kind, item=item, **mine)
        except IntegrityError:
            raise Taken(rows.select_related("by").first()) from None
    return rows.get()


@transaction.atomic
def take_over(kind: str, item: int, *, by: User, of: int, reason: str) -> Claim:
    """Claim what the person of number `of` has in hand; the log keeps the reason.

    Raises Taken if somebody else was faster, ValueError for a reason that the log
    does not take: without words, or with an address in it.
    """
    if not reason.strip():
        raise ValueError("Give a reason.")
    now = timezone.now()
    alive = Claim.objects.alive(at=now).filter(kind=kind, item=item, by_id=of)
    if not alive.update(by=by, since=now, until=now + LASTS):
        return take(kind, item, by=by)
    claim = Claim.objects.get(kind=kind, item=item)
    audit.note(
        "claim taken over",
        about=claim,
        by=by,
        kind=kind,
        item=item,
        of=of,
        reason=reason,
    )
    return claim


@transaction.atomic
def release(kind: str, item: int, *, by: User) -> bool:
    """Let it go; whether there was anything to let go."""
    return Claim.objects.filter(kind=kind, item=item, by=by).delete()[0] > 0


def hold(kind: str, item: int, *, by: User) -> Claim:
    """One's own claim, locked until the transaction ends. Raises Taken, Ended."""
    # Without a join: PostgreSQL, having waited for whoever takes it over, would join
    # the new claim with the person of the old one, and find nothing.
    claim = Claim.objects.select_for_update().filter(kind=kind, item=item).first()
    if claim is None or claim.until <= timezone.now():
        raise Ended
    if claim.by_id != by.pk:
        raise Taken(claim)
    return claim
