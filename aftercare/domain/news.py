"""What a client is told at once of a report: that there is news, and never what.

Whoever answers or raises a level asks for it in the transaction that does so: what is
rolled back is told to nobody. A worker that dies may send a letter twice, under one
name, of which a mailbox shows one.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from aftercare import emails
from aftercare.domain import push_subscriptions, wishes
from aftercare.enums import ReportLevel
from aftercare.models import Assessment, Escalation, Message, SymptomReport

KIND = "news"  # by which a tap on the message opens the reports


def tell(report: SymptomReport, of: Message | Assessment | Escalation) -> None:
    """Once that is kept, write to the client; `of` is what there is to read.

    A level that was raised to where it cannot wait asks to be read now.
    """
    from aftercare.tasks import tell_of_news  # tasks call this module

    presses = isinstance(of, Assessment) and of.level >= ReportLevel.URGENT
    tell_of_news.enqueue(report.pk, f"{of._meta.model_name} {of.pk}", presses=presses)


def send(report_pk: int, name: str, *, presses: bool) -> None:
    """Once the caller's transaction is kept, where it has one.

    An installation without workers runs its tasks in the midst of what asks for them.
    """
    transaction.on_commit(partial(_send, report_pk, name, presses=presses))


def _send(report_pk: int, name: str, *, presses: bool) -> None:
    """The letter whatever was wished for reminders; the devices as it was wished.

    Quiet hours hold for a device, unless it cannot wait.
    """
    report = SymptomReport.objects.select_related("user").get(pk=report_pk)
    person = report.user
    if not person.is_active:
        return
    emails.news(report, name, presses=presses)
    wish = wishes.of(person)
    there = timezone.now().astimezone(person.zone)
    if wish.by_push and (presses or not wish.is_quiet(there.hour)):
        push_subscriptions.show(person, emails.NEWS[presses], KIND)
