"""Jobs come round once each, whoever beats."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from portal.operations.domain import schedule
from portal.operations.models import ScheduledRun

pytestmark = pytest.mark.django_db

HOURLY = {
    "count": {
        "task": "portal.operations.tasks.clear_sessions",
        "every": timedelta(hours=1),
        "offset": timedelta(minutes=10),
    }
}


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 1, 9, 9, 59, tzinfo=UTC), (8, 10)),
        (datetime(2026, 3, 1, 9, 10, tzinfo=UTC), (9, 10)),
        (datetime(2026, 3, 1, 9, 59, tzinfo=UTC), (9, 10)),
    ],
)
def test_latest_due_is_the_last_round_time(now, due):
    found = schedule.latest_due(
        every=timedelta(hours=1), offset=timedelta(minutes=10), now=now
    )

    assert found == now.replace(hour=due[0], minute=due[1], second=0)


def test_latest_due_of_a_daily_job_is_at_its_hour():
    found = schedule.latest_due(
        every=timedelta(days=1),
        offset=timedelta(hours=2),
        now=datetime(2026, 3, 1, 1, 59, tzinfo=UTC),
    )

    assert found == datetime(2026, 2, 28, 2, tzinfo=UTC)


def test_each_due_time_starts_one_task(settings, tasks_wait, clock):
    settings.SCHEDULE = HOURLY
    started = []
    for _ in range(10):  # three hours, looked at every twenty minutes, twice each
        started += schedule.beat() + schedule.beat()
        clock.shift(timedelta(minutes=20))

    assert started == ["count"] * 4
    assert ScheduledRun.objects.count() == DBTaskResult.objects.count() == 4


def test_missed_rounds_are_made_up_for_once(settings, tasks_wait, clock):
    settings.SCHEDULE = HOURLY
    schedule.beat()
    clock.shift(timedelta(days=3))

    assert schedule.beat() == ["count"]


def test_run_and_task_are_kept_together(settings, tasks_wait):
    settings.SCHEDULE = {"bad": HOURLY["count"] | {"task": "portal.operations.nothing"}}

    with pytest.raises(ImportError):
        schedule.beat()

    assert not ScheduledRun.objects.exists()


def test_old_runs_are_forgotten_but_never_the_newest(settings, tasks_wait, clock):
    settings.SCHEDULE = {"count": HOURLY["count"] | {"every": timedelta(days=60)}}
    schedule.beat()
    newest = ScheduledRun.objects.get()
    ScheduledRun.objects.create(job="count", due=newest.due - timedelta(days=200))

    assert schedule.forget(before=newest.due + timedelta(days=30)) == 1
    assert schedule.beat() == []
