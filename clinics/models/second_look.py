"""Whether two reviewers see the same paper alike, and how long a review takes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.enums import Reason
from clinics.models.certification import Certification
from clinics.models.review import Decision


class Submission(models.Model):
    """A paper was handed in for one round; what lies between is the clinic's time."""

    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="submissions"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    submitted_at = models.DateTimeField(_("submitted on"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal_fields = frozenset()
    public_fields = frozenset()

    class Meta:
        verbose_name = _("submission")
        ordering = ["certification", "round"]
        constraints = [
            models.UniqueConstraint(
                name="certification_is_submitted_once_a_round",
                fields=["certification", "round"],
                violation_error_message=_("This round has been handed in already."),
            ),
        ]

    def __str__(self):
        return f"{self.certification_id}: {self.round}"


class SecondLookQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(looked_at=None)


class SecondLook(models.Model):
    """An approval drawn at random, to be looked at again without the first answer.

    Who approved is copied here, so that the database can refuse them.
    """

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="second_look"
    )
    drawn_at = models.DateTimeField(_("drawn on"))
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField(_("looked at on"), null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    would_accept = models.BooleanField(_("would accept it"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason, blank=True)
    text = models.TextField(_("reason in words"), max_length=1000, blank=True)

    personal_fields = frozenset({"text"})
    public_fields = frozenset({"reason"})

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("second look")
        ordering = ["drawn_at", "pk"]
        indexes = [
            models.Index(fields=["looked_at", "drawn_at"], name="second_look_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="second_look_reason_is_known",
                condition=Q(reason__in=["", *Reason.values]),
                violation_error_message=_("Choose a reason from the list."),
            ),
            models.CheckConstraint(
                name="second_look_looked_at_and_by_go_together",
                condition=Q(looked_at=None, looked_by=None, would_accept=None, text="")
                | (
                    Q(
                        looked_at__isnull=False,
                        looked_by__isnull=False,
                        would_accept__isnull=False,
                    )
                    & ~Q(text="")
                ),
                violation_error_message=_("Say what you found, and why."),
            ),
            models.CheckConstraint(
                name="second_look_against_a_paper_has_its_reason",
                condition=Q(would_accept=None)
                | Q(would_accept=True, reason="")
                | (Q(would_accept=False) & ~Q(reason="")),
                violation_error_message=_("Choose a reason from the list."),
            ),
            models.CheckConstraint(
                name="second_look_is_somebody_elses",
                condition=Q(looked_by=None) | ~Q(looked_by=F("first_by")),
                violation_error_message=_("Somebody else must look again."),
            ),
        ]

    def __str__(self):
        return f"{self.decision_id}: {self.would_accept}"
