"""The plan of one person after one session, and what they said of its steps."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.enums import StepOutcome
from aftercare.models.plan_template import PlanStep, PlanVersion
from aftercare.models.treatment import Session
from clinics.models import Clinic


class HealingPlanQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def running(self):
        """The course that no later session has restarted."""
        return self.filter(ended_on=None)

    def for_reading(self):
        return self.select_related("clinic", "user")


class HealingPlan(models.Model):
    """A version of a plan, frozen for the person who had the session.

    Day 0 is the local date of the session. Skin is wounded once more by each session,
    wherever it was done: a person has one running plan.
    """

    session = models.OneToOneField(
        Session, on_delete=models.PROTECT, related_name="plan"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="healing_plans"
    )
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="healing_plans"
    )
    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="healing_plans"
    )
    day_zero = models.DateField(_("day of the session"))
    # The first day on which the person could have seen it, by their own calendar.
    reached_on = models.DateField(_("reached the person on"))
    # The day of the session that restarted the course.
    ended_on = models.DateField(_("restarted on"), null=True, blank=True)
    launched_at = models.DateTimeField(_("launched on"))
    launched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal_fields = frozenset()
    public_fields = frozenset()

    objects = HealingPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("healing plan")
        verbose_name_plural = _("healing plans")
        ordering = ["-day_zero", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_running_plan_per_person",
                fields=["user"],
                condition=Q(ended_on=None),
                violation_error_message=_("This person has a running plan already."),
            ),
            models.CheckConstraint(
                name="plan_restarts_after_it_begins",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("day_zero")),
                violation_error_message=_(
                    "The next session cannot be before this one."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.day_zero}"

    @property
    def last_day_held(self) -> int | None:
        """The last day before another session restarted the course; None while it runs.

        -1 when that was on the day of this session itself.
        """
        if self.ended_on is None:
            return None
        return (self.ended_on - self.day_zero).days - 1

    @property
    def day_reached(self) -> int:
        return max(0, (self.reached_on - self.day_zero).days)

    def date_of(self, day: int) -> datetime.date:
        return self.day_zero + datetime.timedelta(days=day)


class StepRecord(models.Model):
    """What a person said of one step on one of its days."""

    plan = models.ForeignKey(
        HealingPlan, on_delete=models.PROTECT, related_name="records"
    )
    step = models.ForeignKey(PlanStep, on_delete=models.PROTECT, related_name="records")
    on = models.DateField(_("day"))
    outcome = models.CharField(
        _("what became of it"), max_length=8, choices=StepOutcome
    )
    reason = models.CharField(_("why it was skipped"), max_length=200, blank=True)
    at = models.DateTimeField(_("told on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # By whose calendar the day was told: people travel, and their zone moves on.
    time_zone = models.CharField(_("time zone"), max_length=64)

    personal_fields = frozenset({"reason", "outcome", "time_zone"})
    public_fields = frozenset()

    class Meta:
        verbose_name = _("record of a step")
        verbose_name_plural = _("records of steps")
        ordering = ["plan", "on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_record_per_step_and_day",
                fields=["plan", "step", "on"],
                violation_error_message=_("This is ticked already."),
            ),
            models.CheckConstraint(
                name="step_outcome_is_known",
                condition=Q(outcome__in=StepOutcome.values),
                violation_error_message=_("Choose one of the answers."),
            ),
            models.CheckConstraint(
                name="step_is_skipped_with_a_reason",
                condition=(Q(outcome=StepOutcome.SKIPPED) & ~Q(reason=""))
                | (~Q(outcome=StepOutcome.SKIPPED) & Q(reason="")),
                violation_error_message=_("Say in a few words why you skip it."),
            ),
        ]

    def __str__(self):
        return f"{self.step_id} {self.on}: {self.outcome}"
