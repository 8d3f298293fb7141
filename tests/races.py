"""For the programs named race…: empty tables, and several people acting at once.

`python -m tests.races` makes the tables.
"""

import multiprocessing
import threading
from collections.abc import Callable, Iterable


def prepare() -> None:
    """The tables of all models, if there are none: without what migrations store."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if connection.introspection.table_names():
        return

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def at_once(acts: Iterable[Callable[[], str | None]]) -> list[str]:
    """Run these side by side, and how each fared, in order.

    An act is told by what it returns, else by "done"; a refusal by its name.
    """
    from django.db import connection, connections

    acts, outcomes = list(acts), []
    start = threading.Barrier(len(acts), timeout=60)

    def run(act):
        connection.ensure_connection()  # each its own, before anybody begins
        start.wait()
        try:
            outcomes.append(act() or "done")
        except Exception as refusal:  # noqa: BLE001 (each outcome is counted by name)
            outcomes.append(type(refusal).__name__)
        connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def in_processes(act: Callable[[], object], *, count: int) -> list:
    """One act in so many processes at once: what it returned, in order.

    A process in which it fails dies of it, says why on stderr and returns nothing.
    """
    from django.db import connections

    connections.close_all()  # a connection cannot be shared with a child
    context = multiprocessing.get_context("fork")
    start, told = context.Barrier(count), context.SimpleQueue()

    def run():
        start.wait()
        told.put(act())
        connections.close_all()

    processes = [context.Process(target=run) for _each in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    found = []
    while not told.empty():
        found.append(told.get())
    return sorted(found)


if __name__ == "__main__":
    import django

    django.setup()
    prepare()
