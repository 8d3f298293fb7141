"""A clinic's figures: whether it hears of its clients again, how soon it answers.

Everything is counted in three queries, whatever the clinic has. Counted are people
whose last word on figures is a yes, also when their link to the clinic has ended since:
no clinic can part with those it did not answer. docs/aftercare.md defines each figure.
"""

import datetime
import math
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from aftercare.enums import Judged, ReportAct, ReportLevel
from aftercare.models import HealingPlan, ReportEvent, SymptomReport
from clinics.models import Clinic
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Consent
from portal.knowledge import check_ins, disclosure
from portal.knowledge.check_ins import CheckIn
from portal.knowledge.disclosure import Share

# What a client gets to hear; that a report was opened answers nobody.
ANSWERS = (ReportAct.ACKNOWLEDGED, ReportAct.REPLIED, ReportAct.CALLED)
HEALED_BY = check_ins.LAST_OF_HEALING.last
DAY = datetime.timedelta(days=1)
LAG = datetime.timedelta(days=14)  # a figure of yesterday would tell of who came today


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days on the clinic's calendar, both ends included."""

    first: datetime.date
    last: datetime.date

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last

    @classmethod
    def published(cls, today: datetime.date) -> "Period":
        """The four whole quarters that the public reads of."""
        then = today - LAG
        begins = then.replace(month=then.month - (then.month - 1) % 3, day=1)
        return cls(first=begins.replace(year=begins.year - 1), last=begins - DAY)

    @classmethod
    def year_before(cls, today: datetime.date) -> "Period":
        """The 365 days that ended yesterday."""
        return cls(first=today - 365 * DAY, last=today - DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is counted of one session: its plan, and the days that were reported on."""

    user: int
    day_zero: datetime.date
    reached: int
    held_until: int | None
    reported: frozenset[int]
    concerned: bool

    def is_due(self, asked: CheckIn, period: Period) -> bool:
        """The check-in could be answered on all its days, the last in the period."""
        closes = self.day_zero + asked.last * DAY
        held = self.held_until is None or asked.last <= self.held_until
        return closes in period and held and self.reached <= asked.first

    def answered(self, asked: CheckIn) -> bool:
        return any(asked.first <= day <= asked.last for day in self.reported)

    def has_healed(self, period: Period) -> bool:
        """The days of healing are over since some day of the period."""
        return self.day_zero + HEALED_BY * DAY in period


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTimes:
    """From a report to the first answer; a time is None when it was not given yet.

    `people` sent them, rounded.
    """

    people: int
    answered: Share
    median: datetime.timedelta | None
    ninetieth: datetime.timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted in a period; None stands where too few people do."""

    period: Period
    check_ins: list[tuple[CheckIn, Share | None]]
    concerned: Share | None
    response: ResponseTimes | None

    @property
    def follow_up(self) -> Share | None:
        """Of the courses that healed to the end, those heard of at the end."""
        return dict(self.check_ins)[check_ins.LAST_OF_HEALING]


def of_clinic(clinic: Clinic, period: Period) -> Figures:
    """Its figures for that period, in three queries."""
    courses = _courses(clinic, period)
    healed = [course for course in courses if course.has_healed(period)]
    return Figures(
        period=period,
        check_ins=[
            (
                asked,
                _share(
                    [course for course in courses if course.is_due(asked, period)],
                    lambda course, asked=asked: course.answered(asked),
                ),
            )
            for asked in check_ins.ALL
        ],
        concerned=_share(healed, attrgetter("concerned")),
        response=_response(clinic, period),
    )


def percentile(
    times: Iterable[datetime.timedelta | None], percent: int
) -> datetime.timedelta | None:
    """The time within which so many percent were answered; None: not so many were.

    By the nearest rank. Whoever waits still, waits longer than everybody else.
    """
    given = list(times)
    ranked = sorted(time for time in given if time is not None)
    rank = math.ceil(len(given) * percent / 100)
    return ranked[rank - 1] if rank <= len(ranked) else None


def _share(courses: list[Course], counts) -> Share | None:
    part = [course for course in courses if counts(course)]
    return disclosure.share(
        len(part),
        len(courses),
        people=len({course.user for course in courses}),
        people_in_part=len({course.user for course in part}),
    )


def _courses(clinic: Clinic, period: Period) -> list[Course]:
    earliest = period.first - check_ins.ALL[-1].last * DAY
    plans = _allowed(HealingPlan.objects.filter(clinic=clinic, day_zero__gte=earliest))
    told, concerned = _reported(clinic, earliest)
    return [
        Course(
            user=user,
            day_zero=day_zero,
            reached=(reached_on - day_zero).days,
            held_until=None if ended_on is None else (ended_on - day_zero).days - 1,
            reported=frozenset(told[plan]),
            concerned=plan in concerned,
        )
        for plan, user, day_zero, reached_on, ended_on in plans.order_by().values_list(
            "pk", "user", "day_zero", "reached_on", "ended_on"
        )
    ]


def _reported(
    clinic: Clinic, earliest: datetime.date
) -> tuple[dict[int, set[int]], set[int]]:
    """By plan: the days of its reports; and the plans with one for the clinic."""
    sent = SymptomReport.objects.filter(
        clinic=clinic,
        local_date__gte=earliest,
        day__lte=check_ins.ALL[-1].last,
        assessments__kind=Judged.TRIAGED,
    )
    told, concerned = defaultdict(set), set()
    rows = sent.order_by().values_list("plan", "day", "assessments__level")
    for plan, day, level in rows.iterator():
        told[plan].add(day)
        if level >= ReportLevel.CLINIC and day <= HEALED_BY:
            concerned.add(plan)
    return told, concerned


def _response(clinic: Clinic, period: Period) -> ResponseTimes | None:
    zone = zoneinfo.ZoneInfo(clinic.time_zone)
    begins, ends = (
        datetime.datetime.combine(day, datetime.time.min, tzinfo=zone)
        for day in (period.first, period.last + DAY)
    )
    answers = ReportEvent.objects.filter(report=OuterRef("pk"), act__in=ANSWERS)
    first = answers.order_by().values("report").annotate(at=Min("at")).values("at")
    sent = _allowed(
        SymptomReport.objects.filter(
            Q(assessments__kind=Judged.TRIAGED)
            & Q(assessments__level__gte=ReportLevel.CLINIC),
            clinic=clinic,
            sent_at__gte=begins,
            sent_at__lt=ends,
        )
    ).annotate(took=Subquery(first) - F("sent_at"))
    rows = list(sent.order_by().values_list("user", "took"))
    people = {user for user, _took in rows}
    answered = [user for user, took in rows if took is not None]
    share = disclosure.share(
        len(answered),
        len(rows),
        people=len(people),
        people_in_part=len(set(answered)),
    )
    if share is None:
        return None
    times = [took for _user, took in rows]
    return ResponseTimes(
        people=disclosure.rounded(len(people)),
        answered=share,
        median=percentile(times, 50),
        ninetieth=percentile(times, 90),
    )


def _allowed(rows: QuerySet) -> QuerySet:
    """Those of people who allow that they are counted, by their last word."""
    said = Consent.objects.filter(user=OuterRef("user"), purpose=Purpose.FIGURES)
    last = said.order_by("-given_at", "-pk").values("act")[:1]
    return rows.alias(on_figures=Subquery(last)).filter(on_figures=ConsentAct.GIVEN)
