"""People at once: `python -m tests.clinics.race_inks [--without-lock]`.

Several open one bottle, hand in one report and decide on another at the same moment.
With `--without-lock` rows are read and not held. Runs against an empty database named
by DATABASE_URL and prints, as JSON, how each fared and what is there in the end.
"""

import datetime
import json
import sys
import time
from functools import partial

import django

from tests.races import at_once, prepare

PEOPLE = 4
PAUSE = 0.05  # between reading the row and acting on it, in both modes


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


def each(people, act) -> list[str]:
    """What came of it when all of them did it at once."""

    def of(person):
        act(person)

    return at_once(partial(of, person) for person in people)


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
        "opened": each(people, lambda by: bottles.open_one(bottle, by=by, **days)),
        "openings": BottleEvent.objects.count(),
        "submitted": each(people, lambda by: lab_reports.submit(draft, by=by)),
        "decided": each(people, lambda by: lab_reports.accept(waiting, by=by)),
        "decisions": LabDecision.objects.count(),
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(locked="--without-lock" not in sys.argv)
