"""People at once: `python -m tests.clinics.race_inks [--without-lock]`.

Several open one bottle, hand in one report and decide on another at the same moment.
With `--without-lock` rows are read and not held. Runs against an empty database named
by DATABASE_URL and prints, as JSON, how each fared and what is there in the end.
"""

import datetime
import json
import sys
import threading
import time

import django

PEOPLE = 4
PAUSE = 0.05  # between reading the row and acting on it, in both modes


def prepare():
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def widen(*, locked):
    """Let time pass between reading a row and acting on it."""
    from clinics.domain import bottles, lab_reports

    for module, name in ((bottles, "lock"), (lab_reports, "_lock")):
        read = getattr(module, name) if locked else unlocked

        def slowly(row, *, _read=read, **how):
            held = _read(row, **how)
            time.sleep(PAUSE)
            return held

        setattr(module, name, slowly)


def unlocked(row, **_how):
    return type(row).objects.get(pk=row.pk)


def at_once(act, people) -> list[str]:
    """How each fared, in order."""
    from django.db import connections

    start, outcomes = threading.Barrier(len(people)), []

    def run(person):
        start.wait()
        try:
            act(person)
        except Exception as refusal:  # noqa: BLE001 (each outcome is counted by name)
            outcomes.append(type(refusal).__name__)
        else:
            outcomes.append("done")
        connections.close_all()

    threads = [threading.Thread(target=run, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def main(*, locked):
    django.setup()
    prepare()
    from django.db import connection, connections

    from clinics.domain import bottles, lab_reports
    from clinics.models import BottleEvent, LabDecision
    from portal.accounts.models import User
    from tests.factories.inks import (
        BottleFactory,
        LabReportFactory,
        LabResultFactory,
        passing,
    )

    people = [User.objects.create_user(f"one-{n}@example.com") for n in range(PEOPLE)]
    bottle = BottleFactory()
    draft, waiting = LabReportFactory(), LabReportFactory(submitted=True)
    LabResultFactory(report=draft)
    passing(waiting)
    lab_reports.may_decide = lambda user, report: True
    widen(locked=locked)
    if not locked and connection.vendor == "sqlite":
        connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    days = {"on": bottle.received_on, "discard_on": datetime.date(2027, 1, 1)}
    result = {
        "opened": at_once(lambda by: bottles.open_one(bottle, by=by, **days), people),
        "openings": BottleEvent.objects.count(),
        "submitted": at_once(lambda by: lab_reports.submit(draft, by=by), people),
        "decided": at_once(lambda by: lab_reports.accept(waiting, by=by), people),
        "decisions": LabDecision.objects.count(),
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(locked="--without-lock" not in sys.argv)
