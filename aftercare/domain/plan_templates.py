"""The plan that a clinic gives its clients, in versions that never change."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from aftercare.models import PlanStep, PlanTemplate, PlanVersion
from clinics.models import Clinic
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.knowledge import plan_steps
from portal.knowledge.text import LANGUAGES, Text
from portal.ui.texts import Texts


def version_for(clinic: Clinic) -> PlanVersion:
    """What a plan launched at that clinic today is made from."""
    own = PlanVersion.objects.filter(template__clinic=clinic).newest_first().first()
    return own or platform_version()


@transaction.atomic
def platform_version() -> PlanVersion:
    """The stored version of the steps that ship; kept when first asked for."""
    of_these = PlanVersion.objects.filter(
        template__clinic=None, steps_version=plan_steps.VERSION
    )
    known = of_these.first()
    if known is not None:
        return known
    template, _made = PlanTemplate.objects.get_or_create(clinic=None)
    PlanTemplate.objects.select_for_update().get(pk=template.pk)
    return of_these.first() or add_version(template, shipped_steps(), by=None)


def add_version(
    template: PlanTemplate, steps: Iterable[PlanStep], *, by: User | None
) -> PlanVersion:
    """The next version, made of unsaved steps in their order.

    The caller holds the template's row.
    """
    newest = template.versions.newest_first().first()
    version = PlanVersion.objects.create(
        template=template,
        number=newest.number + 1 if newest else 1,
        steps_version=plan_steps.VERSION,
        at=timezone.now(),
        by=by,
    )
    rows = list(steps)
    for position, step in enumerate(rows):
        step.version, step.position = version, position
        step.clean_fields(exclude=["version"])
    PlanStep.objects.bulk_create(rows)
    audit.note(
        "plan version made",
        about=version,
        by=by,
        clinic=template.clinic_id,
        number=version.number,
    )
    return version


def shipped_steps() -> list[PlanStep]:
    """The platform's steps as rows, unsaved."""
    return [
        PlanStep(
            slug=step.slug,
            kind=step.kind.value,
            first_day=step.first_day,
            last_day=step.last_day,
            frequency=step.frequency.value,
            title=_texts(step.title),
            why=_texts(step.why),
            if_slipped=_texts(step.if_slipped) if step.if_slipped else Texts(),
            basis=step.basis.value,
            sources=" ".join(step.sources),
            is_safety=step.is_safety,
        )
        for step in plan_steps.STEPS.values()
    ]


def _texts(text: Text) -> Texts:
    return Texts((tongue, text.to(tongue)) for tongue in LANGUAGES)
