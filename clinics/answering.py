"""Which papers make a risk factor less likely, and who holds one today."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import DenseRank

from clinics import addresses
from clinics.daytime import each_on_its_day
from clinics.enums import Claim, ClinicStatus, Subject
from clinics.models import Certification, CertificationType, Clinic
from clinics.models.practitioner import running_on

MOST = 10
INK = frozenset({Subject.INK_PRODUCT, Subject.INK_BATCH})
PLACE = "practitioner__placements__"


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A listed clinic that shows a paper today, or where somebody does."""

    name: str
    url: str
    day_ends_at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A kind of paper, with the first holders by name; `more`: there are others."""

    kind: CertificationType
    holders: list[Holder] = field(default_factory=list)
    more: bool = False

    @property
    def is_about_ink(self) -> bool:
        """Papers on ink are nobody's: a clinic uses this ink today, another later."""
        return self.kind.subject in INK

    @property
    def is_about_people(self) -> bool:
        return self.kind.subject == Subject.PRACTITIONER

    @property
    def is_declared(self) -> bool:
        return self.kind.claim == Claim.DECLARED

    @property
    def all_url(self) -> str:
        return addresses.directory(type=self.kind.code)


def kinds(factor: str) -> list[CertificationType]:
    """The kinds of paper that make it less likely, of those on offer. One query."""
    return list(CertificationType.objects.offered().answering(factor))


def answers(
    offered: Iterable[CertificationType], *, at: datetime.datetime
) -> list[Answer]:
    """Each kind with who holds one at that moment. At most two queries."""
    offered = list(offered)
    found = defaultdict(list)
    for rows in (_of_clinics(offered, at=at), _of_people(offered, at=at)):
        for kind, name, slug, time_zone in rows:
            clinic = Clinic(name=name, slug=slug, time_zone=time_zone)
            found[kind].append(
                Holder(
                    name=name,
                    url=addresses.profile(slug),
                    day_ends_at=clinic.day_ends_at,
                )
            )
    return [
        Answer(
            kind=kind, holders=found[kind.pk][:MOST], more=len(found[kind.pk]) > MOST
        )
        for kind in offered
    ]


def hold_until(answered: Iterable[Answer]) -> datetime.datetime | None:
    """The first midnight at one of the clinics; None if none is named."""
    ends = [holder.day_ends_at for each in answered for holder in each.holders]
    return min(ends, default=None)


def _of_clinics(offered: list[CertificationType], *, at) -> Iterable[tuple]:
    own = [kind for kind in offered if kind.subject == Subject.CLINIC]
    if not own:
        return []
    papers = Certification.objects.in_force_at(at).filter(
        type__in=own, clinic__status=ClinicStatus.LISTED
    )
    return _first_by_name(papers, "clinic__")


def _of_people(offered: list[CertificationType], *, at) -> Iterable[tuple]:
    """Whoever holds one takes it along: their places of work today show it."""
    theirs = [kind for kind in offered if kind.subject == Subject.PRACTITIONER]
    if not theirs:
        return []
    at_work = each_on_its_day(
        at, f"{PLACE}clinic__time_zone", partial(running_on, through=PLACE)
    )
    listed = Q(**{f"{PLACE}clinic__status": ClinicStatus.LISTED})
    papers = Certification.objects.in_force_at(at).filter(type__in=theirs)
    return _first_by_name(papers.filter(at_work & listed), f"{PLACE}clinic__")


def _first_by_name(papers: QuerySet[Certification], clinic: str) -> QuerySet:
    """Kind, name, address and time zone of one clinic more than are shown of each."""
    order = [F(f"{clinic}name"), F(f"{clinic}pk")]
    place = Window(DenseRank(), partition_by=F("type"), order_by=order)
    return (
        papers.annotate(place=place)
        .filter(place__lte=MOST + 1)
        .order_by("type", f"{clinic}name", f"{clinic}pk")
        .values_list("type", f"{clinic}name", f"{clinic}slug", f"{clinic}time_zone")
        .distinct()
    )
