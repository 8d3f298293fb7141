"""Getting the embedded database ready: new tables, or a whole new world."""

import datetime
import io
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.demo.domain import world
from portal.demo.progress import Progress, tell


class _Counted(io.TextIOBase):
    """What `migrate` writes to; each migration it names is a step."""

    def __init__(self, progress: Progress):
        self.progress = progress

    def write(self, text: str) -> int:
        if "Applying" in text:
            self.progress.step()
        return len(text)


def migrate(out: OutputWrapper) -> None:
    """Bring the tables up to date, telling how far it is; quiet when they are."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    progress = Progress("Preparing the database", total=len(plan), out=out)
    call_command("migrate", interactive=False, no_color=True, stdout=_Counted(progress))
    progress.finish()


def fill(out: OutputWrapper, *, today: datetime.date) -> None:
    """Make the tables and the world. Raises NotHere."""
    migrate(out)
    # Its mails are kept like any others, but nobody waits for them at the terminal.
    with redirect_stdout(io.StringIO()):
        world.build(today=today, tell=partial(tell, out))
    settle()


def replace(fill: Callable[[], None]) -> None:
    """Put what `fill` makes in the place of all that is in the database.

    It is made in a file aside and copied over in one go, so that a server that is
    running never meets half a world, and a failure leaves the old one.
    """
    for folder in (settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH):
        shutil.rmtree(folder, ignore_errors=True)
    live = Path(connection.settings_dict["NAME"])
    with tempfile.TemporaryDirectory(dir=live.parent) as folder:
        aside = Path(folder) / live.name
        with _connected_to(aside):
            fill()
        with (
            closing(sqlite3.connect(aside)) as source,
            closing(sqlite3.connect(live, timeout=20)) as target,
        ):
            source.backup(target)
    settle()


def settle() -> None:
    """Move what SQLite still keeps in its log into the database file itself."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def _connected_to(path: Path) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = path
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
