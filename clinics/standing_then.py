"""What a clinic's papers were worth at a moment that has passed, and are worth now.

Nothing is stored for it: it is read from decisions, changes of status and dates.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics import presenting
from clinics.domain.certifications import STATUS_AFTER
from clinics.enums import Act, CertificationStatus, ClinicStatus, Standing
from clinics.models import Certification, Clinic, Decision, StatusChange
from clinics.models.certification import DECIDED
from clinics.models.sanction import EMERGENCY_LASTS

SETTLES = {Act.SUSPEND, Act.RELEASE}  # an emergency
TAKEN_AWAY = {
    CertificationStatus.SUSPENDED: Standing.SUSPENDED,
    CertificationStatus.REVOKED: Standing.REVOKED,
    CertificationStatus.SUPERSEDED: Standing.SUPERSEDED,
}
# Where a clinic has several papers of a kind, the first of these speaks for them.
ORDER = [
    Standing.VALID,
    Standing.EXPIRING,
    Standing.SUSPENDED,
    Standing.RENEWAL_UNDER_REVIEW,
    Standing.EXPIRED,
    Standing.REVOKED,
    Standing.NOT_YET_VALID,
    Standing.SUPERSEDED,
    Standing.UNPROVEN,
]


@dataclass(frozen=True, kw_only=True)
class Worth:
    """A word, and a kind of components/status.html."""

    word: str | Promise
    kind: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind of paper: what it was worth then, and what it is worth now."""

    name: str
    then: Worth
    now: Worth


NOT_SHOWN = Worth(word=_("Not shown yet"), kind="neutral")


@dataclass(kw_only=True)
class Record:
    """The papers of some clinics with all that became of them."""

    papers: dict[int, list[Certification]] = field(default_factory=dict)
    decisions: dict[int, list[Decision]] = field(default_factory=dict)
    changes: dict[int, list[StatusChange]] = field(default_factory=dict)

    def lines(self, clinic: Clinic, *, at: datetime.datetime) -> list[Line]:
        """Each kind of which the clinic had a paper then or has one now, by name."""
        kinds: dict[str, list[Certification]] = {}
        for paper in self.papers.get(clinic.pk, []):
            kinds.setdefault(str(paper.type.name), []).append(paper)
        return [
            Line(
                name=name,
                then=self._then(clinic, papers, at=at),
                now=_now(clinic, papers),
            )
            for name, papers in sorted(kinds.items())
        ]

    def _then(
        self, clinic: Clinic, papers: list[Certification], *, at: datetime.datetime
    ) -> Worth:
        standings = [
            (standing_at(paper, self.decisions.get(paper.pk, ()), at=at), paper)
            for paper in papers
        ]
        standing, paper = min(standings, key=lambda each: ORDER.index(each[0]))
        if standing == Standing.UNPROVEN:
            return NOT_SHOWN
        if standing == Standing.VALID:
            status = _status_at(self.changes.get(clinic.pk, ()), at=at)
            if status in presenting.STRUCK_OFF:
                return Worth(word=presenting.STRUCK_OFF[status], kind="bad")
            if paper.is_self_declared:
                word = paper.get_verification_display()
                return Worth(word=word, kind="neutral")
        word = standing.label
        if standing == Standing.EXPIRED and not presenting.ends_by_itself(paper):
            word = presenting.RECHECK[standing]
        return Worth(word=word, kind=presenting.KINDS[standing])


def record(clinics: Iterable[Clinic]) -> Record:
    """All that is needed about these clinics, in three queries."""
    keys = {clinic.pk for clinic in clinics}
    found = Record()
    papers = Certification.objects.filter(clinic__in=keys).decided().for_reading()
    for paper in papers:
        found.papers.setdefault(paper.clinic_id, []).append(paper)
    decisions = Decision.objects.filter(
        certification__clinic__in=keys, act__in=[*STATUS_AFTER, Act.EMERGENCY, *SETTLES]
    )
    for decision in decisions.order_by("at", "pk"):
        found.decisions.setdefault(decision.certification_id, []).append(decision)
    for change in StatusChange.objects.filter(clinic__in=keys).order_by("at", "pk"):
        found.changes.setdefault(change.clinic_id, []).append(change)
    return found


def standing_at(
    paper: Certification, decisions: Iterable[Decision], *, at: datetime.datetime
) -> Standing:
    """What one paper was worth at a moment; its decisions come in their order."""
    status, emergency = None, None
    for decision in decisions:
        if decision.at > at:
            break
        act = Act(decision.act)
        status = STATUS_AFTER.get(act, status)
        if act == Act.EMERGENCY:
            emergency = decision.at
        elif act in SETTLES:
            emergency = None
    if status in TAKEN_AWAY:
        return TAKEN_AWAY[status]
    if status not in DECIDED:
        return Standing.UNPROVEN
    if emergency and at < emergency + EMERGENCY_LASTS:
        return Standing.SUSPENDED
    day = presenting.local_day(paper, at)
    if day < paper.valid_from:
        return Standing.NOT_YET_VALID
    return Standing.VALID if day <= paper.counts_until else Standing.EXPIRED


def _now(clinic: Clinic, papers: list[Certification]) -> Worth:
    lines = [presenting.line(paper, on=clinic.today) for paper in papers]
    best = min(lines, key=lambda line: ORDER.index(line.standing))
    return Worth(word=best.word, kind=best.kind)


def _status_at(
    changes: Iterable[StatusChange], *, at: datetime.datetime
) -> ClinicStatus | None:
    """What the clinic's record said at a moment; None before the first change."""
    status = None
    for change in changes:
        if change.at <= at:
            status = ClinicStatus(change.to)
    return status
