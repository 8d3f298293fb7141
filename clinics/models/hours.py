"""When a clinic is open, when it answers, and whom an urgent report wakes."""

import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.enums import ContactKind, HoursKind, Weekday
from clinics.models.clinic import Clinic

LAST_MINUTE = datetime.time(23, 59)  # as "until", it stands for midnight


class Hours(models.Model):
    """A stretch of one weekday in the clinic's own time; "until" is not part of it."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="hours")
    kind = models.CharField(_("kind"), max_length=10, choices=HoursKind)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    starts_at = models.TimeField(_("from"))
    until_at = models.TimeField(_("until"))

    personal_fields = frozenset()
    public_fields = frozenset({"kind"})

    class Meta:
        verbose_name = _("hours")
        verbose_name_plural = _("hours")
        ordering = ["clinic", "kind", "weekday", "starts_at"]
        constraints = [
            models.CheckConstraint(
                name="hours_kind_is_known",
                condition=Q(kind__in=HoursKind.values),
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                name="hours_weekday_is_known",
                condition=Q(weekday__in=Weekday.values),
                violation_error_message=_("Choose a day of the week."),
            ),
            models.CheckConstraint(
                name="hours_end_after_they_start",
                condition=Q(until_at__gt=F("starts_at")),
                violation_error_message=_("The end must be later than the start."),
            ),
            models.UniqueConstraint(
                name="hours_start_once_on_a_weekday",
                fields=["clinic", "kind", "weekday", "starts_at"],
                violation_error_message=_("Two stretches start at the same time."),
            ),
        ]

    def __str__(self):
        return (
            f"{self.get_weekday_display()} {self.starts_at:%H:%M}–{self.until_at:%H:%M}"
        )

    def covers(self, time: datetime.time) -> bool:
        """Whether the door is open at that time of its day."""
        return self.starts_at <= time and (time < self.until_at or self.lasts_the_day)

    @property
    def lasts_the_day(self) -> bool:
        """Whether it ends at midnight, for which 23:59 is written."""
        return self.until_at >= LAST_MINUTE


class UrgentContact(models.Model):
    """Who hears of an urgent report; counts once a test message was answered."""

    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="urgent_contacts"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind)
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(
        _("telephone"),
        max_length=32,
        validators=[
            RegexValidator(
                r"^\+[0-9 ()./-]{6,30}\Z",
                _("Write the number with its country code, like +44 20 7946 0958."),
            )
        ],
    )
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    tested_at = models.DateTimeField(
        _("test sent on"), null=True, blank=True, editable=False
    )
    confirmed_at = models.DateTimeField(
        _("confirmed on"), null=True, blank=True, editable=False
    )

    personal_fields = frozenset({"name", "email", "phone"})
    public_fields = frozenset({"kind", "code_hash"})

    class Meta:
        verbose_name = _("urgent contact")
        ordering = ["clinic", "-kind"]  # the urgent contact before the deputy
        constraints = [
            models.CheckConstraint(
                name="urgent_contact_kind_is_known",
                condition=Q(kind__in=ContactKind.values),
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                name="urgent_contact_is_confirmed_after_a_test",
                condition=Q(confirmed_at=None) | Q(tested_at__isnull=False),
                violation_error_message=_("Send a test message first."),
            ),
            models.UniqueConstraint(
                name="one_urgent_contact_of_a_kind_per_clinic",
                fields=["clinic", "kind"],
                violation_error_message=_("The clinic has such a contact already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} @ {self.clinic_id}"
