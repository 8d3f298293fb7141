"""What clinics do in the background."""

from django_tasks import task

from clinics.domain import reminders


@task(backend="work")
def remind() -> None:
    reminders.remind()


@task(backend="work")
def write_reminder(pk: int) -> None:
    reminders.write(pk)
