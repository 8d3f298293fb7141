"""Which of the letters about the end of a paper went out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.models.certification import Certification

STEPS = (90, 60, 30, 14, 7, 1, 0, -7)


class Reminder(models.Model):
    """One step before the end of one paper: its letters go out once, ever."""

    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="reminders"
    )
    step = models.SmallIntegerField(_("days before the end"))
    due_at = models.DateTimeField(_("found due on"))
    written_at = models.DateTimeField(_("written on"), null=True, blank=True)

    personal_fields = frozenset()
    public_fields = frozenset()

    class Meta:
        verbose_name = _("reminder")
        ordering = ["certification", "-step"]
        constraints = [
            models.CheckConstraint(
                name="reminder_step_is_known",
                condition=Q(step__in=STEPS),
                violation_error_message=_("We do not write on that day."),
            ),
            models.UniqueConstraint(
                name="one_reminder_per_certification_and_step",
                fields=["certification", "step"],
                violation_error_message=_("This letter went out already."),
            ),
        ]

    def __str__(self):
        return f"{self.certification_id}: {self.step}"
