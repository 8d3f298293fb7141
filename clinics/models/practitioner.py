"""Who holds the needle, and where."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.daytime import each_on_its_day
from clinics.enums import ClinicStatus
from clinics.models.clinic import Clinic


class PractitionerQuerySet(models.QuerySet):
    def at_work(self, clinic, *, on):
        """Those who work at a clinic on that day."""
        placements = Placement.objects.running(on=on).filter(clinic=clinic)
        return self.filter(pk__in=placements.values("practitioner"))

    def public(self, *, on):
        """Those who work at a listed clinic on that day."""
        placements = Placement.objects.running(on=on).filter(
            clinic__status=ClinicStatus.LISTED
        )
        return self.filter(pk__in=placements.values("practitioner"))


class Practitioner(models.Model):
    """A person who tattoos scalps, as the public knows them.

    The profile belongs to the person once they claim it: their personal papers go
    with them from clinic to clinic.
    """

    slug = models.SlugField(_("address on the site"), unique=True)
    public_name = models.CharField(_("public name"), max_length=80)
    about = models.TextField(_("about"), max_length=800, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="practitioner",
    )
    claimed_at = models.DateTimeField(_("claimed on"), null=True, blank=True)
    edition = models.PositiveIntegerField(_("edition"), default=1, editable=False)
    edited_at = models.DateTimeField(
        _("last changed on"), null=True, blank=True, editable=False
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    personal_fields = frozenset({"public_name", "about"})
    public_fields = frozenset({"slug"})

    objects = PractitionerQuerySet.as_manager()

    class Meta:
        verbose_name = _("practitioner")
        verbose_name_plural = _("practitioners")
        ordering = ["public_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="practitioner_is_claimed_by_somebody",
                condition=Q(user=None, claimed_at=None)
                | Q(user__isnull=False, claimed_at__isnull=False),
                violation_error_message=_("Say who claimed the profile, and when."),
            ),
            models.CheckConstraint(
                name="practitioner_edited_at_and_by_go_together",
                condition=Q(edited_at=None, edited_by=None)
                | Q(edited_at__isnull=False, edited_by__isnull=False),
                violation_error_message=_("Say who changed it, and when."),
            ),
        ]

    def __str__(self):
        return self.public_name


def running_on(day: datetime.date, *, through: str = "") -> Q:
    """At work on that day; the day of leaving is no day of work any more.

    `through` leads from the rows that are asked to their placements.
    """
    stays = Q(**{f"{through}until": None}) | Q(**{f"{through}until__gt": day})
    return Q(**{f"{through}since__lte": day}) & stays


class PlacementQuerySet(models.QuerySet):
    def running(self, *, on):
        """At work on that day."""
        return self.filter(running_on(on))

    def lasting(self, *, on):
        """At work on that day or expected later."""
        later = Q(until__gt=on) & Q(until__gt=F("since"))
        return self.filter(Q(until=None) | later)

    def running_at(self, moment):
        """At work at a moment, each by the day where the clinic stands."""
        return self.filter(each_on_its_day(moment, "clinic__time_zone", running_on))


class Placement(models.Model):
    """The stretch of days on which a practitioner works at a clinic."""

    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="placements"
    )
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="placements"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    personal_fields = frozenset()
    public_fields = frozenset()

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("place of work")
        ordering = ["practitioner", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="placement_ends_after_it_starts",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_(
                    "The day of leaving must not be before the first day."
                ),
            ),
            models.UniqueConstraint(
                name="one_open_placement_per_practitioner_and_clinic",
                fields=["practitioner", "clinic"],
                condition=Q(until=None),
                violation_error_message=_("This practitioner works there already."),
            ),
        ]

    def __str__(self):
        return f"{self.practitioner_id} @ {self.clinic_id}"

    def runs(self, *, on) -> bool:
        """As `running` says of rows."""
        return self.since <= on and (self.until is None or self.until > on)

    def lasts(self, *, on) -> bool:
        """As `lasting` says of rows. Who leaves before the first day ends on it."""
        return self.until is None or on < self.until > self.since
