"""A clinic's healing plan: beside the platform's, step by step, in versions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from aftercare import comparing
from aftercare.domain import clinic_plans, plan_templates
from aftercare.enums import PlanKind
from aftercare.forms.clinic_plan import AddForm, StepForm
from clinics import access
from clinics.rules import Right
from clinics.views import frame
from portal.knowledge.plan_steps import BeforeItBegins, Frequency

HERE = "plans"


@never_cache
@require_safe
def overview(request, clinic):
    """What clients get, and how it differs from the platform's plan."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_PLANS)
    version = clinic_plans.newest(clinic)
    ours = version.steps.all() if version else plan_templates.shipped_steps()
    pairs = comparing.pairs(ours)
    context = {
        "version": version,
        "pairs": pairs,
        "differences": [pair for pair in pairs if not pair.is_same],
    }
    template = "aftercare/workspace/plans.html"
    return frame.show(request, clinic, template, context, here=HERE)


@require_POST
def adopt(request, clinic):
    """Begin a plan of the clinic's own."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_PLANS)
    clinic_plans.adopt(clinic, by=request.user)
    messages.success(request, _("The plan is yours. Change what you do otherwise."))
    return redirect("plans:overview", clinic.slug)


@never_cache
@require_http_methods(frame.ASKED)
def step(request, clinic, slug):
    """Word one step anew, and move its day."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_PLANS)
    version = _own(clinic)
    asked = version.steps.filter(slug=slug).first()
    if asked is None:
        raise Http404
    form = StepForm(request.POST or None, step=asked, based_on=version.number)
    if request.method == "POST" and form.is_valid():
        try:
            _change(clinic, slug, form, by=request.user)
        except clinic_plans.OutsideBounds:
            sentence = _("This day lies outside the bounds. Say why, or take another.")
            form.add_error("reason", sentence)
        except clinic_plans.WordsNeedReason:
            sentence = _("This step keeps people safe. Say why you word it otherwise.")
            form.add_error("reason", sentence)
        except BeforeItBegins:
            form.add_error("day", _("The last day comes after the first."))
        except clinic_plans.MovedOn:
            newest = _own(clinic)
            now = newest.steps.filter(slug=slug).first()
            form.put_back(_moved_on(now), based_on=newest.number)
        else:
            messages.success(request, _("The step is changed for plans from now on."))
            return redirect("plans:overview", clinic.slug)
    return frame.ask(
        request,
        clinic,
        form,
        here=HERE,
        heading=str(asked.title),
        lede=_("Plans that run keep what they have. New ones get this."),
        submit=_("Save the step"),
    )


def _change(clinic, slug, form, *, by) -> None:
    told = form.cleaned_data
    clinic_plans.change(
        clinic,
        slug,
        based_on=told["based_on"],
        title=form.words("title"),
        why=form.words("why"),
        day=told["day"],
        reason=told.get("reason", ""),
        by=by,
    )


@never_cache
@require_http_methods(frame.ASKED)
def add(request, clinic):
    """A step that only this clinic asks for."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_PLANS)
    form = AddForm(
        request.POST or None,
        based_on=_own(clinic).number,
        language=get_language() or "en",
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            clinic_plans.add(
                clinic,
                based_on=told["based_on"],
                kind=PlanKind(told["kind"]),
                title=form.words("title"),
                why=form.words("why"),
                first_day=told["first_day"],
                last_day=told["last_day"],
                frequency=Frequency(told["frequency"]),
                by=request.user,
            )
        except clinic_plans.MovedOn:
            form.put_back(_moved_on(), based_on=_own(clinic).number)
        else:
            messages.success(request, _("The step is in plans from now on."))
            return redirect("plans:overview", clinic.slug)
    return frame.ask(
        request,
        clinic,
        form,
        here=HERE,
        heading=_("Add a step"),
        lede=_("It says on the plan that your clinic asks for it."),
        submit=_("Add the step"),
    )


ACTS = {"remove": clinic_plans.remove, "restore": clinic_plans.restore}


@require_POST
def move(request, clinic, slug, act):
    """Leave a step out, or take it as the platform has it."""
    clinic = access.workplace(request.user, clinic, Right.KEEP_PLANS)
    _own(clinic)
    if act not in ACTS:
        raise Http404
    based_on = _number(request.POST.get("based_on", ""))
    try:
        ACTS[act](clinic, slug, based_on=based_on, by=request.user)
    except clinic_plans.UnknownStep as gone:
        raise Http404 from gone
    except clinic_plans.StaysInPlan:
        messages.error(request, _("This step keeps people safe. It stays."))
    except clinic_plans.MovedOn:
        messages.warning(request, _moved_on())
    else:
        messages.success(request, _("The plan is changed from now on."))
    return redirect("plans:overview", clinic.slug)


def _number(told: str) -> int:
    """The version that a button was shown with; -1, which none has, if it is none."""
    try:
        return int(told)
    except ValueError:  # or of more digits than Python reads
        return -1


def _own(clinic):
    """The clinic's own plan; without one there is nothing to change: 404."""
    version = clinic_plans.newest(clinic)
    if version is None:
        raise Http404
    return version


def _moved_on(step=None) -> str:
    """What to do; with a step, also how that stands now."""
    said = _("The plan was changed meanwhile. Look at it again, then send this anew.")
    if step is None:
        return said
    now = {"title": step.title, "why": step.why, "day": step.moving_day}
    stands = _("Now it says: “%(title)s”, day %(day)s. “%(why)s”") % now
    return f"{said} {stands}"
