"""A database that does not answer, and for how long it is waited for."""

import time

import psycopg

# Seconds. The server ends a query of a web request by itself; when even that does not
# come, the line is cut.
OF_A_WEB_QUERY = 4
UNTIL_CUT = OF_A_WEB_QUERY + 0.5


class ImpatientConnection(psycopg.Connection):
    """Gives a server up that keeps the line open and says nothing.

    No time limit of the server's can help there, and the system keeps such a line for
    hours. Raises OperationalError, as for a server that has gone.
    """

    patience: float = UNTIL_CUT

    def wait(self, gen, *arguments, timeout=None, **options):
        started = time.monotonic()
        try:
            return super().wait(
                gen, *arguments, timeout=timeout or self.patience, **options
            )
        except psycopg.OperationalError:
            if time.monotonic() - started >= self.patience:
                self.pgconn.finish()  # half an answer may still come
            raise
