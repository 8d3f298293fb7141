"""Messages that one side reported to the moderators, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.enums import FlagDecision, FlagReason
from aftercare.models.report_course import Message


class MessageFlagQuerySet(models.QuerySet):
    def waiting(self):
        """Those that no moderator has decided."""
        return self.filter(decided_at=None)


class MessageFlag(models.Model):
    """What somebody holds against a message of the other side; once per message.

    `text` is theirs and read by moderators alone; `note` is what both sides read of
    the decision.
    """

    message = models.OneToOneField(
        Message, on_delete=models.PROTECT, related_name="flag"
    )
    reason = models.CharField(_("reason"), max_length=8, choices=FlagReason)
    text = models.TextField(_("what is wrong"), max_length=1000)
    flagged_at = models.DateTimeField(_("reported on"))
    flagged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(
        _("decision"), max_length=8, choices=FlagDecision, blank=True
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    personal_fields = frozenset({"text", "note", "reason"})
    public_fields = frozenset({"decision"})

    objects = MessageFlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported message")
        verbose_name_plural = _("reported messages")
        ordering = ["flagged_at", "pk"]
        indexes = [
            models.Index(
                fields=["flagged_at"],
                name="message_flag_waiting",
                condition=Q(decided_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="message_flag_reason_is_known",
                condition=Q(reason__in=FlagReason.values),
                violation_error_message=_("Choose a reason from the list."),
            ),
            models.CheckConstraint(
                name="message_flag_says_what_is_wrong",
                condition=~Q(text=""),
                violation_error_message=_("Say in a sentence what is wrong."),
            ),
            models.CheckConstraint(
                name="message_flag_decision_is_known",
                condition=Q(decision__in=["", *FlagDecision.values]),
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                name="message_flag_is_decided_as_a_whole",
                condition=Q(decision="", note="", decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(decision="")
                & ~Q(note=""),
                violation_error_message=_("Say what is decided, and why."),
            ),
        ]

    def __str__(self):
        return f"{self.message_id}: {self.reason}"

    @property
    def hides(self) -> bool:
        """Whether neither side reads the message any more."""
        return self.decision == FlagDecision.HIDDEN


class FlagOpening(models.Model):
    """A moderator opened the whole thread and the names; append-only.

    The client reads the reason.
    """

    flag = models.ForeignKey(
        MessageFlag, on_delete=models.PROTECT, related_name="openings"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("on"))
    reason = models.TextField(_("reason"), max_length=1000)

    personal_fields = frozenset({"reason"})
    public_fields = frozenset()

    class Meta:
        verbose_name = _("opening of a thread")
        verbose_name_plural = _("openings of threads")
        ordering = ["flag", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="thread_is_opened_for_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why."),
            )
        ]

    def __str__(self):
        return f"{self.flag_id}: {self.at:%Y-%m-%d}"
