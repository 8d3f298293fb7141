"""The courses of healing that a person is or was in, and their steps."""

import datetime
from collections.abc import Collection

from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from aftercare.access.sessions import shown_sessions
from aftercare.models import Client, HealingPlan, PlanStep, Treatment


def running_plan(user) -> HealingPlan | None:
    """The course that this person is in, however long ago it began."""
    return _own_plans(user).running().first()


def running_plan_on(user, on: datetime.date) -> HealingPlan:
    """The course that runs, if the date is one of its days. Raises Http404."""
    return get_object_or_404(_own_plans(user).running(), day_zero__lte=on)


def plan_of_day(user, on: datetime.date) -> HealingPlan:
    """The plan that a date belongs to. Raises Http404 before the first session."""
    begun = _own_plans(user).filter(day_zero__lte=on)
    found = begun.order_by("-day_zero", F("ended_on").desc(nulls_first=True)).first()
    if found is None:
        raise Http404
    return found


def own_plan(user, pk: int) -> HealingPlan:
    """One plan of this person, also of an ended link. Raises Http404."""
    return get_object_or_404(_own_plans(user), pk=pk)


def earlier_plans(user) -> QuerySet[HealingPlan]:
    """The courses that a later session restarted, the newest first."""
    return _own_plans(user).exclude(ended_on=None)


def shown_plan(client: Client, treatment: Treatment) -> HealingPlan | None:
    """The last plan that a treatment shown to the clinic began."""
    plans = HealingPlan.objects.filter(session__in=shown_sessions(client, treatment))
    return plans.for_reading().first()


def step_of(plan: HealingPlan, slug: str) -> PlanStep:
    """A step of the plan's own version. Raises Http404."""
    return get_object_or_404(PlanStep, version=plan.version_id, slug=slug)


def steps_of(plan: HealingPlan, slugs: Collection[str]) -> QuerySet[PlanStep]:
    """Those of its own version among these names; others are passed over."""
    return PlanStep.objects.filter(version=plan.version_id, slug__in=slugs)


def _own_plans(user) -> QuerySet[HealingPlan]:
    return HealingPlan.objects.of(user).for_reading()
