"""The thread that keeps time beside a worker or a web process."""

import logging
import threading

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from portal.operations.domain import schedule, workers

logger = logging.getLogger(__name__)

SECONDS = 5


class Heart(threading.Thread):
    """Every few seconds: start due jobs, give back orphaned tasks, show life.

    A database that is away is waited for. Daemonic, so that it never keeps a process
    alive that was told to end.
    """

    def __init__(self, *, worker_id: str | None = None, seconds: float = SECONDS):
        super().__init__(name="heart", daemon=True)
        self.worker_id, self.seconds = worker_id, seconds
        self.ended = threading.Event()

    def run(self):
        while not self.ended.is_set():
            self.beat()
            self.ended.wait(self.seconds)

    def stop(self):
        self.ended.set()
        self.join(timeout=self.seconds)

    def beat(self):
        close_old_connections()
        try:
            if self.worker_id:
                workers.sign_of_life(self.worker_id)
            schedule.beat()
            workers.reap()
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The database is away.", exc_info=error)
            connection.close()
