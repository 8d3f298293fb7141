"""Mail waits in the database and goes out once."""

from datetime import timedelta
from email.header import decode_header, make_header
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from portal.operations.domain import mail
from portal.operations.mail import FolderBackend
from portal.operations.models import OutgoingMail
from tests.production.mailbox import Mailbox

pytestmark = pytest.mark.django_db

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


class SickServer(BaseEmailBackend):
    """A mail server that answers every message with `error`."""

    error: Exception = SMTPServerDisconnected("gone")
    asked = 0

    def send_messages(self, email_messages):
        SickServer.asked += 1
        raise self.error


@pytest.fixture(autouse=True)
def outbox(settings, tasks_wait):
    settings.EMAIL_BACKEND = "portal.operations.mail.OutboxBackend"
    settings.MAIL_TRANSPORT = LOCMEM
    SickServer.asked, SickServer.error = 0, SMTPServerDisconnected("gone")


def sick(settings):
    settings.MAIL_TRANSPORT = f"{__name__}.SickServer"


def write(**overrides):
    fields = {
        "subject": "Your code",
        "body": "Use 123456 – soon.",
        "from_email": "no-reply@example.com",
        "to": ["ada@example.com"],
    } | overrides
    EmailMultiAlternatives(**fields).send()
    return OutgoingMail.objects.latest("pk")


def test_mail_is_kept_and_no_server_is_asked():
    kept = write()

    assert (kept.recipients, kept.waiting) == (["ada@example.com"], True)
    assert DBTaskResult.objects.count() == 1
    assert django_mail.outbox == []


def test_mail_of_a_failed_act_is_gone_with_it():
    def fail():
        with transaction.atomic():
            write()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_worker_sends_what_was_written_and_empties_the_row(work_through):
    message = EmailMultiAlternatives(
        "Grüße",
        "Text ✓",
        "Scalpwise <no-reply@example.com>",
        ["ada@example.com"],
        bcc=["grace@example.com"],
        reply_to=["clinic@example.com"],
    )
    message.attach_alternative("<p>Text ✓</p>", "text/html")
    message.attach("plan.txt", "day one", "text/plain")
    message.send()

    assert work_through() == ["SUCCESSFUL"]

    [sent] = django_mail.outbox
    assert sent.recipients() == ["ada@example.com", "grace@example.com"]
    content = sent.message()
    assert str(make_header(decode_header(content["Subject"]))) == "Grüße"
    assert content["Reply-To"] == "clinic@example.com"
    assert "grace" not in content.as_string()
    parts = [part.get_content_type() for part in content.walk()]
    assert parts == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/plain",
    ]
    row = OutgoingMail.objects.get()
    assert (row.recipients, bytes(row.message), row.waiting) == ([], b"", False)
    assert content["Message-ID"] == f"<{row.key}@testserver>"


@pytest.mark.parametrize("body", ["Text ✓", ".\n..\nline after dots", "x" * 3000])
def test_mail_server_gets_what_was_written(settings, work_through, body):
    server = Mailbox()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    write(body=body)
    try:
        work_through()
    finally:
        server.close()

    [arrived] = server.to("ada@example.com")
    assert arrived.get_content().splitlines() == body.splitlines()


def test_second_task_for_a_sent_mail_sends_nothing(work_through):
    kept = write()
    work_through()

    mail.deliver(kept.pk)

    assert len(django_mail.outbox) == 1


def test_two_workers_at_one_mail_send_it_once(work_through):
    """The second one finds the lease of the first and comes back after it."""
    kept = write()
    mail._claim(kept.pk)

    mail.deliver(kept.pk)

    assert django_mail.outbox == []
    kept.refresh_from_db()
    assert DBTaskResult.objects.filter(run_after=kept.due_at).count() == 1


def test_failed_delivery_is_tried_again_later_and_later(settings, clock, work_through):
    sick(settings)
    kept = write()

    pauses = []
    for _ in range(4):
        work_through()
        before, kept = kept.due_at, OutgoingMail.objects.get()
        pauses.append(kept.due_at - before)
        clock.move_to(kept.due_at + timedelta(microseconds=1))
        before = kept.due_at
    settings.MAIL_TRANSPORT = LOCMEM
    work_through()

    assert SickServer.asked == 4
    assert [round(pause / timedelta(minutes=1)) for pause in pauses] == [1, 2, 4, 8]
    assert len(django_mail.outbox) == 1
    kept = OutgoingMail.objects.get()
    assert (kept.attempts, kept.last_error, kept.waiting) == (5, "", False)


def test_pauses_stop_growing_at_six_hours():
    assert mail.pause_after(15) == timedelta(hours=6)
    total = sum(map(mail.pause_after, range(1, mail.MOST_ATTEMPTS)), timedelta())
    assert timedelta(days=1) < total < timedelta(days=3)


def test_delivery_is_given_up_after_the_last_attempt(settings, work_through):
    sick(settings)
    kept = write()
    OutgoingMail.objects.update(attempts=mail.MOST_ATTEMPTS - 1)

    work_through()

    kept.refresh_from_db()
    assert kept.given_up_at is not None
    assert kept.last_error == "SMTPServerDisconnected"
    assert not DBTaskResult.objects.ready().exists()


@pytest.mark.parametrize(("code", "given_up"), [(550, True), (451, False)])
def test_unknown_address_is_given_up_at_once(settings, work_through, code, given_up):
    sick(settings)
    SickServer.error = SMTPRecipientsRefused({"ada@example.com": (code, b"no")})
    kept = write()

    work_through()

    kept.refresh_from_db()
    assert (kept.given_up_at is not None) is given_up


def test_message_without_recipients_is_not_kept():
    assert EmailMultiAlternatives("Empty", "", "no-reply@example.com", []).send() == 0
    assert not OutgoingMail.objects.exists()


def test_small_installation_keeps_mail_in_a_folder_and_says_so(
    settings, tmp_path, capsys
):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_BACKEND = f"{FolderBackend.__module__}.FolderBackend"

    send_mail(
        "Confirm your address",
        "Open https://localhost/confirm/abc to go on.",
        "no-reply@example.com",
        ["ada@example.com"],
    )

    [path] = (tmp_path / "mail").iterdir()
    assert "Subject: Confirm your address" in path.read_text()
    assert capsys.readouterr().out == (
        "Mail: Confirm your address\n"
        f"  kept in {path}\n"
        "  https://localhost/confirm/abc\n"
    )
