"""Who heard of a report beside its clinic: nobody opened it, or for its words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.enums import (
    WITH_MODERATORS,
    EscalationOutcome,
    EscalationStep,
    ModeratorAct,
)
from aftercare.models.report import SymptomReport


class EscalationQuerySet(models.QuerySet):
    def with_moderators(self):
        """Those that came to the moderators, closed or not."""
        return self.filter(step__in=WITH_MODERATORS)

    def waiting(self):
        """Those that no moderator has closed."""
        return self.with_moderators().filter(closed_at=None)


class Escalation(models.Model):
    """One step that a report has come, and whether it reached anybody.

    The step to the moderators is their item: it waits until one of them closes it,
    whatever the clinic does meanwhile. The client reads all of it.
    """

    report = models.ForeignKey(
        SymptomReport, on_delete=models.PROTECT, related_name="escalations"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    step = models.PositiveSmallIntegerField(_("step"), choices=EscalationStep)
    at = models.DateTimeField(_("on"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=EscalationOutcome)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    conclusion = models.TextField(_("conclusion"), max_length=1000, blank=True)

    personal_fields = frozenset({"conclusion"})
    public_fields = frozenset({"outcome"})

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation of a report")
        verbose_name_plural = _("escalations of reports")
        ordering = ["report", "round", "step"]
        indexes = [
            models.Index(
                fields=["at"],
                name="escalation_with_moderators",
                condition=Q(step__in=sorted(WITH_MODERATORS), closed_at=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_escalation_per_step_and_round",
                fields=["report", "round", "step"],
                violation_error_message=_("This step was taken already."),
            ),
            models.CheckConstraint(
                name="escalation_step_is_known",
                condition=Q(step__in=EscalationStep.values),
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                name="escalation_outcome_is_known",
                condition=Q(outcome__in=EscalationOutcome.values),
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                name="escalation_is_closed_with_a_conclusion",
                condition=Q(closed_at=None, closed_by=None, conclusion="")
                | Q(
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    step__in=sorted(WITH_MODERATORS),
                )
                & ~Q(conclusion=""),
                violation_error_message=_("Say what came of it."),
            ),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.round}.{self.step}"


class EscalationAct(models.Model):
    """What a moderator did with a report that came to them. Append-only.

    `text` is why name and answers were opened, which the client reads, or what was
    written to the clinic.
    """

    escalation = models.ForeignKey(
        Escalation, on_delete=models.PROTECT, related_name="acts"
    )
    act = models.CharField(_("what was done"), max_length=8, choices=ModeratorAct)
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("text"), max_length=1000)

    personal_fields = frozenset({"text"})
    public_fields = frozenset({"act"})

    class Meta:
        verbose_name = _("act of a moderator")
        verbose_name_plural = _("acts of moderators")
        ordering = ["escalation", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="moderator_act_is_known",
                condition=Q(act__in=ModeratorAct.values),
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                name="moderator_act_has_its_words",
                condition=~Q(text=""),
                violation_error_message=_("Say why, or what."),
            ),
        ]

    def __str__(self):
        return f"{self.escalation_id}: {self.act}"
