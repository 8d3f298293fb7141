"""Jobs that come round: settings.SCHEDULE says which and how often.

Any number of schedulers may beat at once. A due time is a row; the one that adds it
also enqueues the task, in the same transaction.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.operations.models import ScheduledRun

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
NO_OFFSET = timedelta()


def latest_due(
    *, every: timedelta, offset: timedelta = NO_OFFSET, now: datetime
) -> datetime:
    """The last time at or before `now` at which the job was due.

    >>> latest_due(every=timedelta(hours=1), now=datetime(2026, 3, 1, 9, 7, tzinfo=UTC))
    datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.timezone.utc)
    """
    rounds = (now - EPOCH - offset) // every
    return EPOCH + offset + rounds * every


def beat() -> list[str]:
    """Start each job whose time has come and that nobody started; return their names.

    A time missed while nothing ran is made up for once, not once per missed round.
    """
    now = timezone.now()
    return [
        name
        for name, job in settings.SCHEDULE.items()
        if _start(
            name,
            import_string(job["task"]),
            latest_due(
                every=job["every"], offset=job.get("offset", NO_OFFSET), now=now
            ),
        )
    ]


def forget(*, before: datetime) -> int:
    """Remove runs too old to matter; returns how many."""
    # The newest run of a job may itself be old: a monthly job must not run twice.
    longest = max(job["every"] for job in settings.SCHEDULE.values())
    old = ScheduledRun.objects.filter(due__lt=before - longest)
    return old.delete()[0]


@transaction.atomic
def _start(name, task, due) -> bool:
    _run, created = ScheduledRun.objects.get_or_create(job=name, due=due)
    if created:
        task.enqueue()
    return created
