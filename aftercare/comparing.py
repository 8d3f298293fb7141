"""A clinic's plan beside the platform's: what is the same, moved, reworded, gone."""

from collections.abc import Iterable
from dataclasses import dataclass

from aftercare.domain import plan_templates
from aftercare.models import PlanStep


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One step as the clinic has it and as the platform has it; one may be missing."""

    ours: PlanStep | None
    theirs: PlanStep | None

    @property
    def step(self) -> PlanStep:
        return self.ours or self.theirs

    @property
    def is_added(self) -> bool:
        return self.theirs is None

    @property
    def is_left_out(self) -> bool:
        return self.ours is None

    @property
    def is_moved(self) -> bool:
        return self._differs("first_day", "last_day")

    @property
    def is_reworded(self) -> bool:
        return self._differs("title", "why")

    @property
    def is_same(self) -> bool:
        both = self.ours is not None and self.theirs is not None
        return both and not self.is_moved and not self.is_reworded

    def _differs(self, *names: str) -> bool:
        if self.ours is None or self.theirs is None:
            return False
        return any(
            getattr(self.ours, name) != getattr(self.theirs, name) for name in names
        )


def pairs(ours: Iterable[PlanStep]) -> list[Pair]:
    """Every step of either, in the clinic's order, what it left out at the end."""
    theirs = {step.slug: step for step in plan_templates.shipped_steps()}
    found = [Pair(ours=step, theirs=theirs.pop(step.slug, None)) for step in ours]
    return found + [Pair(ours=None, theirs=step) for step in theirs.values()]
