"""Deciding on an item that one has in hand."""

from django.db import transaction

from clinics.domain import reviews
from clinics.enums import Act
from clinics.models import Certification
from portal.accounts.models import User
from portal.moderation.domain import claims

KIND = "certification"


@transaction.atomic
def decide(paper: Certification, act: Act, *, by: User, **decision) -> Certification:
    """As `clinics.domain.reviews.decide`, for who has a live claim, which ends.

    Raises Taken and Ended besides.
    """
    claims.hold(KIND, paper.pk, by=by)
    decided = reviews.decide(paper, act, by=by, **decision)
    claims.release(KIND, paper.pk, by=by)
    return decided
