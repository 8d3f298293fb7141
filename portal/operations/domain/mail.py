"""The outbox: mail is written with the act it belongs to and sent by a worker.

The row and its task are part of the caller's transaction, so a rolled back act sends
nothing and a committed one cannot lose its mail. A delivery is claimed before the
mail server is called; a worker that dies in between leaves a claim that lapses.
"""

import logging
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import Message
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from portal.operations.models import OutgoingMail

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 15  # about two days
LONGEST_PAUSE = timedelta(hours=6)


class Letter(Message):
    """What Django's mail backends ask of a message beyond the standard library's."""

    def as_bytes(self, *, linesep="\n"):
        return super().as_bytes(policy=policy.compat32.clone(linesep=linesep))


class StoredMessage(EmailMessage):
    """A message that goes out as it was kept."""

    def __init__(self, mail: OutgoingMail):
        super().__init__(from_email=mail.sender, to=mail.recipients)
        self.kept = bytes(mail.message)

    def message(self):
        return message_from_bytes(self.kept, _class=Letter)


@transaction.atomic
def post(message: EmailMessage) -> OutgoingMail:
    """Keep a message and the task that will deliver it."""
    from portal.operations.tasks import deliver_mail  # tasks call this module

    mail = OutgoingMail(sender=message.from_email, recipients=message.recipients())
    site = urlsplit(settings.BASE_URL).hostname
    message.extra_headers.setdefault("Message-ID", f"<{mail.key}@{site}>")
    mail.message = message.message().as_bytes()
    mail.save()
    deliver_mail.enqueue(mail.pk)
    return mail


def deliver(pk: int) -> None:
    """Hand one mail to the mail server, unless that is done or somebody is at it."""
    mail = _claim(pk)
    if mail is None:
        return
    try:
        get_connection(settings.MAIL_TRANSPORT).send_messages([StoredMessage(mail)])
    except Exception as error:  # noqa: BLE001 a fault of ours must not lose the mail
        _put_off(mail, error)
    else:
        _sent(mail)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many tries: one minute, then twice as long each."""
    return min(timedelta(minutes=2 ** (attempts - 1)), LONGEST_PAUSE)


@transaction.atomic
def _claim(pk: int) -> OutgoingMail | None:
    """The mail, ours alone until `due_at`; None when there is nothing to do now."""
    mail = OutgoingMail.objects.select_for_update().filter(pk=pk).first()
    if mail is None or not mail.waiting:
        return None
    if mail.due_at > timezone.now():
        _deliver_again(mail)
        return None
    mail.attempts += 1
    mail.due_at = timezone.now() + pause_after(mail.attempts)
    mail.save(update_fields=["attempts", "due_at"])
    return mail


@transaction.atomic
def _put_off(mail: OutgoingMail, error: Exception) -> None:
    logger.warning(
        "A mail could not be delivered.",
        extra={"mail": str(mail.key), "attempts": mail.attempts},
        exc_info=error,
    )
    mail.last_error = type(error).__name__
    if _is_final(error) or mail.attempts >= MOST_ATTEMPTS:
        mail.given_up_at = timezone.now()
    else:
        _deliver_again(mail)
    mail.save(update_fields=["last_error", "given_up_at"])


def _sent(mail: OutgoingMail) -> None:
    mail.sent_at = timezone.now()
    mail.recipients, mail.message, mail.last_error = [], b"", ""
    mail.save(update_fields=["sent_at", "recipients", "message", "last_error"])


def _deliver_again(mail: OutgoingMail) -> None:
    from portal.operations.tasks import deliver_mail

    deliver_mail.using(run_after=mail.due_at).enqueue(mail.pk)


def _is_final(error: Exception) -> bool:
    """The server knows none of the addresses; asking again would not help."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= 500 for code, _reply in error.recipients.values()
    )
