"""What a client reports of their skin."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from aftercare.enums import (
    REPORT_OPEN,
    REPORT_WAITS,
    WITH_MODERATORS,
    ReportLevel,
    ReportStatus,
)
from aftercare.models.client import Client
from aftercare.models.healing_plan import HealingPlan
from aftercare.models.outside_clinic import OutsideClinic
from aftercare.models.spelling import spelt_out
from aftercare.models.treatment import Session
from clinics.models import Clinic
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Consent

# What moves on after a report was sent; all else stays as it was told.
MOVES_ON = frozenset({"status", "level", "answer_by", "round"})

LATEST = datetime.timedelta(days=7)
URGENT_AND_WAITING = {
    "status__in": [ReportStatus.WAITING, ReportStatus.REOPENED],
    "level__gte": ReportLevel.URGENT,
}


class Unchangeable(Exception):
    """A report that was sent says what it says."""


def _link_of_reader() -> Subquery:
    """By which the clinic of a report sees its person, asked row by row.

    Out of an EXISTS, PostgreSQL makes a join: it then asks first who of all clients
    may be seen, however few reports are wanted.
    """
    active = Client.objects.active().filter(
        clinic=OuterRef("clinic"), user=OuterRef("user")
    )
    return Subquery(active.order_by().values("pk")[:1])


def _last_link() -> Subquery:
    """The link of the person with the clinic of a report that was made last."""
    links = Client.objects.filter(clinic=OuterRef("clinic"), user=OuterRef("user"))
    return Subquery(links.order_by("-pk").values("pk")[:1])


class SymptomReportQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def seen_by(self, clinic):
        """Those sent to the clinic, of its clients of today who allow their care."""
        return self.filter(clinic=clinic).with_a_reader()

    def with_a_reader(self):
        """Those whose clinic still sees the person."""
        links = self.alias(link_of_reader=_link_of_reader())
        return links.filter(link_of_reader__isnull=False)

    def with_link_of_reader(self):
        """With the link by which their clinic sees the person today, or none."""
        return self.annotate(link_of_reader=_link_of_reader())

    def left_by_clinic(self):
        """Those whose clinic ended the link, of people who allow their care."""
        links = self.filter(user__is_active=True).alias(last_link=_last_link())
        return links.filter(last_link__in=Client.objects.left_by_clinic().values("pk"))

    def with_moderators(self):
        """Those that came to the moderators, and that none of them has closed."""
        item = Q(escalations__step__in=WITH_MODERATORS, escalations__closed_at=None)
        return self.filter(pk__in=SymptomReport.objects.filter(item).values("pk"))

    def outside_and_allowed(self):
        """Those about clinics that are not here, of people who allow their care.

        Whoever was erased allows nothing any more, whatever they had said.
        """
        said = Consent.objects.filter(user=OuterRef("user"), purpose=Purpose.CARE)
        last = said.order_by("-given_at", "-pk").values("act")[:1]
        outside = self.filter(outside_clinic__isnull=False, user__is_active=True)
        return outside.alias(on_care=Subquery(last)).filter(on_care=ConsentAct.GIVEN)

    def urgent_and_waiting(self):
        """By the index of that name, which SQLite finds by its very words alone."""
        return self.filter(**spelt_out(URGENT_AND_WAITING))

    def told_by(self, moment):
        """Those that had been written by then, whenever they arrived."""
        told_at = Coalesce("written_at", "sent_at")
        return self.annotate(was_told_at=told_at).filter(was_told_at__lte=moment)

    def open(self):
        """The clinic still has something to do."""
        return self.filter(status__in=REPORT_OPEN)

    def with_unread(self):
        """With how many messages of the clinic the person has not read."""
        new = Q(messages__from_clinic=True, messages__read_at=None)
        return self.annotate(unread=Count("messages", filter=new))

    def to_follow(self, *, at):
        """Open, or with an answer that the person has not read; these first.

        Of those that no clinic reads, here or outside, the latest: nobody follows them,
        but for those that a clinic left to our moderators (`is_left`).
        """
        left = SymptomReport.objects.left_by_clinic().with_moderators()
        told = self.with_unread().with_link_of_reader()
        told = told.annotate(is_left=Exists(left.filter(pk=OuterRef("pk"))))
        is_open = Q(status__in=REPORT_OPEN)
        followed = is_open & (Q(link_of_reader__isnull=False) | Q(is_left=True))
        latest = (is_open | Q(outside_clinic__isnull=False)) & Q(
            sent_at__gt=at - LATEST
        )
        found = told.filter(followed | Q(unread__gt=0) | latest)
        first = Case(When(unread__gt=0, then=0), default=1)
        return found.order_by(first, "-sent_at", "-pk")


class SymptomReport(models.Model):
    """A check-in or a report of a client, as it was sent; only its course moves on.

    `number` can be said on the telephone. `key` comes with the form: a form that is
    sent twice is one report. Without a clinic nobody but the person reads it.

    It is about a session that is kept here, or about one at a clinic that is not here:
    then `session_on` is the day of it, as the person remembers, and without that day
    there is no `day`.
    """

    number = models.CharField(_("number"), max_length=8, unique=True)
    key = models.UUIDField(_("key of the form"), editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports"
    )
    clinic = models.ForeignKey(
        Clinic, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    session = models.ForeignKey(
        Session, null=True, on_delete=models.PROTECT, related_name="reports"
    )
    outside_clinic = models.ForeignKey(
        OutsideClinic, null=True, on_delete=models.PROTECT, related_name="reports"
    )
    session_on = models.DateField(_("day of the session there"), null=True, blank=True)
    # Erasing the person takes the plan away, and leaves what is counted.
    plan = models.ForeignKey(
        HealingPlan, null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    sent_at = models.DateTimeField(_("sent on"))
    # Where a phone kept it until there was a network; day and level are those of then.
    written_at = models.DateTimeField(_("written on"), null=True, blank=True)
    local_date = models.DateField(_("day"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    day = models.PositiveSmallIntegerField(_("day after the session"), null=True)
    instrument_version = models.CharField(_("version of the questions"), max_length=20)
    answers = models.JSONField(_("answers"))
    status = models.CharField(_("status"), max_length=12, choices=ReportStatus)
    level = models.PositiveSmallIntegerField(_("level"), choices=ReportLevel)
    # One more each time the clinic has to look anew.
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    # By the response hours of the clinic; none where it has not said any.
    answer_by = models.DateTimeField(_("answer expected by"), null=True, blank=True)

    personal_fields = frozenset(
        {"answers", "time_zone", "number", "status", "session_on"}
    )
    public_fields = frozenset({"instrument_version"})

    objects = SymptomReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "sent_at"], name="report_of_person"),
            models.Index(fields=["clinic", "sent_at"], name="report_of_clinic"),
            models.Index(
                fields=["clinic", "-level", "sent_at", "status"],
                name="report_in_inbox",
            ),
            models.Index(
                fields=["sent_at"],
                name="report_urgent_and_waiting",
                condition=Q(**URGENT_AND_WAITING),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_report_per_form_of_a_person",
                fields=["user", "key"],
                violation_error_message=_("This report was sent already."),
            ),
            models.CheckConstraint(
                name="report_status_is_known",
                condition=Q(status__in=ReportStatus.values),
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                name="report_level_is_known",
                condition=Q(level__in=ReportLevel.values),
                violation_error_message=_("Choose a level from the list."),
            ),
            models.CheckConstraint(
                name="report_without_a_clinic_is_kept",
                condition=Q(clinic=None, status=ReportStatus.KEPT)
                | (Q(clinic__isnull=False) & ~Q(status=ReportStatus.KEPT)),
                violation_error_message=_("No clinic can answer it."),
            ),
            models.CheckConstraint(
                name="report_is_about_a_session_here_or_a_clinic_outside",
                condition=Q(session__isnull=False, outside_clinic=None)
                | Q(session=None, outside_clinic__isnull=False, clinic=None, plan=None),
                violation_error_message=_(
                    "Name the session here, or the clinic that is not here."
                ),
            ),
            models.CheckConstraint(
                name="report_counts_its_day_from_a_session",
                condition=Q(session__isnull=False, session_on=None, day__isnull=False)
                | Q(session=None, session_on__isnull=False, day__isnull=False)
                | Q(session=None, session_on=None, day=None),
                violation_error_message=_("Say when the session was, or leave it out."),
            ),
            models.CheckConstraint(
                name="report_is_answered_at_once_only_where_all_is_usual",
                condition=~Q(status=ReportStatus.ANSWERED)
                | Q(level=ReportLevel.EXPECTED),
                violation_error_message=_("Somebody has to answer this report."),
            ),
            models.CheckConstraint(
                name="report_names_its_questions",
                condition=~Q(instrument_version=""),
                violation_error_message=_("Say which questions were asked."),
            ),
            models.CheckConstraint(
                name="report_is_written_before_it_is_sent",
                condition=Q(written_at=None) | Q(written_at__lt=F("sent_at")),
                violation_error_message=_("It cannot be sent before it is written."),
            ),
        ]

    def __str__(self):
        return self.number

    def save(self, *args, **kwargs):
        if self.pk and not set(kwargs.get("update_fields") or [""]) <= MOVES_ON:
            raise Unchangeable
        super().save(*args, **kwargs)

    @property
    def spoken(self) -> str:
        """The number in two groups, as it is read and said."""
        return f"{self.number[:4]} {self.number[4:]}"

    @property
    def is_outside(self) -> bool:
        """About a clinic that is not on the platform."""
        return self.outside_clinic_id is not None

    @property
    def is_open(self) -> bool:
        return self.status in REPORT_OPEN

    def has_reader(self) -> bool:
        """Whether its clinic still sees the person; a query."""
        return type(self).objects.with_a_reader().filter(pk=self.pk).exists()

    def left_to_moderators(self) -> bool:
        """Whether its clinic ended the link and moderators look at it; a query."""
        left = type(self).objects.left_by_clinic().with_moderators()
        return left.filter(pk=self.pk).exists()

    @property
    def waits(self) -> bool:
        """For the clinic to take it on."""
        return self.status in REPORT_WAITS

    def is_late(self, *, on: datetime.datetime) -> bool:
        """Nobody of the clinic has taken it on by when it says it answers."""
        return self.waits and self.answer_by is not None and self.answer_by < on


class GradedItem(models.Model):
    """One graded answer of a report, as a number: for figures over many reports."""

    report = models.ForeignKey(
        SymptomReport, on_delete=models.PROTECT, related_name="items"
    )
    question = models.CharField(_("question"), max_length=24)
    grade = models.PositiveSmallIntegerField(_("grade"))

    personal_fields = frozenset({"grade"})
    public_fields = frozenset({"question"})

    class Meta:
        verbose_name = _("graded answer")
        verbose_name_plural = _("graded answers")
        ordering = ["report", "pk"]
        indexes = [models.Index(fields=["question", "grade"], name="grade_of_question")]
        constraints = [
            models.UniqueConstraint(
                name="each_question_is_graded_once_per_report",
                fields=["report", "question"],
                violation_error_message=_("This question was answered already."),
            ),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.question} {self.grade}"
