"""Papers that wait for a reviewer: which are whose to decide."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from clinics import rules
from clinics.enums import Act, CertificationStatus
from clinics.models import Certification, Decision, Placement, Practitioner
from portal.accounts.models import User


def waiting_for(user: User) -> QuerySet[Certification]:
    """What was handed in and this reviewer may decide on, and has not approved."""
    waiting = Certification.objects.filter(status=CertificationStatus.SUBMITTED)
    return may_see(user, waiting).exclude(
        Exists(
            Decision.objects.filter(
                certification=OuterRef("pk"),
                round=OuterRef("round"),
                act=Act.APPROVE,
                by=user,
            )
        )
    )


def may_see(user: User, papers: QuerySet[Certification]) -> QuerySet[Certification]:
    """Those of strangers: not handed in by the reviewer, of no clinic close to them."""
    near = rules.close_to(user, on=timezone.localdate()).values("pk")
    people = Placement.objects.filter(clinic__in=near).values("practitioner")
    own = Practitioner.objects.filter(user=user).values("pk")
    return papers.exclude(
        Q(submitted_by=user)
        | Q(clinic__in=near)
        | Q(practitioner__in=people)
        | Q(practitioner__in=own)
    )
