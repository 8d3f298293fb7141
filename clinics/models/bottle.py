"""The bottles of ink in a clinic's cupboard, and what became of each."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clinics.daytime import each_on_its_day
from clinics.enums import BottleAct, BottleState, LabelAnswer, LabReportStatus
from clinics.models.clinic import Clinic
from clinics.models.ink import InkBatch
from clinics.models.lab_report import LabReport
from portal.files import keeping


def _usable_on(day: datetime.date) -> Q:
    return (Q(discard_on=None) | Q(discard_on__gte=day)) & (
        Q(batch__expires_on=None) | Q(batch__expires_on__gte=day)
    )


class BottleQuerySet(models.QuerySet):
    def open_ended(self):
        """Those not empty yet, whatever else is wrong with them."""
        return self.filter(emptied_on=None)

    def in_use(self, *, on):
        """Opened, not empty, not set aside, and within their dates that day."""
        return self.filter(
            _usable_on(on),
            opened_on__lte=on,
            emptied_on=None,
            quarantined_at=None,
        )

    def in_use_at(self, moment):
        """The same, each by the day where its clinic stands."""
        return self.filter(
            each_on_its_day(
                moment,
                "clinic__time_zone",
                lambda day: Q(opened_on__lte=day) & _usable_on(day),
            ),
            emptied_on=None,
            quarantined_at=None,
        )

    def tested(self):
        """Of batches with a report that was accepted, and none of too much in them."""
        reports = LabReport.objects.filter(batch=OuterRef("batch"))
        accepted = reports.filter(status=LabReportStatus.ACCEPTED)
        return self.filter(Exists(accepted), ~Exists(reports.over_limit()))

    def for_reading(self):
        return self.select_related("batch__ink__maker")


class Bottle(models.Model):
    """One bottle of a batch that a clinic received."""

    key = models.UUIDField(_("key of the form"), unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="bottles")
    batch = models.ForeignKey(
        InkBatch, on_delete=models.PROTECT, related_name="bottles"
    )
    received_on = models.DateField(_("received on"))
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    discard_on = models.DateField(_("last day of use"), null=True, blank=True)
    emptied_on = models.DateField(_("empty since"), null=True, blank=True)
    quarantined_at = models.DateTimeField(_("quarantined on"), null=True, blank=True)
    quarantined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    quarantine_reason = models.CharField(
        _("why it is set aside"), max_length=200, blank=True
    )

    personal_fields = frozenset({"quarantine_reason"})
    public_fields = frozenset()

    objects = BottleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bottle of ink")
        verbose_name_plural = _("bottles of ink")
        ordering = ["batch__ink__maker__name", "batch__ink__name", "pk"]
        indexes = [
            models.Index(fields=["clinic", "emptied_on"], name="bottle_of_clinic"),
            models.Index(fields=["batch", "emptied_on"], name="bottle_of_batch"),
        ]
        constraints = [
            models.CheckConstraint(
                name="bottle_is_opened_once_it_is_there",
                condition=Q(opened_on=None) | Q(opened_on__gte=F("received_on")),
                violation_error_message=_("It cannot be opened before it came."),
            ),
            models.CheckConstraint(
                name="bottle_has_a_last_day_once_opened",
                condition=Q(opened_on=None, discard_on=None)
                | Q(
                    opened_on__isnull=False,
                    discard_on__isnull=False,
                    discard_on__gte=F("opened_on"),
                ),
                violation_error_message=_(
                    "Give the last day of use, on or after the day of opening."
                ),
            ),
            models.CheckConstraint(
                name="bottle_is_emptied_once_it_is_there",
                condition=Q(emptied_on=None) | Q(emptied_on__gte=F("received_on")),
                violation_error_message=_("It cannot be empty before it came."),
            ),
            models.CheckConstraint(
                name="bottle_quarantined_at_and_by_go_together",
                condition=Q(quarantined_at=None, quarantined_by=None)
                | Q(quarantined_at__isnull=False, quarantined_by__isnull=False),
                violation_error_message=_("Say who set it aside, and when."),
            ),
            models.CheckConstraint(
                name="bottle_is_quarantined_with_a_reason",
                condition=Q(quarantined_at=None, quarantine_reason="")
                | (Q(quarantined_at__isnull=False) & ~Q(quarantine_reason="")),
                violation_error_message=_("Say why it is set aside."),
            ),
        ]

    def __str__(self):
        return f"{self.batch}"

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which it may be used; None while nothing sets an end."""
        ends = (self.discard_on, self.batch.expires_on)
        return min((day for day in ends if day), default=None)

    def state(self, *, on: datetime.date) -> BottleState:
        """Where it stands on a day, in the clinic's own place and time."""
        if self.emptied_on and self.emptied_on <= on:
            return BottleState.EMPTY
        if self.quarantined_at:
            return BottleState.QUARANTINED
        if self.last_day and self.last_day < on:
            return BottleState.PAST
        if self.opened_on and self.opened_on <= on:
            return BottleState.IN_USE
        return BottleState.SEALED


