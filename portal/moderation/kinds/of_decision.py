"""What is said of an item that belongs to a decision about a paper."""

from django.db.models import QuerySet

from clinics.domain import reviews
from clinics.models import Appeal, Certification, Reply, SecondLook
from portal.moderation.kinds import certification

RELATED = (
    "decision__certification__type",
    "decision__certification__clinic",
    "decision__certification__practitioner",
)


def among_papers_of(user, items: QuerySet) -> QuerySet:
    """Those about papers that this person may review."""
    papers = reviews.may_see(user, Certification.objects.all()).values("pk")
    return items.filter(decision__certification__in=papers)


def what(item: Appeal | Reply | SecondLook) -> str:
    return certification.what(item.decision.certification)


def where(item: Appeal | Reply | SecondLook) -> str:
    return certification.where(item.decision.certification)
