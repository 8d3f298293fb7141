"""Starts the programs named race…, each in a process and a database of its own.

They are forked from one process that has read Django, for that takes longer than most
races do: `python -m tests.racing` is told on stdin what to run, a line of JSON each,
and answers with the exit code.
"""

import json
import multiprocessing
import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.db import connection, connections

from portal.settings.env import BASE_DIR


class Starter:
    """Holds that process, and the tables that each race gets a copy of."""

    def __init__(self, folder: Path, unblocked: Callable):
        self.folder = folder
        self.unblocked = unblocked  # pytest-django lets nobody to a database otherwise

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.racing"],
            cwd=BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with self.unblocked():
            self.tables = make_database(self.folder)
        self._order(self.folder, self.tables, "tests.races")
        return self

    def __exit__(self, *_error):
        self.process.communicate()  # it ends with its orders
        with self.unblocked():
            drop_database(self.tables)

    def run(self, folder: Path, program: str, *arguments: str) -> dict:
        """What that program printed as JSON; AssertionError when it failed."""
        with self.unblocked():
            database = make_database(folder, like=self.tables)
            try:
                self._order(folder, database, program, *arguments)
            finally:
                drop_database(database)
        return json.loads((folder / "stdout").read_text())

    def _order(self, folder, database, program, *arguments):
        order = {"program": program, "arguments": arguments}
        order |= {"folder": str(folder), "database": database}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        code = self.process.stdout.readline().strip()
        assert code == "0", (folder / "stderr").read_text()


def make_database(folder: Path, *, like: str = "") -> str:
    """The name of a new database of the kind this suite runs on."""
    if connection.vendor == "sqlite":
        name = str(folder / "race.sqlite3")
        if like:
            shutil.copy(like, name)
        return name
    name = f"race_{os.getpid()}" + ("" if like else "_tables")
    drop_database(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like or "template0"}"')
    return name


def drop_database(name: str) -> None:
    """On SQLite it goes with its folder."""
    if connection.vendor == "sqlite":
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def main() -> None:
    django.setup()
    processes = multiprocessing.get_context("fork")
    for line in sys.stdin:
        process = processes.Process(target=_become, kwargs=json.loads(line))
        process.start()
        process.join()
        sys.stdout.write(f"{process.exitcode}\n")
        sys.stdout.flush()


def _become(*, program: str, arguments: list, folder: str, database: str) -> None:
    """Be this program until it ends."""
    for stream, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(Path(folder) / name, os.O_CREAT | os.O_WRONLY), stream)
    connections.settings["default"]["NAME"] = database
    sys.argv = [program, *arguments]
    runpy.run_module(program, run_name="__main__")


if __name__ == "__main__":
    main()
