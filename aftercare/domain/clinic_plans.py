"""A clinic makes the platform's plan its own: moved days, other words, more steps."""

from collections.abc import Callable
from uuid import uuid4

from django.db import transaction

from aftercare.domain import plan_templates, step_reasons
from aftercare.enums import PlanKind
from aftercare.models import PlanStep, PlanTemplate, PlanVersion
from aftercare.models.plan_template import CLINICS_OWN
from clinics.models import Clinic
from portal.accounts.models import User
from portal.knowledge import plan_steps
from portal.knowledge.plan_steps import Frequency
from portal.ui.texts import Texts

COPIED = [
    field.name
    for field in PlanStep._meta.concrete_fields
    if field.name not in {"id", "version", "position"}
]
Steps = list[PlanStep]


class MovedOn(Exception):
    """Somebody changed the plan meanwhile, or the form was sent twice."""


class OutsideBounds(Exception):
    """The day lies outside the bounds of the step, and no reason was given."""

    def __init__(self, step: plan_steps.Step):
        super().__init__(step.slug)
        self.step = step


class WordsNeedReason(Exception):
    """The step keeps people safe; its words were changed, and no reason was given."""


class StaysInPlan(Exception):
    """The step keeps people safe; it can be reworded and moved, not left out."""


class UnknownStep(LookupError):
    """The plan has no step of that name."""


def newest(clinic: Clinic) -> PlanVersion | None:
    """The clinic's own plan as it stands; None while it uses the platform's."""
    versions = PlanVersion.objects.filter(template__clinic=clinic)
    return versions.select_related("by").newest_first().first()


@transaction.atomic
def adopt(clinic: Clinic, *, by: User) -> PlanVersion:
    """Copy the platform's plan. A clinic that has one of its own keeps it."""
    template, _made = PlanTemplate.objects.get_or_create(clinic=clinic)
    PlanTemplate.objects.select_for_update().get(pk=template.pk)
    return newest(clinic) or plan_templates.add_version(
        template, plan_templates.shipped_steps(), by=by
    )


@transaction.atomic
def change(
    clinic: Clinic,
    slug: str,
    *,
    based_on: int,
    title: Texts,
    why: Texts,
    day: int,
    reason: str,
    by: User,
) -> PlanVersion:
    """Word a step anew and move its one day.

    Words other than the platform's stand for the clinic alone: what the platform says
    that the step rests on, and its sources, are about its own. `reason` is for a day
    outside the bounds, and for other words of a step that keeps people safe.
    Raises MovedOn, UnknownStep, OutsideBounds, WordsNeedReason,
    plan_steps.BeforeItBegins.
    """

    def edit(steps: Steps) -> Steps:
        step = _find(steps, slug)
        step.title, step.why = title, why
        known = step.known
        if known is None:
            step.last_day = _not_before(step.first_day, day)
            return steps
        step.first_day, step.last_day = plan_steps.moved(known, to=day)
        _stand_for_words(step)
        step.reason = _needed(reason, step, day=day)
        return steps

    version = _next(clinic, edit, based_on=based_on, by=by)
    step = version.steps.get(slug=slug)
    if step.known:
        before = version.template.versions.get(number=based_on).steps.get(slug=slug)
        step_reasons.tell(
            clinic,
            step.known,
            day=day,
            reason=step.reason,
            are_words_new=(before.title, before.why) != (title, why),
            by=by,
        )
    return version


def _stand_for_words(step: PlanStep) -> None:
    shipped = _find(plan_templates.shipped_steps(), step.slug)
    if (step.title, step.why) == (shipped.title, shipped.why):
        step.basis, step.sources = shipped.basis, shipped.sources
    else:
        step.basis, step.sources = CLINICS_OWN, ""


def _needed(reason: str, step: PlanStep, *, day: int) -> str:
    """The reason where one is asked for. Raises OutsideBounds, WordsNeedReason."""
    is_outside = day not in step.known.move
    if not is_outside and not (step.is_safety and step.basis == CLINICS_OWN):
        return ""
    if reason:
        return reason
    raise OutsideBounds(step.known) if is_outside else WordsNeedReason


def add(
    clinic: Clinic,
    *,
    based_on: int,
    kind: PlanKind,
    title: Texts,
    why: Texts,
    first_day: int,
    last_day: int,
    frequency: Frequency,
    by: User,
) -> PlanVersion:
    """Put a step of the clinic's own at the end.

    Raises MovedOn, plan_steps.BeforeItBegins.
    """
    step = PlanStep(
        slug=f"own-{uuid4().hex[:12]}",
        kind=kind.value,
        first_day=first_day,
        last_day=_not_before(first_day, last_day),
        frequency=frequency.value,
        title=title,
        why=why,
        basis=CLINICS_OWN,
    )
    return _next(clinic, lambda steps: [*steps, step], based_on=based_on, by=by)


@transaction.atomic
def remove(clinic: Clinic, slug: str, *, based_on: int, by: User) -> PlanVersion:
    """Leave a step out. Raises MovedOn, UnknownStep, StaysInPlan."""

    def edit(steps: Steps) -> Steps:
        step = _find(steps, slug)
        if step.is_safety:
            raise StaysInPlan
        return [each for each in steps if each is not step]

    version = _next(clinic, edit, based_on=based_on, by=by)
    step_reasons.forget(clinic, slug)
    return version


@transaction.atomic
def restore(clinic: Clinic, slug: str, *, based_on: int, by: User) -> PlanVersion:
    """Take a step as the platform has it, also one that was left out.

    Raises MovedOn, UnknownStep.
    """

    def edit(steps: Steps) -> Steps:
        shipped = _find(plan_templates.shipped_steps(), slug)
        order = {known: place for place, known in enumerate(plan_steps.STEPS)}
        others = [each for each in steps if each.slug != slug]
        before = [
            each for each in others if order.get(each.slug, len(order)) < order[slug]
        ]
        return [*before, shipped, *(each for each in others if each not in before)]

    version = _next(clinic, edit, based_on=based_on, by=by)
    step_reasons.forget(clinic, slug)
    return version


@transaction.atomic
def _next(
    clinic: Clinic, edit: Callable[[Steps], Steps], *, based_on: int, by: User
) -> PlanVersion:
    template = PlanTemplate.objects.select_for_update().get(clinic=clinic)
    current = template.versions.newest_first().first()
    if current.number != based_on:
        raise MovedOn
    copies = [_copy(step) for step in current.steps.all()]
    return plan_templates.add_version(template, edit(copies), by=by)


def _copy(step: PlanStep) -> PlanStep:
    return PlanStep(**{name: getattr(step, name) for name in COPIED})


def _find(steps: Steps, slug: str) -> PlanStep:
    for step in steps:
        if step.slug == slug:
            return step
    raise UnknownStep(slug)


def _not_before(first: int, last: int) -> int:
    if last < first:
        raise plan_steps.BeforeItBegins(f"Day {last} comes before day {first}.")
    return last
