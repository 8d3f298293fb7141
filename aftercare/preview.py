"""What the plan will ask on the day of the session, before it is launched."""

from dataclasses import dataclass

from aftercare.domain import plan_templates
from aftercare.enums import PlanKind
from aftercare.models import PlanStep, PlanVersion
from clinics.models import Clinic


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Day 0 of the plan that the clinic gives today."""

    do: list[PlanStep]
    avoid: list[PlanStep]


def of(clinic: Clinic) -> Preview:
    """Two queries at most, and nothing is stored."""
    own = PlanVersion.objects.filter(template__clinic=clinic).newest_first().first()
    steps = own.steps.all() if own else plan_templates.shipped_steps()
    first = [step for step in steps if step.first_day == 0]
    return Preview(
        do=[step for step in first if step.kind == PlanKind.DO],
        avoid=[step for step in first if step.kind == PlanKind.AVOID],
    )
