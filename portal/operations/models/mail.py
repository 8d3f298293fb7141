"""Mail that waits for the mail server."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """A message on its way, kept until the mail server has taken it.

    Once it is sent the message and the addresses are emptied; the row stays a while
    to show that it went.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sender = models.CharField(_("sender"), max_length=320)
    recipients = models.JSONField(_("recipients"))
    message = models.BinaryField(_("message"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # Nobody else may try before; while a worker sends, this is its lease.
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)
    last_error = models.CharField(_("last error"), max_length=100, blank=True)

    personal_fields = frozenset({"recipients"})
    public_fields = frozenset({"sender", "last_error"})

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        constraints = [
            models.CheckConstraint(
                name="mail_is_sent_or_given_up_not_both",
                condition=models.Q(sent_at=None) | models.Q(given_up_at=None),
                violation_error_message=_("A mail is either sent or given up."),
            ),
        ]

    def __str__(self):
        return str(self.key)

    @property
    def waiting(self):
        return self.sent_at is None and self.given_up_at is None
