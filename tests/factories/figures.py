"""Courses and their reports, by the dozen: what a clinic's figures are counted from."""

import datetime

from django.utils import timezone

from aftercare.enums import ReportAct, ReportLevel, ReportStatus
from aftercare.models import HealingPlan, PlanVersion, Session
from clinics.models import Clinic
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import User
from tests.factories.accounts import ConsentFactory
from tests.factories.aftercare import (
    ClientFactory,
    HealthProfileFactory,
    SessionFactory,
)
from tests.factories.plans import HealingPlanFactory, PlanVersionFactory
from tests.factories.reports import (
    AssessmentFactory,
    ReportEventFactory,
    SymptomReportFactory,
)

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


def somebody(*, allows: bool | None = True) -> User:
    """A person who allows figures, does not any more, or never said."""
    person = User.objects.create(email=f"{User.objects.count()}@figures.example")
    if allows is not None:
        act = ConsentAct.GIVEN if allows else ConsentAct.WITHDRAWN
        ConsentFactory(user=person, purpose=Purpose.FIGURES, act=act)
    return person


def course(
    clinic: Clinic,
    *,
    days_ago: int = 60,
    allows: bool | None = True,
    user: User | None = None,
    **fields,
) -> HealingPlan:
    """A person's course at that clinic. Whoever wrote it down did so every time."""
    user = user or somebody(allows=allows)
    link = user.care.first() or ClientFactory(clinic=clinic, user=user, invited_by=user)
    others = {"practitioner", "consent", "recorded_by"}
    known = Session.objects.first()
    session = SessionFactory(
        treatment__client=link,
        local_date=timezone.localdate() - days_ago * DAY,
        health=HealthProfileFactory(user=user, written_by=user),
        **{name: getattr(known, name) for name in others if known},
    )
    version = PlanVersion.objects.first() or PlanVersionFactory()
    usual = {"version": version, "launched_by": session.recorded_by}
    return HealingPlanFactory(user=user, session=session, **usual | fields)


def courses(clinic: Clinic, number: int = 20, **fields) -> list[HealingPlan]:
    """So many, each of another person."""
    return [course(clinic, **fields) for _each in range(number)]


def reported(plan, day, *, level=ReportLevel.EXPECTED, took=None, **fields):
    """A report of that day, answered after `took` hours, or not yet."""
    at = datetime.datetime.combine(
        plan.day_zero + day * DAY, datetime.time(9), tzinfo=datetime.UTC
    )
    waits = level > ReportLevel.EXPECTED
    usual = {
        "day": day,
        "sent_at": at,
        "level": level,
        "status": ReportStatus.WAITING if waits else ReportStatus.ANSWERED,
    }
    report = SymptomReportFactory(plan=plan, **usual | fields)
    AssessmentFactory(report=report, level=level)
    if took is not None:
        ReportEventFactory(report=report, act=ReportAct.REPLIED, at=at + took * HOUR)
    return report
