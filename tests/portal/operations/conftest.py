"""Tasks that wait in the database, as in production."""

import pytest
from django_tasks import task_backends
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from portal.operations import heart

WAITING = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "work": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}


@pytest.fixture
def tasks_wait(settings):
    """Tasks stay in the database until a worker takes them."""
    settings.TASKS = WAITING
    assert task_backends["work"].supports_defer


@pytest.fixture
def one_connection(monkeypatch):
    """Workers renew their connection; the test's own must outlive them."""
    for module in (db_worker, heart):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)


@pytest.fixture
def work_through(tasks_wait, one_connection):
    """`work_through()`: one worker does what is ready now and ends."""

    def run(worker_id="worker"):
        worker = db_worker.Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="work",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
        )
        worker.run()
        return list(DBTaskResult.objects.values_list("status", flat=True))

    return run
