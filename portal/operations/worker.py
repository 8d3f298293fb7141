"""A worker that outlives its database."""

import logging
import os
import signal
import time

from django.db import DatabaseError, InterfaceError, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from portal.operations.domain import workers
from portal.operations.heart import Heart

logger = logging.getLogger(__name__)

LONGEST_WAIT = 15


class PatientWorker:
    """Runs tasks until it is told to end; waits when the database is away."""

    def __init__(self, *, interval: float = 0.5):
        self.interval = interval
        self.running = True
        self.current: db_worker.Worker | None = None

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.end)
        wait = 1
        while self.running:
            try:
                self.work()
            except (DatabaseError, InterfaceError) as error:
                logger.warning("The database is away.", exc_info=error)
                connection.close()
                time.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                return

    def work(self) -> None:
        """One life: until told to end, or until the database goes away.

        Each life has an id of its own. A task that the last one could not mark as
        done belongs to nobody alive and is given back.
        """
        self.current = worker = db_worker.Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=self.interval,
            batch=False,
            backend_name="work",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        workers.sign_of_life(worker.worker_id)
        heart = Heart(worker_id=worker.worker_id)
        heart.start()
        try:
            worker.run()
        except SystemExit:
            pass  # told to end between two tasks
        finally:
            heart.stop()
        workers.sign_off(worker.worker_id)

    def end(self, number, frame) -> None:
        """Finish the task at hand, then end. Asked twice, end at once."""
        if not self.running:
            # Unwinding would mark the task as failed; vanishing gives it back.
            os._exit(1)
        self.running = False
        if self.current:
            self.current.shutdown(number, frame)
