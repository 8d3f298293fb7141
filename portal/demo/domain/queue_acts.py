"""What the staff of the demo world has in hand."""

import datetime
from collections.abc import Iterator

from clinics.enums import CertificationStatus
from clinics.models import Certification
from portal.demo.domain.cast import SECOND_REVIEWER, Act, person
from portal.moderation.domain import claims
from portal.moderation.domain.reviews import KIND


def in_order(*, today: datetime.date) -> Iterator[Act]:
    yield today, _claim_the_newest


def _claim_the_newest() -> None:
    """For half an hour from now, as every claim."""
    waiting = Certification.objects.filter(status=CertificationStatus.SUBMITTED)
    claims.take(KIND, waiting.latest("due_at", "pk").pk, by=person(SECOND_REVIEWER))
