"""What becomes of a report: what was done, what level it has, and the thread."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.enums import Judged, ReportAct, ReportLevel, ReportOutcome
from aftercare.models.report import SymptomReport

MOST_ATTACHED = 3
UNREAD_OF_CLIENT = {"from_clinic": False, "read_at": None}
SAYS_WHY = [
    ReportAct.CALLED,
    ReportAct.RAISED,
    ReportAct.OVERRULED,
    ReportAct.LEFT,
]


class ReportEvent(models.Model):
    """Something that somebody did with a report. Append-only.

    `note` is what was spoken of, why the level was raised or the link ended, or what is
    not better.
    """

    report = models.ForeignKey(
        SymptomReport, on_delete=models.PROTECT, related_name="events"
    )
    act = models.CharField(_("what was done"), max_length=12, choices=ReportAct)
    at = models.DateTimeField(_("on"))
    # That of the report then: each time it is opened again it can be read anew.
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=ReportOutcome, blank=True
    )

    personal_fields = frozenset({"note", "outcome"})
    public_fields = frozenset({"act"})

    class Meta:
        verbose_name = _("event of a report")
        verbose_name_plural = _("events of reports")
        ordering = ["report", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="report_act_is_known",
                condition=Q(act__in=ReportAct.values),
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                name="report_is_resolved_with_an_outcome",
                condition=(Q(act=ReportAct.RESOLVED) & ~Q(outcome=""))
                | (~Q(act=ReportAct.RESOLVED) & Q(outcome="")),
                violation_error_message=_("Say how it ended."),
            ),
            models.CheckConstraint(
                name="report_outcome_is_known",
                condition=Q(outcome__in=["", *ReportOutcome.values]),
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                name="report_contact_and_raise_say_why",
                condition=~Q(act__in=SAYS_WHY) | ~Q(note=""),
                violation_error_message=_("Say in a few words what was said, or why."),
            ),
            models.UniqueConstraint(
                name="report_is_read_once_a_round",
                fields=["report", "round"],
                condition=Q(act=ReportAct.READ),
                violation_error_message=_("It was read before."),
            ),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.act}"


class Assessment(models.Model):
    """A level that a report was given, by the rules or by a person. Append-only.

    `shown` holds the words the client read, in `language`; `fired` each rule with what
    made it fire. A person lowers a level only after having spoken with the client.
    """

    report = models.ForeignKey(
        SymptomReport, on_delete=models.PROTECT, related_name="assessments"
    )
    kind = models.CharField(_("how"), max_length=8, choices=Judged)
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=ReportLevel)
    rules_version = models.CharField(_("version of rules"), max_length=20, blank=True)
    course_version = models.CharField(_("version of course"), max_length=20, blank=True)
    fired = models.JSONField(_("rules that fired"), default=list, blank=True)
    shown = models.JSONField(_("text shown"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    contact = models.ForeignKey(
        ReportEvent,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    personal_fields = frozenset({"fired", "shown", "reason", "level"})
    public_fields = frozenset({"kind", "rules_version", "course_version", "language"})

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["report", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="assessment_kind_is_known",
                condition=Q(kind__in=Judged.values),
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                name="assessment_level_is_known",
                condition=Q(level__in=ReportLevel.values),
                violation_error_message=_("Choose a level from the list."),
            ),
            models.CheckConstraint(
                name="assessment_names_its_rules_or_its_person",
                condition=(
                    Q(kind=Judged.TRIAGED, by=None, reason="") & ~Q(rules_version="")
                )
                | (
                    ~Q(kind=Judged.TRIAGED)
                    & Q(by__isnull=False, rules_version="")
                    & ~Q(reason="")
                ),
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                name="assessment_is_lowered_after_a_contact",
                condition=Q(kind=Judged.LOWERED, contact__isnull=False)
                | (~Q(kind=Judged.LOWERED) & Q(contact=None)),
                violation_error_message=_(
                    "Write down that you spoke with the client first."
                ),
            ),
            models.UniqueConstraint(
                name="report_is_triaged_once",
                fields=["report"],
                condition=Q(kind=Judged.TRIAGED),
                violation_error_message=_("The rules have answered already."),
            ),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.level}"


class MessageQuerySet(models.QuerySet):
    def unread_of_clients(self):
        """What a client wrote and nobody of the clinic has read, by the index of it."""
        return self.filter(**UNREAD_OF_CLIENT)


class Message(models.Model):
    """One message of the thread of a report, with when the other side read it.

    The clinic always says what to watch for and when to come back. `attached` is how
    many files came along, also of those that the reader may not see.
    """

    report = models.ForeignKey(
        SymptomReport, on_delete=models.PROTECT, related_name="messages"
    )
    key = models.UUIDField(_("key of the form"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    from_clinic = models.BooleanField(_("from the clinic"))
    text = models.TextField(_("message"), max_length=2000, blank=True)
    watch_for = models.TextField(_("what to watch for"), max_length=500, blank=True)
    come_back = models.TextField(_("when to come back"), max_length=500, blank=True)
    attached = models.PositiveSmallIntegerField(_("files attached"), default=0)
    sent_at = models.DateTimeField(_("sent on"))
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)

    personal_fields = frozenset({"text", "watch_for", "come_back"})
    public_fields = frozenset()

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["report", "sent_at", "pk"]
        indexes = [
            models.Index(
                fields=["report"],
                name="message_unread_of_client",
                condition=Q(**UNREAD_OF_CLIENT),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_message_per_form_of_a_person",
                fields=["by", "key"],
                violation_error_message=_("This message was sent already."),
            ),
            models.CheckConstraint(
                name="message_says_something",
                condition=~Q(text="") | Q(attached__gt=0),
                violation_error_message=_("Write a message, or attach a file."),
            ),
            models.CheckConstraint(
                name="message_of_a_clinic_says_when_to_come_back",
                condition=Q(from_clinic=False, watch_for="", come_back="")
                | (Q(from_clinic=True) & ~Q(watch_for="") & ~Q(come_back="")),
                violation_error_message=_(
                    "Say what to watch for, and when to come back."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.sent_at:%Y-%m-%d}"
