"""How alike reviewers decide, and how long it takes: for those who lead them."""

import datetime
import statistics
from dataclasses import dataclass

from django.utils import timezone

from clinics import business_time
from clinics.enums import Act
from clinics.models import Decision, SecondLook
from portal.knowledge import disclosure

SINCE = datetime.timedelta(days=90)
MOST = 50
ENDS = (Act.ACCEPT, Act.REJECT)


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How many of the second looks came to the same answer."""

    number: int
    alike: int

    @property
    def share(self) -> float:
        return self.alike / self.number

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval: it stays between 0 and 1 for small numbers too.

        >>> low, high = Agreement(number=10, alike=9).interval
        >>> round(low, 2), round(high, 2)
        (0.6, 0.98)
        """
        return disclosure.wilson(self.alike, self.number)

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def percents(self) -> tuple[int, int]:
        low, high = self.interval
        return round(low * 100), round(high * 100)


@dataclass(frozen=True, kw_only=True)
class Turnaround:
    """One paper from handing in to decision, in business hours."""

    decision: Decision
    hours: float
    paused: float

    @property
    def with_us(self) -> float:
        return self.hours - self.paused


def agreement() -> Agreement:
    """Over everything that was looked at again. One query."""
    answers = SecondLook.objects.exclude(looked_at=None).values_list(
        "would_accept", flat=True
    )
    found = list(answers)
    return Agreement(number=len(found), alike=sum(found))


def differences():
    """Where the second came to another answer, the newest first."""
    rows = SecondLook.objects.filter(would_accept=False).select_related(
        "decision__certification__type",
        "decision__certification__clinic",
        "decision__certification__practitioner",
    )
    return rows.order_by("-looked_at", "-pk")[:MOST]


def turnarounds() -> list[Turnaround]:
    """Of the last 90 days, the newest first. Three queries.

    A decision whose rounds were not all written down is left out.
    """
    decided = (
        Decision.objects.filter(act__in=ENDS, at__gte=timezone.now() - SINCE)
        .select_related(
            "certification__type",
            "certification__clinic",
            "certification__practitioner",
        )
        .prefetch_related("certification__submissions", "certification__decisions")
        .order_by("-at", "-pk")
    )
    found = (_turnaround(each) for each in decided)
    return [each for each in found if each]


def median(times: list[Turnaround]) -> float:
    return statistics.median(each.with_us for each in times)


def _turnaround(decision: Decision) -> Turnaround | None:
    paper = decision.certification
    begun = {each.round: each.submitted_at for each in paper.submissions.all()}
    if set(begun) != set(range(1, decision.round + 1)):
        return None
    # From each request for changes until the next round was handed in.
    paused = sum(
        business_time.hours_between(each.at, begun[each.round + 1])
        for each in paper.decisions.all()
        if each.act == Act.REQUEST_CHANGES and each.round < decision.round
    )
    hours = business_time.hours_between(begun[1], decision.at)
    return Turnaround(decision=decision, hours=hours, paused=paused)
