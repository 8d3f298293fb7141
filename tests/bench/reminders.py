"""What a round of reminders costs: `python -m tests.bench.reminders [PLANS ...]`.

Half of the people are due now, by the clocks of six zones; sending is left out, since
each letter costs the same whoever finds it due. On SQLite in memory, or where
DATABASE_URL says, in a database that may be emptied. The seconds of the processor are
those of our own process, which alone say the same on a busy machine; the memory is what
it takes more of during a round, at its peak.
"""

import os
import sys
import threading
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"

SIZES = (100, 10_000, 100_000)
ZONES = (
    "Europe/London",
    "Europe/Madrid",
    "Asia/Tokyo",
    "Pacific/Auckland",
    "America/New_York",
    "America/Los_Angeles",
)
PER_TREATMENT = 1000  # a session's number is a small one


def main() -> None:
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    # The tables as they are now: a minute less than by all migrations.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", verbosity=0, run_syncdb=True)
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    for plans in map(int, sys.argv[1:] or SIZES):
        grow(plans)
        measure()


def grow(plans: int) -> None:
    """So many people in these zones, each with a running plan of one version."""
    from django.db import connection

    from aftercare.models import HealingPlan
    from tests.bench import rows
    from tests.factories.plans import launched

    first = HealingPlan.objects.order_by("pk").first() or launched(None, days_ago=3)
    missing = plans - HealingPlan.objects.count()
    zones = " ".join(f"WHEN {each} THEN '{zone}'" for each, zone in enumerate(ZONES))
    people = rows.copies(
        first.user,
        missing,
        email="'p' || {pk} || '@example.org'",
        time_zone=f"CASE {{pk}} % {len(ZONES)} {zones} END",
    )
    session = first.session
    treatments = rows.copies(session.treatment, missing // PER_TREATMENT + 1)
    sessions = rows.copies(
        session,
        missing,
        key=rows.uuid(),
        treatment_id=f"{treatments} + 1 + n / {PER_TREATMENT}",
        number=f"1 + n % {PER_TREATMENT}",
    )
    rows.copies(first, missing, user_id=f"{people} + n", session_id=f"{sessions} + n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure() -> None:
    import datetime

    import time_machine
    from django.db import connection

    from aftercare.domain import reminders
    from aftercare.models import HealingPlan, Reminder

    Reminder.objects.all().delete()
    reminders.send = lambda batch: None
    now = datetime.datetime.now(datetime.UTC).replace(hour=9, minute=0)
    asked = 0

    def count(execute, *statement):
        nonlocal asked
        asked += 1
        return execute(*statement)

    for name in ("first round", "round after it"):
        asked, memory = 0, Memory()
        with (
            memory,
            time_machine.travel(now, tick=False),
            connection.execute_wrapper(count),
        ):
            # Neither is stopped by the traveller.
            started, worked = time.perf_counter_ns(), time.process_time_ns()
            found = reminders.remind()
            seconds = (time.perf_counter_ns() - started) / 1e9
            own = (time.process_time_ns() - worked) / 1e9
        cost = f"{asked} queries, {seconds:.2f} s, {own:.2f} s of our processor"
        cost += f", {memory.grown:.0f} MB more"
        plans = f"{connection.vendor}, {HealingPlan.objects.count()} plans"
        print(f"{plans}, {name}: {found} due, {cost}", flush=True)


class Memory(threading.Thread):
    """How many MB the process grows by at most, looked at every 20 milliseconds."""

    def __init__(self):
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.before = self.most = taken()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_failure):
        self.ended.set()
        self.join()

    def run(self):
        while not self.ended.wait(0.02):
            self.most = max(self.most, taken())

    @property
    def grown(self) -> float:
        return self.most - self.before


def taken() -> float:
    """The MB of memory that the process has now."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
