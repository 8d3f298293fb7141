"""What aftercare does in the background."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from aftercare.domain import (
    drafts,
    erasures,
    escalations,
    figures,
    news,
    reminders,
)

KEEP_DRAFTS = timedelta(days=7)


@task(backend="work")
def carry_out_erasures() -> None:
    erasures.carry_out_due()


@task(backend="work")
def escalate_reports() -> None:
    escalations.escalate()


@task(backend="work")
def escalate_report(report: int) -> None:
    escalations.advance(report)


@task(backend="work")
def forget_drafts() -> None:
    """Delete sessions that somebody began to write down and never saved."""
    drafts.forget(before=timezone.now() - KEEP_DRAFTS)


@task(backend="work")
def publish_figures() -> None:
    """Once a quarter for each clinic; on other nights there is nothing to do."""
    figures.publish()


@task(backend="work")
def remind() -> None:
    reminders.remind()


@task(backend="work")
def send_reminders(batch: str) -> None:
    reminders.send(UUID(batch))


@task(backend="work")
def tell_of_news(report: int, name: str, *, presses: bool) -> None:
    news.send(report, name, presses=presses)
