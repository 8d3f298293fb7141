"""The client's own plan: Today, the whole as a calendar, each day, each step."""

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from aftercare import access, app_key, follow_up, reading, today
from aftercare.domain import days, erasures, plans
from aftercare.enums import StepOutcome
from aftercare.forms.step import SkipForm
from aftercare.models import Erasure, HealingPlan, Helper, SymptomReport
from aftercare.templatetags.helping import plan_url
from aftercare.views import frame
from portal.accounts.models import User

REFUSED = (plans.NotTheirs, plans.NotDue, plans.PlanIsOver)
ASKED = ["GET", "HEAD", "POST"]
UNDO = "undo"
FOLLOWED = 3  # reports on Today; all of them stand under Reports


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Whose plan a page shows, and who looks at it: the person, or a helper."""

    person: User
    helped: Helper | None

    @property
    def may_tell(self) -> bool:
        return self.helped is None or self.helped.may_tick

    @property
    def today(self) -> datetime.date:
        return days.local_date(timezone.now(), self.person.zone)

    def plan_of_day(self, on: datetime.date) -> HealingPlan:
        """A helper sees the course that runs. Raises Http404."""
        if self.helped is None:
            return access.plans.plan_of_day(self.person, on)
        return access.plans.running_plan_on(self.person, on)

    def read(self, plan: HealingPlan, *, only=None) -> reading.Reading:
        return reading.read(plan, only=only, may_tell=self.may_tell)


def whose(request, helper: int | None) -> Whose:
    """`helper` is the number in an address under /helping/. Raises Http404."""
    if helper is None:
        return Whose(person=request.user, helped=None)
    helped = access.helping.helping(request.user, helper)
    return Whose(person=helped.person, helped=helped)


@never_cache
@require_safe
def show_today(request, helper=None):
    """What is usual today, and the few things that matter."""
    look = whose(request, helper)
    plan = access.plans.running_plan(look.person)
    context = {"erasure": _erasure(look), "reports": _reports(look)}
    if plan is None:
        return _show(request, "aftercare/no_plan.html", context, look, here="today")
    context |= today.context(look.read(plan, only=look.today))
    context["skip"] = SkipForm()
    answer = _show(request, "aftercare/today.html", context, look, here="today")
    if look.helped is None:
        answer["Saved-For"] = app_key.of(request.user)  # the phone may keep this page
    return answer


@never_cache
@require_safe
def show_plan(request, pk=None, helper=None):
    """All days at once: the running course, or an earlier one."""
    look = whose(request, helper)
    if pk is None:
        plan = access.plans.running_plan(look.person)
    else:
        plan = access.plans.own_plan(look.person, pk)
    if plan is None:
        context = {"erasure": _erasure(look)}
        return _show(request, "aftercare/no_plan.html", context, look, here="plan")
    read = look.read(plan)
    context = {"plan": plan, "has_link": True, "reading": read}
    context["late"] = follow_up.dates(plan, read.steps)
    context["earlier"] = ()
    if look.helped is None:
        context["has_link"] = access.clients.is_client_of(look.person, plan.clinic)
        context["earlier"] = access.plans.earlier_plans(look.person).exclude(pk=plan.pk)
    return _show(request, "aftercare/plan.html", context, look, here="plan")


@never_cache
@require_http_methods(ASKED)
def day(request, on, helper=None):
    """Everything of one day; sent back, it ticks the steps that were listed."""
    look = whose(request, helper)
    plan = look.plan_of_day(on)
    number = days.number(on, day_zero=plan.day_zero)
    if request.method == "POST":
        steps = access.plans.steps_of(plan, request.POST.getlist("step"))
        try:
            plans.record_done(plan, steps, on=on, by=request.user)
        except REFUSED as refusal:
            messages.warning(request, _why_not(refusal))
        return redirect(_back(look, on))
    read = look.read(plan, only=on)
    context = {"plan": plan, "reading": read, "day": number, "on": on}
    context["lines"] = read.lines(number)
    context["summary"] = read.day_of(number)
    context["skip"] = SkipForm()
    return _show(request, "aftercare/day.html", context, look, here="plan")


@never_cache
@require_http_methods(ASKED)
def step(request, on, slug, helper=None):
    """One step on one day, with its reason and every answer there is."""
    look = whose(request, helper)
    plan = look.plan_of_day(on)
    asked = access.plans.step_of(plan, slug)
    outcome = request.POST.get("outcome", "")
    form = SkipForm(request.POST if outcome == StepOutcome.SKIPPED else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            _tell(request, plan, asked, on, outcome, form)
        except REFUSED as refusal:
            messages.warning(request, _why_not(refusal))
        return redirect(_back(look, on, asked))
    read = look.read(plan, only=on)
    number = days.number(on, day_zero=plan.day_zero)
    context = {"plan": plan, "form": form, "line": read.line(asked, number)}
    return _show(request, "aftercare/step.html", context, look, here="plan")


def _tell(request, plan, asked, on, outcome, form) -> None:
    if outcome == UNDO:
        plans.undo(plan, asked, on=on, by=request.user)
        return
    if outcome not in StepOutcome.values:
        raise Http404
    plans.record(
        plan,
        asked,
        on=on,
        outcome=StepOutcome(outcome),
        by=request.user,
        reason=form.reason if form.is_bound else "",
    )


def _show(request, template: str, context: dict, look: Whose, *, here: str):
    return frame.show(request, template, context, here=here, helped=look.helped)


def _erasure(look: Whose) -> Erasure | None:
    """The wish that waits; no helper is told."""
    return erasures.waiting(look.person) if look.helped is None else None


def _reports(look: Whose) -> list[SymptomReport]:
    """What the clinic has to answer or has answered, and what none reads; no helper
    is told."""
    if look.helped is not None:
        return []
    return list(access.reports.reports_to_follow(look.person)[:FOLLOWED])


def _back(look: Whose, on, asked=None) -> str:
    """To where whoever ticked was: Today for today, else the day."""
    if on == look.today:
        page = plan_url(look.helped, "today")
    else:
        page = plan_url(look.helped, "day", on)
    return f"{page}#{asked.slug}" if asked else page


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, plans.NotTheirs):
        return _("Nothing was written down: you may look, and not tick.")
    return _("Nothing was written down: the plan asks for nothing there on that day.")
