"""What counts in the directory: papers and reports that somebody else stands behind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from clinics.enums import Category, Claim, Subject, Verification
from clinics.models import Bottle, Certification, CertificationType


@dataclass(frozen=True)
class Kind:
    """A kind of paper, without the words that only its own page needs."""

    pk: int
    code: str
    category: str
    subject: str
    claim: str
    name: str

    @property
    def is_of_a_person(self) -> bool:
        return self.subject == Subject.PRACTITIONER

    @property
    def speaks_for_the_clinic(self) -> bool:
        """Whether it counts for its category.

        Training is a person's, and whoever works there brings it. Any other paper of a
        person, such as their own insurance, says nothing about their colleagues.
        """
        return self.is_of_a_person == (self.category == Category.TRAINING)


def known() -> list[Kind]:
    """Every kind but declarations, which prove nothing."""
    rows = CertificationType.objects.exclude(claim=Claim.DECLARED).values_list(
        "pk", "code", "category", "subject", "claim", "name"
    )
    return [Kind(*row[:-1], str(row[-1])) for row in rows]


def counting():
    """Papers that a reviewer looked at, whatever the day."""
    return Certification.objects.exclude(verification=Verification.SELF_DECLARED)


def of_category(category: Category, known: Iterable[Kind]) -> Q:
    """The clinics that the category finds on their own day, as `day`."""
    if category == Category.INK:
        return has_tested_ink()
    return held(
        kind
        for kind in known
        if kind.category == category and kind.speaks_for_the_clinic
    )


def has_tested_ink() -> Q:
    """The clinics with a bottle in use whose batch has an accepted report.

    A paper about an ink belongs to no clinic; what a clinic has is the bottle.
    """
    bottles = Bottle.objects.in_use(on=OuterRef("day")).tested()
    return Q(Exists(bottles.filter(clinic=OuterRef("pk"))))


def held(kinds: Iterable[Kind]) -> Q:
    """The clinics where one of these kinds holds on their own day, as `day`."""
    kinds = list(kinds)
    papers = counting().in_force(on=OuterRef("day"))
    of_clinic = [kind.pk for kind in kinds if not kind.is_of_a_person]
    of_person = [kind.pk for kind in kinds if kind.is_of_a_person]
    condition = Q(pk__in=[])
    if of_clinic:
        condition |= Exists(papers.filter(clinic=OuterRef("pk"), type__in=of_clinic))
    if of_person:
        at_work = Q(
            practitioner__placements__clinic=OuterRef("pk"),
            practitioner__placements__since__lte=OuterRef("day"),
        ) & (
            Q(practitioner__placements__until=None)
            | Q(practitioner__placements__until__gt=OuterRef("day"))
        )
        condition |= Q(Exists(papers.filter(at_work, type__in=of_person)))
    return condition
