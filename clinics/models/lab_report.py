"""What a laboratory found in a batch of ink, and what was decided about the report."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinics.enums import Fraction, LabAct, LabReason, LabReportStatus
from clinics.models.clinic import Clinic
from clinics.models.ink import InkBatch
from portal.knowledge.ink_limits import Result

REFUSALS = (LabAct.REQUEST_CHANGES, LabAct.REJECT)


def _is_over_limit() -> Q:
    over = LabDecision.objects.filter(act=LabAct.REJECT, reason=LabReason.OVER_LIMIT)
    return Q(status=LabReportStatus.REJECTED, pk__in=over.values("report"))


class LabReportQuerySet(models.QuerySet):
    def in_public(self):
        """Those that were accepted, or refused for what was found in the ink."""
        return self.filter(Q(status=LabReportStatus.ACCEPTED) | _is_over_limit())

    def over_limit(self):
        """Those that were refused for what was found in the ink."""
        return self.filter(_is_over_limit())

    def sent_back(self):
        """Those in which the clinic has something to mend."""
        return self.filter(status=LabReportStatus.CHANGES_REQUESTED)

    def waiting(self):
        """Those that are with the reviewers, the longest first."""
        return self.filter(status=LabReportStatus.SUBMITTED).order_by(
            "submitted_at", "pk"
        )

    def for_reading(self):
        return self.select_related("batch__ink__maker", "clinic")


class LabReport(models.Model):
    """A report on one batch, handed in by a clinic.

    `table` is what was typed, pasted or read from a file, also where it cannot be
    understood yet; results are there once every row of it can.
    """

    key = models.UUIDField(_("key of the form"), unique=True, editable=False)
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="lab_reports"
    )
    batch = models.ForeignKey(
        InkBatch, on_delete=models.PROTECT, related_name="lab_reports"
    )
    laboratory = models.CharField(_("laboratory"), max_length=120)
    accreditation = models.CharField(
        _("accreditation of the laboratory"), max_length=60, blank=True
    )
    number = models.CharField(_("number of the report"), max_length=60)
    issued_on = models.DateField(_("date of the report"))
    table = models.TextField(_("table of results"), max_length=100_000, blank=True)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=LabReportStatus,
        default=LabReportStatus.DRAFT,
        editable=False,
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    begun_at = models.DateTimeField(_("begun on"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted on"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    personal_fields = frozenset({"table"})
    public_fields = frozenset({"laboratory", "accreditation", "number", "status"})

    objects = LabReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("laboratory report")
        verbose_name_plural = _("laboratory reports")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["status", "submitted_at"], name="lab_report_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="lab_report_status_is_known",
                condition=Q(status__in=LabReportStatus.values),
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                name="lab_report_submitted_at_and_by_go_together",
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                violation_error_message=_("Say who submitted it, and when."),
            ),
            models.CheckConstraint(
                name="lab_report_is_decided_once_submitted",
                condition=Q(
                    status__in=[
                        LabReportStatus.DRAFT,
                        LabReportStatus.CHANGES_REQUESTED,
                    ]
                )
                | Q(submitted_by__isnull=False),
                violation_error_message=_("Submit it first."),
            ),
        ]

    def __str__(self):
        return f"{self.laboratory} {self.number}"

    @property
    def may_be_changed(self) -> bool:
        """Whether the clinic may still change what it says."""
        return self.status in (LabReportStatus.DRAFT, LabReportStatus.CHANGES_REQUESTED)


class LabOriginal(models.Model):
    """The file that a table was read from, as it came. Kept in the database itself:
    it is small, nobody finds it by an address, and it goes with its report.
    """

    report = models.ForeignKey(
        LabReport, on_delete=models.PROTECT, related_name="originals"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    name = models.CharField(_("name of the file"), max_length=80)
    media_type = models.CharField(_("type"), max_length=80)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    content = models.BinaryField()

    personal_fields = frozenset({"name"})
    public_fields = frozenset({"media_type", "sha256"})

    class Meta:
        verbose_name = _("original of a laboratory report")
        verbose_name_plural = _("originals of laboratory reports")
        ordering = ["report", "round"]
        constraints = [
            models.CheckConstraint(
                name="lab_original_is_not_empty",
                condition=Q(size__gt=0),
                violation_error_message=_("The file is empty."),
            ),
            models.UniqueConstraint(
                name="one_lab_original_per_round",
                fields=["report", "round"],
                violation_error_message=_("There is a file for this round already."),
            ),
        ]

    def __str__(self):
        return self.name


class LabResult(models.Model):
    """One line of a report, as it was read in one round. Never changed once handed in.

    `qualifier` is "", "<", "<=", ">", ">=" or "n.d."; the detection limit is in `unit`.
    """

    report = models.ForeignKey(
        LabReport, on_delete=models.PROTECT, related_name="results"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    position = models.PositiveSmallIntegerField(_("place in the table"))
    substance = models.CharField(_("substance"), max_length=120)
    qualifier = models.CharField(_("sign before the value"), max_length=4, blank=True)
    value = models.DecimalField(
        _("value"), max_digits=21, decimal_places=12, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=12)
    detection_limit = models.DecimalField(
        _("detection limit"), max_digits=21, decimal_places=12, null=True, blank=True
    )
    fraction = models.CharField(
        _("part that was measured"), max_length=16, choices=Fraction, blank=True
    )

    personal_fields = frozenset()
    public_fields = frozenset({"substance", "qualifier", "unit", "fraction"})

    class Meta:
        verbose_name = _("result of a laboratory")
        verbose_name_plural = _("results of laboratories")
        ordering = ["report", "round", "position"]
        constraints = [
            models.CheckConstraint(
                name="lab_result_fraction_is_known",
                condition=Q(fraction__in=["", *Fraction.values]),
                violation_error_message=_("Choose a part from the list."),
            ),
            models.CheckConstraint(
                name="lab_result_has_a_value_or_says_why_not",
                condition=Q(value__isnull=False, value__gte=0)
                | Q(value=None, qualifier="n.d."),
                violation_error_message=_("Give the value, or write n.d."),
            ),
            models.CheckConstraint(
                name="lab_detection_limit_is_not_negative",
                condition=Q(detection_limit=None) | Q(detection_limit__gte=0),
                violation_error_message=_("A detection limit is zero or more."),
            ),
            models.UniqueConstraint(
                name="each_place_in_a_lab_table_is_taken_once",
                fields=["report", "round", "position"],
                violation_error_message=_("This place in the table is taken."),
            ),
        ]

    def __str__(self):
        return f"{self.substance}: {self.qualifier}{self.value or ''} {self.unit}"

    @property
    def told(self) -> Result:
        """The line as the knowledge of limits reads it."""
        return Result(
            substance=self.substance,
            value=self.value,
            unit=self.unit,
            qualifier=self.qualifier,
            detection_limit=self.detection_limit,
            fraction=self.fraction or None,
        )

    @property
    def shown_value(self) -> str:
        """Sign and value as a reader writes them, without zeros that say nothing."""
        if self.value is None:
            return self.qualifier
        return f"{self.qualifier} {plain_decimal(self.value)}".strip()

    @property
    def shown_detection_limit(self) -> str:
        known = self.detection_limit
        return "" if known is None else plain_decimal(known)


def plain_decimal(number: Decimal) -> str:
    """0.5 for 0.500000000000, and never a power of ten."""
    return f"{number.normalize():f}"


class LabDecision(models.Model):
    """What a reviewer decided about one round of a report. Append-only.

    Replaying the decisions of a report gives its status.
    """

    report = models.ForeignKey(
        LabReport, on_delete=models.PROTECT, related_name="decisions"
    )
    act = models.CharField(_("what"), max_length=16, choices=LabAct)
    round = models.PositiveSmallIntegerField(_("round"))
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=16, choices=LabReason, blank=True)
    text = models.TextField(_("reason in words"), max_length=1000, blank=True)

    personal_fields = frozenset({"text"})
    public_fields = frozenset({"act", "reason"})

    class Meta:
        verbose_name = _("decision on a laboratory report")
        verbose_name_plural = _("decisions on laboratory reports")
        ordering = ["report", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="lab_decision_act_is_known",
                condition=Q(act__in=LabAct.values),
                violation_error_message=_("Choose from the list what was decided."),
            ),
            models.CheckConstraint(
                name="lab_decision_reason_is_known",
                condition=Q(reason__in=["", *LabReason.values]),
                violation_error_message=_("Choose a reason from the list."),
            ),
            models.CheckConstraint(
                name="lab_decision_is_taken_by_somebody_else",
                condition=~Q(by=F("submitted_by")),
                violation_error_message=_("Somebody else must decide on this."),
            ),
            models.CheckConstraint(
                name="lab_decision_against_a_report_has_its_reason",
                condition=~Q(act__in=REFUSALS) | (~Q(reason="") & ~Q(text="")),
                violation_error_message=_("Give the reason, also in words."),
            ),
            models.UniqueConstraint(
                name="each_round_of_a_lab_report_is_decided_once",
                fields=["report", "round"],
                violation_error_message=_("Somebody has decided this round already."),
            ),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.act}"
