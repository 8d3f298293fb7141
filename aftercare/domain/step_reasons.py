"""Days outside the bounds, and safety in other words: told to our people, answered."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from aftercare import emails
from aftercare.models import PlanStep, StepReason
from clinics import rules as clinic_rules
from clinics.models import Clinic
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.knowledge.plan_steps import Side, Step


class NotYours(Exception):
    """Reviewers and moderators read it, except of a clinic they are close to."""


class AlreadySeen(Exception):
    """Somebody was faster."""


def readable(user):
    """Those that this person may read, seen or not."""
    if not clinic_rules.looks_into_misuse(user):
        return StepReason.objects.none()
    near = clinic_rules.near_to(user, on=timezone.localdate())
    return StepReason.objects.exclude(clinic__in=near).select_related(
        "clinic", "written_by", "seen_by"
    )


def tell(
    clinic: Clinic, step: Step, *, day: int, reason: str, are_words_new: bool, by: User
) -> None:
    """Put what needed a reason before our people; called with the plan locked.

    The same once more is nothing new; "" says that no reason was needed.
    """
    known = StepReason.objects.filter(clinic=clinic, slug=step.slug)
    last = known.first()
    same = last and (last.chosen_day, last.reason) == (day, reason)
    if reason and same and not are_words_new:
        return
    known.waiting().delete()
    if reason:
        StepReason.objects.create(
            clinic=clinic,
            slug=step.slug,
            default_day=default_day(step),
            chosen_day=day,
            reason=reason,
            written_at=timezone.now(),
            written_by=by,
        )


def forget(clinic: Clinic, slug: str) -> None:
    """The step is left out, or as the platform has it: nothing waits any more."""
    StepReason.objects.waiting().filter(clinic=clinic, slug=slug).delete()


def worded(reason: StepReason) -> PlanStep | None:
    """The step in the clinic's plan as it stands; None where it is there no more."""
    own = PlanStep.objects.filter(version__template__clinic=reason.clinic_id)
    return own.filter(slug=reason.slug).order_by("-version__number").first()


def default_day(step: Step) -> int:
    """The day that may be moved, as the platform has it."""
    return step.last_day if step.move.side == Side.END else step.first_day


@transaction.atomic
def see(reason: StepReason, *, by: User, letter: str = "") -> StepReason:
    """Say that it was read; with a letter, the owners of the clinic get it.

    Raises NotYours, AlreadySeen.
    """
    if not readable(by).filter(pk=reason.pk).exists():
        raise NotYours
    locked = StepReason.objects.select_for_update(of=("self",)).filter(pk=reason.pk)
    found = locked.first()
    if found is None or found.seen_at:
        raise AlreadySeen
    found.seen_at, found.seen_by, found.letter = timezone.now(), by, letter
    found.save(update_fields=["seen_at", "seen_by", "letter"])
    audit.note(
        "step reason seen",
        about=found,
        by=by,
        clinic=found.clinic_id,
        answered=bool(letter),
    )
    if letter:
        transaction.on_commit(partial(emails.about_step, found.pk))
    return found
