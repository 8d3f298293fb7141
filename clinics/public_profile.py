"""All that the public reads of a clinic or a practitioner, at the moment of asking."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone

from clinics import history, hygiene, languages, opening, presenting, records
from clinics.enums import Category, HoursKind, Standing
from clinics.models import (
    Certification,
    Clinic,
    Decision,
    Hours,
    Placement,
    Practitioner,
    PublishedFigures,
    StatusChange,
)
from clinics.presenting import Line
from portal.knowledge.hygiene import Fact

ORDER = [
    Category.LICENCE,
    Category.INSURANCE,
    Category.HYGIENE,
    Category.TRAINING,
    Category.INK,
]
LAPSED = {Standing.EXPIRED, Standing.RENEWAL_UNDER_REVIEW}


@dataclass(frozen=True, kw_only=True)
class Papers:
    """Papers of one subject: verified and self-declared apart, and what has gone."""

    verified: list[Line] = field(default_factory=list)
    declared: list[Line] = field(default_factory=list)
    gone: list[Line] = field(default_factory=list)

    @property
    def holding(self) -> list[Line]:
        """Those of the verified that count today; others begin later."""
        return [line for line in self.verified if line.holds]

    @property
    def expected(self) -> list[Line]:
        """Those that begin later."""
        return [line for line in self.verified if not line.holds]

    @property
    def all(self) -> list[Line]:
        return [*self.verified, *self.declared, *self.gone]


@dataclass(frozen=True, kw_only=True)
class Person:
    """A practitioner at work today, with the papers of their own."""

    practitioner: Practitioner
    papers: Papers


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A clinic as its page shows it; `true_until` is when another answer is due."""

    clinic: Clinic
    languages: list[tuple[str, str]]  # code and name
    opening: opening.Opening
    opening_week: list[opening.Stretch]
    response_week: list[opening.Stretch]
    response_today: list[Hours]
    papers: Papers
    people: list[Person]
    level: hygiene.Shown
    history: history.History
    notice: StatusChange | None
    figures: PublishedFigures | None
    true_until: datetime.datetime

    @property
    def notice_on(self) -> datetime.date:
        """The day on which the clinic went off the list, where it stands."""
        return self.clinic.local_day(self.notice.at)


@dataclass(frozen=True, kw_only=True)
class Personal:
    """A practitioner as their page shows them."""

    practitioner: Practitioner
    placements: list[Placement]
    papers: Papers
    history: history.History
    true_until: datetime.datetime


def of_clinic(clinic: Clinic) -> Profile:
    """Everything in eight queries, whatever the number of papers and people."""
    at_work = _at_work(clinic)
    papers = list(_papers(Q(clinic=clinic) | Q(practitioner__in=at_work)))
    decisions = list(_decisions(papers))
    own = [paper for paper in papers if paper.clinic_id]
    people = [
        Person(
            practitioner=practitioner,
            papers=_sorted(
                [each for each in papers if each.practitioner_id == practitioner.pk],
                decisions,
                on=timezone.localdate(),
            ),
        )
        for practitioner in at_work
    ]
    hours = list(clinic.hours.all())
    doors = [row for row in hours if row.kind == HoursKind.OPENING]
    answers = [row for row in hours if row.kind == HoursKind.RESPONSE]
    changes = list(clinic.status_changes.all())
    mine = _sorted(own, decisions, on=clinic.today)
    now = opening.now(doors, clinic)
    return Profile(
        clinic=clinic,
        languages=[
            (row.language, languages.name(row.language))
            for row in clinic.languages.all()
        ],
        opening=now,
        opening_week=opening.week(doors),
        response_week=opening.week(answers),
        response_today=[
            row for row in answers if row.weekday == clinic.today.weekday()
        ],
        papers=mine,
        people=people,
        level=hygiene.rate(
            mine.all,
            [(person.practitioner, person.papers.all) for person in people],
            facts=_facts(clinic),
        ),
        history=history.of_clinic(
            clinic,
            changes=changes,
            renamings=clinic.identity_changes.all(),
            papers=own,
            decisions=decisions,
        ),
        notice=_notice(clinic, changes),
        figures=_figures(clinic),
        true_until=min(
            filter(
                None,
                [
                    clinic.day_ends_at,
                    opening.changes_at(now, clinic),
                    *_releases(papers),
                ],
            )
        ),
    )


def of_practitioner(
    practitioner: Practitioner, placements: list[Placement]
) -> Personal:
    """Everything in three queries; `placements` are those of today."""
    papers = list(_papers(Q(practitioner=practitioner)))
    decisions = list(_decisions(papers))
    today = timezone.localdate()
    return Personal(
        practitioner=practitioner,
        placements=placements,
        papers=_sorted(papers, decisions, on=today),
        history=history.of_papers(
            papers,
            renamings=practitioner.identity_changes.all(),
            decisions=decisions,
            today=today,
        ),
        true_until=min(
            [placement.clinic.day_ends_at for placement in placements]
            + _releases(papers)
        ),
    )


def _releases(papers: list[Certification]) -> list[datetime.datetime]:
    """When emergency suspensions end by themselves."""
    return [paper.held_until for paper in papers if paper.is_held]


def _at_work(clinic: Clinic) -> list[Practitioner]:
    """Nobody is named for a clinic that is suspended or closed."""
    if clinic.status in presenting.STRUCK_OFF:
        return []
    return list(Practitioner.objects.at_work(clinic, on=clinic.today))


def _papers(subject: Q) -> QuerySet[Certification]:
    decided = Certification.objects.filter(subject).decided()
    return decided.for_reading().with_proof()


def _decisions(papers: Iterable[Certification]) -> QuerySet[Decision]:
    return (
        Decision.objects.with_reply()
        .filter(certification__in=[paper.pk for paper in papers], act__in=history.ACTS)
        .order_by("at", "pk")
    )


def _sorted(
    papers: list[Certification], decisions: Iterable[Decision], *, on: datetime.date
) -> Papers:
    last = {decision.certification_id: decision for decision in decisions}
    found = Papers()
    for paper in sorted(papers, key=_place):
        line = presenting.line(paper, on=on, decision=last.get(paper.pk))
        if _is_replaced(line, papers, on=on):
            continue
        if line.fallen or not (line.holds or line.standing == Standing.NOT_YET_VALID):
            found.gone.append(line)
        elif paper.is_self_declared:
            found.declared.append(line)
        else:
            found.verified.append(line)
    return found


def _is_replaced(line: Line, papers: list[Certification], *, on: datetime.date) -> bool:
    """Whether another line speaks in its place."""
    paper = line.certification
    return line.standing == Standing.SUPERSEDED or (
        line.standing in LAPSED
        and history.replaced_on(paper, papers, today=on) is not None
    )


def _place(paper: Certification) -> tuple:
    return (ORDER.index(paper.type.category), str(paper.type.name), paper.pk)


def _facts(clinic: Clinic) -> set[Fact]:
    """Nothing is asked of a clinic whose level nobody reads."""
    return set() if clinic.status in presenting.STRUCK_OFF else records.facts(clinic)


def _figures(clinic: Clinic) -> PublishedFigures | None:
    """Those of a listed clinic, while they are of late; read along with the clinic."""
    found = getattr(clinic, "figures", None)
    if found is None or not clinic.is_listed or not found.hold(on=clinic.today):
        return None
    return found


def _notice(clinic: Clinic, changes: list[StatusChange]) -> StatusChange | None:
    """The change that suspended or closed the clinic."""
    if clinic.status not in presenting.STRUCK_OFF:
        return None
    return next((each for each in reversed(changes) if each.to == clinic.status), None)
