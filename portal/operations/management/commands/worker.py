"""Run background tasks and the scheduler."""

from django.core.management.base import BaseCommand, CommandError
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

from portal.operations.worker import PatientWorker


class Command(BaseCommand):
    help = "Run background tasks, and start the jobs that come round."

    def handle(self, *args, **options):
        if not isinstance(task_backends["work"], DatabaseBackend):
            raise CommandError(
                "This installation runs its tasks at once: no worker is needed."
            )
        self.stdout.write("The worker is waiting for tasks.")
        PatientWorker().run()
        self.stdout.write("The worker has ended.")
