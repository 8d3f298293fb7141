"""Certifications in words: what a page says of each on a given day."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from clinics.enums import HOLDS, Standing
from clinics.models import Certification

KINDS = {
    Standing.VALID: "good",
    Standing.EXPIRING: "warn",
    Standing.NOT_YET_VALID: "info",
    Standing.EXPIRED: "bad",
    Standing.RENEWAL_UNDER_REVIEW: "warn",
    Standing.SUSPENDED: "bad",
    Standing.REVOKED: "bad",
    Standing.SUPERSEDED: "neutral",
    Standing.UNPROVEN: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One certification on one day; `kind` is a kind of components/status.html."""

    certification: Certification
    standing: Standing
    kind: str
    days_left: int | None

    @property
    def holds(self) -> bool:
        return self.standing in HOLDS


def line(certification: Certification, *, on: datetime.date) -> Line:
    standing = certification.standing(on=on)
    return Line(
        certification=certification,
        standing=standing,
        kind=KINDS[standing],
        days_left=certification.days_left(on=on),
    )


def by_days_left(
    certifications: Iterable[Certification], *, on: datetime.date
) -> list[Line]:
    """What ends first comes first; what was replaced is left out."""
    lines = [line(each, on=on) for each in certifications]
    kept = [each for each in lines if each.standing != Standing.SUPERSEDED]
    return sorted(kept, key=lambda each: (each.days_left, each.certification.pk))
