"""What the public reads of how a clinic follows its clients up."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.models.clinic import Clinic
from portal.knowledge.disclosure import LEAST_PEOPLE, Share

# After the end of the period; the next is published some 106 days after it.
SHOWN_FOR = datetime.timedelta(days=200)


class PublishedFigures(models.Model):
    """The last figures of a clinic: counted once a quarter, rounded, never corrected.

    Nothing in it says how often something went wrong. A count that is None had fewer
    than twenty people behind it; `reported` alone, that 1 to 7 were; a time alone, that
    so many were not answered yet. Times are in minutes.
    """

    clinic = models.OneToOneField(
        Clinic, on_delete=models.PROTECT, related_name="figures"
    )
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until"))
    counted_at = models.DateTimeField(_("counted on"))
    courses = models.PositiveIntegerField(_("courses of healing"), null=True)
    reported = models.PositiveIntegerField(_("reported on up to the end"), null=True)
    people = models.PositiveIntegerField(_("people who asked the clinic"), null=True)
    median = models.PositiveIntegerField(_("half were answered within"), null=True)
    ninetieth = models.PositiveIntegerField(
        _("nine of ten were answered within"), null=True
    )

    personal_fields = frozenset()
    public_fields = frozenset()

    class Meta:
        verbose_name = _("published figures")
        verbose_name_plural = _("published figures")
        ordering = ["clinic"]
        constraints = [
            models.CheckConstraint(
                name="figures_begin_before_they_end",
                condition=Q(last_on__gt=F("first_on")),
                violation_error_message=_("The last day comes after the first."),
            ),
            models.CheckConstraint(
                name="figures_have_twenty_people_behind_them",
                condition=(Q(courses=None) | Q(courses__gte=LEAST_PEOPLE))
                & (Q(people=None) | Q(people__gte=LEAST_PEOPLE)),
                violation_error_message=_("Too few people stand behind this figure."),
            ),
            models.CheckConstraint(
                name="figures_report_on_courses_that_were_counted",
                condition=Q(reported=None)
                | Q(courses__isnull=False, reported__lte=F("courses")),
                violation_error_message=_("More were reported on than there were."),
            ),
            models.CheckConstraint(
                name="figures_name_times_of_people_who_were_counted",
                condition=Q(median=None, ninetieth=None)
                | Q(people__isnull=False, median__isnull=False, ninetieth=None)
                | Q(
                    people__isnull=False,
                    median__isnull=False,
                    ninetieth__gte=F("median"),
                ),
                violation_error_message=_("Nine of ten take no less than half."),
            ),
        ]

    def __str__(self):
        return f"{self.clinic}: {self.last_on}"

    def hold(self, *, on: datetime.date) -> bool:
        """Something was counted, and not too long ago."""
        counted = self.courses is not None or self.people is not None
        return counted and on <= self.last_on + SHOWN_FOR

    @property
    def follow_up(self) -> Share | None:
        if self.courses is None:
            return None
        return Share(whole=self.courses, part=self.reported)

    @property
    def median_time(self) -> datetime.timedelta | None:
        return _time(self.median)

    @property
    def ninetieth_time(self) -> datetime.timedelta | None:
        return _time(self.ninetieth)


def _time(minutes: int | None) -> datetime.timedelta | None:
    return None if minutes is None else datetime.timedelta(minutes=minutes)