class BottleEvent(models.Model):
    """Something that somebody did with a bottle. Append-only."""

    bottle = models.ForeignKey(Bottle, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(_("what"), max_length=12, choices=BottleAct)
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("written down on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    personal_fields = frozenset({"reason"})
    public_fields = frozenset({"act"})

    class Meta:
        verbose_name = _("event of a bottle")
        verbose_name_plural = _("events of bottles")
        ordering = ["bottle", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="bottle_event_act_is_known",
                condition=Q(act__in=BottleAct.values),
                violation_error_message=_("Choose from the list what was done."),
            ),
            models.CheckConstraint(
                name="bottle_is_set_aside_and_released_with_a_reason",
                condition=~Q(act__in=[BottleAct.QUARANTINED, BottleAct.RELEASED])
                | ~Q(reason=""),
                violation_error_message=_("Give the reason."),
            ),
            models.UniqueConstraint(
                name="bottle_is_opened_once_and_emptied_once",
                fields=["bottle", "act"],
                condition=Q(
                    act__in=[BottleAct.RECEIVED, BottleAct.OPENED, BottleAct.EMPTIED]
                ),
                violation_error_message=_("That was written down already."),
            ),
        ]

    def __str__(self):
        return f"{self.bottle_id}: {self.act}"


class LabelPhoto(models.Model):
    """A picture of a bottle's label, redrawn by us; a later one takes its place."""

    bottle = models.OneToOneField(
        Bottle, on_delete=models.PROTECT, related_name="label_photo"
    )
    file = models.FileField(_("file"), storage=keeping.storage, max_length=100)
    name = models.CharField(_("name of the file"), max_length=80)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    taken_at = models.DateTimeField(_("handed in on"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    personal_fields = frozenset({"file", "name"})
    public_fields = frozenset({"sha256"})

    class Meta:
        verbose_name = _("photo of a label")
        verbose_name_plural = _("photos of labels")
        ordering = ["bottle"]
        constraints = [
            models.CheckConstraint(
                name="label_photo_is_not_empty",
                condition=Q(size__gt=0),
                violation_error_message=_("The file is empty."),
            ),
        ]

    def __str__(self):
        return self.name


class LabelLine(models.Model):
    """What somebody reads on a bottle's label about one duty of the law."""

    bottle = models.ForeignKey(
        Bottle, on_delete=models.PROTECT, related_name="label_lines"
    )
    duty = models.SlugField(_("duty"), max_length=20)
    answer = models.CharField(_("answer"), max_length=16, choices=LabelAnswer)

    personal_fields = frozenset()
    public_fields = frozenset({"duty", "answer"})

    class Meta:
        verbose_name = _("line of a label")
        verbose_name_plural = _("lines of labels")
        ordering = ["bottle", "pk"]
        constraints = [
            models.CheckConstraint(
                name="label_answer_is_known",
                condition=Q(answer__in=LabelAnswer.values),
                violation_error_message=_("Choose an answer from the list."),
            ),
            models.UniqueConstraint(
                name="each_duty_of_a_label_is_answered_once",
                fields=["bottle", "duty"],
                violation_error_message=_("This is answered already."),
            ),
        ]

    def __str__(self):
        return f"{self.duty}: {self.answer}"
