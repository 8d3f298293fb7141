"""When a person wishes to be reminded of their plan, and on which days they were."""

import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.enums import ReminderKind

LAST_HOUR = 23
HOUR = {"validators": [MaxValueValidator(LAST_HOUR)]}


class ReminderWish(models.Model):
    """How one person wishes to be reminded; without a row the first values hold.

    Hours are those of the clock where the person lives. Quiet hours may go past
    midnight; when both ends are the same there are none.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="reminder_wish",
    )
    by_email = models.BooleanField(_("by e-mail"), default=True)
    by_push = models.BooleanField(_("on my devices"), default=True)
    hour = models.PositiveSmallIntegerField(_("at"), default=9, **HOUR)
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), default=21, **HOUR)
    quiet_until = models.PositiveSmallIntegerField(_("until"), default=8, **HOUR)

    personal_fields = frozenset()
    public_fields = frozenset()

    class Meta:
        verbose_name = _("wish for reminders")
        verbose_name_plural = _("wishes for reminders")
        constraints = [
            models.CheckConstraint(
                name="reminder_hours_are_on_a_clock",
                condition=Q(
                    hour__lte=LAST_HOUR,
                    quiet_from__lte=LAST_HOUR,
                    quiet_until__lte=LAST_HOUR,
                ),
                violation_error_message=_("Choose an hour from the list."),
            ),
            models.CheckConstraint(
                name="reminder_comes_outside_the_quiet_hours",
                condition=Q(quiet_from=F("quiet_until"))
                | Q(
                    Q(hour__lt=F("quiet_from")) | Q(hour__gte=F("quiet_until")),
                    quiet_from__lt=F("quiet_until"),
                )
                | Q(
                    quiet_from__gt=F("quiet_until"),
                    hour__lt=F("quiet_from"),
                    hour__gte=F("quiet_until"),
                ),
                violation_error_message=_("Choose an hour outside the quiet hours."),
            ),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.hour}"

    def is_time(self, moment: datetime.datetime) -> bool:
        """Whether a reminder may come at that moment of the person's own clock."""
        return self.hour <= moment.hour and not self.is_quiet(moment.hour)

    def is_quiet(self, hour: int) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


class Reminder(models.Model):
    """One reminder of one person on one day of their calendar, claimed and then sent.

    The row is the claim: whoever stores it sends it, and nobody else can.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders"
    )
    kind = models.CharField(_("about"), max_length=10, choices=ReminderKind)
    on = models.DateField(_("day"))
    # Those that were claimed together.
    batch = models.UUIDField(_("batch"), db_index=True)
    claimed_at = models.DateTimeField(_("claimed on"))
    # When a worker sent it, or found that it was not to be sent any more.
    settled_at = models.DateTimeField(_("settled on"), null=True, blank=True)

    personal_fields = frozenset()
    public_fields = frozenset({"kind"})

    class Meta:
        verbose_name = _("reminder of a plan")
        verbose_name_plural = _("reminders of plans")
        ordering = ["user", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="reminder_kind_is_known",
                condition=Q(kind__in=ReminderKind.values),
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.UniqueConstraint(
                name="one_reminder_per_person_day_and_kind",
                fields=["user", "on", "kind"],
                violation_error_message=_("This person was reminded that day."),
            ),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.kind} {self.on}"
