"""The figures of clinics that the public reads, counted once a quarter."""

import datetime
import math

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from aftercare import figures
from aftercare.figures import Figures, Period
from aftercare.models import HealingPlan
from clinics.models import Clinic, PublishedFigures
from portal.audit.domain import audit
from portal.knowledge import check_ins
from portal.operations import page_cache

FIVE_MINUTES = datetime.timedelta(minutes=5)


def publish() -> int:
    """Count for each listed clinic what was not counted yet, and say how many.

    The figures before it are replaced; the log keeps what they were.
    """
    period = Period.published(timezone.localdate())
    due = list(_due(period))
    for clinic in due:
        _publish(clinic, figures.of_clinic(clinic, period))
    if due:
        page_cache.renew()
    return len(due)


def _due(period: Period) -> QuerySet[Clinic]:
    """Listed clinics with somebody to count whose figures are of another period."""
    earliest = period.first - check_ins.ALL[-1].last * figures.DAY
    treated = HealingPlan.objects.filter(day_zero__range=(earliest, period.last))
    listed = Clinic.objects.listed().filter(pk__in=treated.values("clinic"))
    return listed.exclude(figures__last_on=period.last).order_by("pk")


@transaction.atomic
def _publish(clinic: Clinic, found: Figures) -> None:
    follow_up, response = found.follow_up, found.response
    shown = {
        "courses": follow_up and follow_up.whole,
        "reported": follow_up and follow_up.part,
        "people": response and response.people,
        "median": response and _minutes(response.median),
        "ninetieth": response and _minutes(response.ninetieth),
    }
    row, _created = PublishedFigures.objects.update_or_create(
        clinic=clinic,
        defaults={
            "first_on": found.period.first,
            "last_on": found.period.last,
            "counted_at": timezone.now(),
            **shown,
        },
    )
    audit.note(
        "figures published",
        about=row,
        clinic=clinic,
        last_on=found.period.last,
        **shown,
    )


def _minutes(took: datetime.timedelta | None) -> int | None:
    """Up to a multiple of five: no report is found by its minute."""
    if took is None:
        return None
    return 5 * max(1, math.ceil(took / FIVE_MINUTES))
