"""A task outlives the worker that took it."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.operations import heart
from portal.operations.domain import workers
from portal.operations.models import Worker
from portal.operations.tasks import clear_sessions

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(tasks_wait):
    """`taken(by, …)`: a task that these workers took one after the other."""

    def take(*by):
        clear_sessions.enqueue()
        task = DBTaskResult.objects.get(status="READY")
        for worker in by:
            task.claim(worker)
        return task

    return take


def seconds_later(clock, seconds):
    clock.shift(timedelta(seconds=seconds))


def test_task_of_a_silent_worker_is_given_back(taken, clock, work_through):
    workers.sign_of_life("dead")
    task = taken("dead")
    seconds_later(clock, 21)

    assert workers.reap() == 1

    task.refresh_from_db()
    assert task.status == "READY"
    assert work_through("alive") == ["SUCCESSFUL"]


def test_long_task_of_a_living_worker_is_left_alone(taken, clock):
    task = taken("alive")
    seconds_later(clock, 3600)
    workers.sign_of_life("alive")

    assert workers.reap() == 0
    task.refresh_from_db()
    assert task.status == "RUNNING"


def test_earlier_worker_of_a_task_does_not_vouch_for_the_last(taken, clock):
    taken("alive", "dead")
    seconds_later(clock, 21)
    workers.sign_of_life("alive")

    assert workers.reap() == 1


def test_task_that_ends_all_its_workers_fails(taken, clock):
    task = taken("a", "b", "c", "d", "e")
    seconds_later(clock, 21)

    workers.reap()

    task.refresh_from_db()
    assert (task.status, task.exception_class_path) == (
        "FAILED",
        "portal.operations.domain.workers.WorkerDied",
    )


def test_task_that_ended_well_after_all_is_left_alone(taken):
    """Between the look and the lock, the worker was done."""
    task = taken("slow")
    task.set_successful(None)

    assert workers._give_back(task.pk) is False
    task.refresh_from_db()
    assert task.status == "SUCCESSFUL"


def test_workers_sign_on_and_off(clock):
    workers.sign_of_life("one")
    workers.sign_of_life("two")
    workers.sign_off("two")

    assert [str(worker) for worker in Worker.objects.all()] == ["one"]
    seconds_later(clock, 600)
    workers.reap()
    assert not Worker.objects.exists()


def test_heart_waits_for_a_database_that_is_away(
    monkeypatch, settings, one_connection, caplog
):
    settings.SCHEDULE = {}
    closed = []
    monkeypatch.setattr(heart.connection, "close", lambda: closed.append(True))

    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(heart.workers, "reap", away)

    heart.Heart().beat()

    assert closed == [True]
    assert caplog.messages == ["The database is away."]


def test_heart_beats_until_it_is_stopped(monkeypatch):
    beats = threading.Semaphore(0)
    monkeypatch.setattr(heart.Heart, "beat", lambda _heart: beats.release())
    mine = heart.Heart(seconds=0.01)

    mine.start()
    for _ in range(3):
        assert beats.acquire(timeout=5)
    mine.stop()

    assert not mine.is_alive()


def test_worker_is_not_needed_where_tasks_run_at_once():
    with pytest.raises(CommandError, match="no worker is needed"):
        call_command("worker")


def test_heart_shows_life_starts_jobs_and_reaps(taken, clock, settings, one_connection):
    settings.SCHEDULE = {
        "clear": {
            "task": "portal.operations.tasks.clear_sessions",
            "every": timedelta(days=1),
        }
    }
    orphan = taken("dead")
    seconds_later(clock, 21)

    heart.Heart(worker_id="mine").beat()

    assert Worker.objects.get().seen_at == timezone.now()
    orphan.refresh_from_db()
    assert orphan.status == "READY"
    assert DBTaskResult.objects.count() == 2
