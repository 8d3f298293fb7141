"""A person's wish to be erased, and what became of it."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

WAITS = datetime.timedelta(days=7)


class ErasureQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for, neither taken back nor carried out."""
        return self.filter(taken_back_at=None, done_at=None)

    def due(self, *, at: datetime.datetime):
        return self.waiting().filter(due_at__lte=at)


class Erasure(models.Model):
    """Asked for, then carried out after seven days unless it is taken back."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erasures"
    )
    asked_at = models.DateTimeField(_("asked for on"))
    due_at = models.DateTimeField(_("due on"))
    taken_back_at = models.DateTimeField(_("taken back on"), null=True, blank=True)
    done_at = models.DateTimeField(_("carried out on"), null=True, blank=True)

    personal_fields = frozenset()
    public_fields = frozenset()

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["due_at"], name="erasure_due")]
        constraints = [
            models.CheckConstraint(
                name="erasure_waits_before_it_is_due",
                condition=Q(due_at__gt=F("asked_at")),
                violation_error_message=_("There must be time to think again."),
            ),
            models.CheckConstraint(
                name="erasure_is_taken_back_or_done",
                condition=Q(taken_back_at=None) | Q(done_at=None),
                violation_error_message=_("What was taken back is not carried out."),
            ),
            models.CheckConstraint(
                name="erasure_is_done_once_it_is_due",
                condition=Q(done_at=None) | Q(done_at__gte=F("due_at")),
                violation_error_message=_("It is not due yet."),
            ),
            models.UniqueConstraint(
                name="one_waiting_erasure_per_person",
                fields=["user"],
                condition=Q(taken_back_at=None, done_at=None),
                violation_error_message=_("You have asked for it already."),
            ),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.asked_at:%Y-%m-%d}"
