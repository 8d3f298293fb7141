"""Who works, and what to do with the tasks of a worker that died."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.operations.models import Worker

logger = logging.getLogger(__name__)

SILENCE = timedelta(seconds=20)
MOST_ATTEMPTS = 5


class WorkerDied(Exception):
    """Every worker that took the task ended in the middle of it."""


def sign_of_life(worker_id: str) -> None:
    Worker.objects.update_or_create(pk=worker_id, defaults={"seen_at": timezone.now()})


def sign_off(worker_id: str) -> None:
    Worker.objects.filter(pk=worker_id).delete()


def reap() -> int:
    """Give back the tasks of workers that have been silent; returns how many.

    A task that killed its worker too often is marked failed instead.
    """
    since = timezone.now() - SILENCE
    alive = set(Worker.objects.alive(since=since).values_list("pk", flat=True))
    running = DBTaskResult.objects.running().filter(started_at__lt=since)
    orphans = [result.pk for result in running if result.worker_ids[-1] not in alive]
    reaped = sum(_give_back(pk) for pk in orphans)
    Worker.objects.filter(seen_at__lt=since - SILENCE * 10).delete()
    return reaped


@transaction.atomic
def _give_back(pk) -> bool:
    orphan = DBTaskResult.objects.running().select_for_update(skip_locked=True)
    task = orphan.filter(pk=pk).first()
    if task is None:  # another scheduler was quicker, or the worker ended well
        return False
    logger.warning(
        "A worker died in the middle of a task.",
        extra={"task": task.task_path, "attempts": len(task.worker_ids)},
    )
    if len(task.worker_ids) >= MOST_ATTEMPTS:
        task.set_failed(WorkerDied(f"{len(task.worker_ids)} workers died."))
    else:
        task.status = TaskResultStatus.READY
        task.save(update_fields=["status"])
    return True
