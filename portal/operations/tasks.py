"""What runs in the background for the installation itself."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from portal.operations.domain import mail, schedule
from portal.operations.models import OutgoingMail

KEEP_FINISHED = timedelta(days=7)
KEEP_FAILED = timedelta(days=30)


@task(backend="work")
def deliver_mail(pk: int) -> None:
    mail.deliver(pk)


@task(backend="work")
def publish_scheduled_pages() -> None:
    call_command("publish_scheduled")


@task(backend="work")
def clear_sessions() -> None:
    call_command("clearsessions")


@task(backend="work")
def prune() -> None:
    """Forget finished work: tasks, mail that went or was given up, past runs."""
    done, failed = timezone.now() - KEEP_FINISHED, timezone.now() - KEEP_FAILED
    DBTaskResult.objects.successful().filter(finished_at__lt=done).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=failed).delete()
    OutgoingMail.objects.filter(sent_at__lt=done).delete()
    OutgoingMail.objects.filter(given_up_at__lt=failed).delete()
    schedule.forget(before=failed)
