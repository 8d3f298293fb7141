"""Ticks that a phone kept while it had no network, once they have come."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.enums import TickFate
from aftercare.models.healing_plan import HealingPlan
from aftercare.models.plan_template import PlanStep


class LateTick(models.Model):
    """One tick under the key that the phone gave it, and what became of it.

    The phone sends until it hears back. The key tells the second time from a new tick,
    also after the first was taken back.
    """

    key = models.UUIDField(_("key"), unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="late_ticks"
    )
    plan = models.ForeignKey(
        HealingPlan, on_delete=models.PROTECT, related_name="late_ticks"
    )
    step = models.ForeignKey(PlanStep, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("day"))
    fate = models.CharField(_("what became of it"), max_length=8, choices=TickFate)
    came_at = models.DateTimeField(_("came on"))

    personal_fields = frozenset()
    public_fields = frozenset({"fate"})

    class Meta:
        verbose_name = _("late tick")
        verbose_name_plural = _("late ticks")
        ordering = ["user", "-came_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="late_tick_fate_is_known",
                condition=Q(fate__in=TickFate.values),
                violation_error_message=_("Choose an answer from the list."),
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.on}: {self.fate}"
