"""What the directory says of each clinic on a page: four queries for all of them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import DateField, F
from django.db.models.functions import Cast

from clinics import addresses, languages, opening
from clinics.directory import clocks, kinds
from clinics.directory.distance import MILE
from clinics.enums import (
    BottleState,
    Category,
    CertificationStatus,
    Claim,
    HoursKind,
    Verification,
)
from clinics.models import Bottle, Clinic, ClinicLanguage, Hours
from clinics.models.certification import not_held

IN_MILES = {"GB", "US"}
STRENGTH = list(Verification)


@dataclass(frozen=True, kw_only=True)
class Held:
    """The best that holds today in one category; `kind` as in components/status.html.

    A register is no test, so it looks like a piece of information.
    """

    category: Category
    claim: Claim
    verification: Verification

    @property
    def kind(self) -> str:
        return "info" if self.claim == Claim.REGISTERED else "good"


TESTED_INK = Held(
    category=Category.INK,
    claim=Claim.TESTED,
    verification=Verification.DOCUMENT_SEEN,
)


@dataclass(frozen=True, kw_only=True)
class Card:
    """One clinic of the list; its number is also on the map."""

    number: int
    clinic: Clinic
    url: str
    held: list[Held]
    languages: list[str]
    opening: opening.Opening | None  # None without any hours

    @property
    def kilometres(self) -> float | None:
        return getattr(self.clinic, "km", None)

    @property
    def miles(self) -> float | None:
        """Beside the kilometres where roads are measured so."""
        if self.kilometres is None or self.clinic.country not in IN_MILES:
            return None
        return self.kilometres / MILE


def of(clinics: list[Clinic], *, known: list[kinds.Kind], first: int) -> list[Card]:
    """The cards of a page, numbered from `first`."""
    if not clinics:
        return []
    held = _held(clinics, {kind.pk: kind for kind in known})
    spoken = _by_clinic(ClinicLanguage.objects.filter(clinic__in=clinics).order_by())
    doors = Hours.objects.filter(clinic__in=clinics, kind=HoursKind.OPENING)
    hours = _by_clinic(doors.order_by())
    return [
        Card(
            number=number,
            clinic=clinic,
            url=addresses.profile(clinic.slug),
            held=held[clinic.pk],
            languages=sorted(languages.name(row.language) for row in spoken[clinic.pk]),
            opening=opening.now(hours[clinic.pk], clinic) if hours[clinic.pk] else None,
        )
        for number, clinic in enumerate(clinics, first)
    ]


def _by_clinic(rows: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.clinic_id].append(row)
    return found


def _held(clinics: list[Clinic], known: dict[int, kinds.Kind]) -> dict[int, list[Held]]:
    """By clinic, its categories in their fixed order, the strongest check of each."""
    best: dict[int, dict[str, Held]] = defaultdict(dict)
    day_of = {clinic.pk: clinic.today for clinic in clinics}
    for paper in _papers(list(day_of), list(known)):
        kind = known[paper.type]
        if not (kind.speaks_for_the_clinic and paper.holds(on=day_of[paper.clinic])):
            continue
        so_far = best[paper.clinic].get(kind.category)
        strength = STRENGTH.index(paper.verification)
        if so_far is None or STRENGTH.index(so_far.verification) < strength:
            best[paper.clinic][kind.category] = Held(
                category=Category(kind.category),
                claim=Claim(kind.claim),
                verification=Verification(paper.verification),
            )
    for clinic in _with_tested_ink(day_of):
        best[clinic][Category.INK] = TESTED_INK
    return {
        pk: [best[pk][each] for each in Category if each in best[pk]] for pk in day_of
    }


def _with_tested_ink(day_of: dict[int, datetime.date]) -> set[int]:
    """Those with a bottle in use whose batch has an accepted report."""
    bottles = Bottle.objects.open_ended().tested().filter(clinic__in=day_of)
    return {
        bottle.clinic_id
        for bottle in bottles.select_related("batch").order_by()
        if bottle.state(on=day_of[bottle.clinic_id]) == BottleState.IN_USE
    }


class _Paper(NamedTuple):
    """One that may hold; `since` and `until` are those of its holder's work there."""

    clinic: int
    type: int
    verification: str
    valid_from: datetime.date
    counts_until: datetime.date
    since: datetime.date
    until: datetime.date | None

    def holds(self, *, on: datetime.date) -> bool:
        at_work = self.since <= on and (self.until is None or self.until > on)
        return at_work and self.valid_from <= on <= self.counts_until


def _papers(clinics: list[int], types: list[int]) -> Iterator[_Paper]:
    """Their own papers and those of who works there, in one query.

    Asked for every day that it is somewhere; the clinic's own day decides afterwards.
    """
    days = sorted(clocks.days())
    papers = kinds.counting().filter(
        not_held(),
        status=CertificationStatus.ACCEPTED,
        type__in=types,
        valid_from__lte=days[-1],
        counts_until__gte=days[0],
    )
    told = ("type", "verification", "valid_from", "counts_until")
    own = papers.filter(clinic__in=clinics).order_by()
    work = "practitioner__placements"
    brought = papers.filter(**{f"{work}__clinic__in": clinics}).order_by()
    rows = own.values_list(
        "clinic", *told, F("valid_from"), Cast(None, DateField())
    ).union(
        brought.values_list(
            f"{work}__clinic", *told, f"{work}__since", f"{work}__until"
        ),
        all=True,
    )
    yield from (_Paper(*row) for row in rows)
