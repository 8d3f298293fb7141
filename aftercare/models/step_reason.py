"""Why the plan of a clinic leaves the bounds of a step, for our people to read."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.models import Clinic
from portal.knowledge import plan_steps


class StepReasonQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody of ours has read."""
        return self.filter(seen_at=None)


class StepReason(models.Model):
    """A day outside the bounds, or other words of a safety step, and the clinic's why.

    The plan holds at once; nobody has to allow it. What is no longer so is deleted
    while it waits, and the version of the plan keeps it.
    """

    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="step_reasons"
    )
    slug = models.SlugField(_("step"), max_length=40)
    default_day = models.PositiveSmallIntegerField(_("day of the platform"))
    chosen_day = models.PositiveSmallIntegerField(_("day of the clinic"))
    reason = models.CharField(_("reason"), max_length=400)
    written_at = models.DateTimeField(_("written on"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField(_("seen on"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    letter = models.TextField(_("written to the clinic"), blank=True, max_length=1000)

    personal_fields = frozenset({"letter"})
    public_fields = frozenset({"slug", "reason"})

    objects = StepReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason for a day outside the bounds")
        verbose_name_plural = _("reasons for days outside the bounds")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["seen_at", "written_at"], name="step_reason_waiting")
        ]
        constraints = [
            models.CheckConstraint(
                name="step_reason_is_not_empty",
                condition=~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                name="step_reason_seen_at_and_by_go_together",
                condition=Q(seen_at=None, seen_by=None, letter="")
                | Q(seen_at__isnull=False, seen_by__isnull=False),
                violation_error_message=_("Say who read it, and when."),
            ),
            models.UniqueConstraint(
                name="one_waiting_reason_per_clinic_and_step",
                fields=["clinic", "slug"],
                condition=Q(seen_at=None),
                violation_error_message=_("A reason for this step waits already."),
            ),
        ]

    def __str__(self):
        return f"{self.clinic_id}: {self.slug}"

    @property
    def is_outside(self) -> bool:
        """Whether the day needed the reason; otherwise it was the words alone."""
        return self.step is None or self.chosen_day not in self.step.move

    @property
    def step(self) -> plan_steps.Step | None:
        """The platform's own; None once there is none of that name any more."""
        return plan_steps.STEPS.get(self.slug)
