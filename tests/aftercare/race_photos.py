"""Photos at once: `python -m tests.aftercare.race_photos [--without-lock]`.

One photo is sent several times at the same moment, then several of one view. With
`--without-lock` the report is read and not held. Runs against an empty database named
by DATABASE_URL and prints, as JSON, how each fared and what is there in the end.
"""

import json
import sys
import tempfile
import time

import django

from tests.races import at_once, prepare

CLICKS = 4
# Between reading the report and acting on it, in both modes; before that each stores
# its file, which takes one longer than another.
PAUSE = 0.3


def widen(*, locked):
    """Let time pass between reading the report and acting on it."""
    from aftercare.domain import reports

    read = reports.lock if locked else unlocked

    def slowly(report):
        held = read(report)
        time.sleep(PAUSE)
        return held

    reports.lock = slowly


def unlocked(report):
    return type(report).objects.get(pk=report.pk)


def main(folder, *, locked):
    django.setup()
    prepare()
    from django.core.files.storage import FileSystemStorage
    from django.db import connection, connections

    from aftercare.domain import photos
    from aftercare.enums import ScalpView
    from portal.files import keeping
    from tests.aftercare.domain.test_photos import received
    from tests.factories.accounts import ConsentFactory
    from tests.factories.reports import SymptomReportFactory

    keeping.storage = lambda: FileSystemStorage(location=folder)
    report = SymptomReportFactory()
    ConsentFactory(user=report.user, purpose="photos")
    widen(locked=locked)
    if not locked and connection.vendor == "sqlite":
        connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"

    def add(view, mark):
        def act():
            photos.add(report, view, received(mark), by=report.user)

        return act

    result = {"one file": at_once([add(ScalpView.CROWN, "a")] * CLICKS)}
    result["photos of it"] = report.photos.count()
    _folders, files = keeping.storage().listdir(photos.FOLDER)
    result["files of it"] = len(files)
    result["several files"] = at_once(add(ScalpView.BACK, mark) for mark in "bcde")
    result["photos of them"] = report.photos.filter(view=ScalpView.BACK).count()
    _folders, files = keeping.storage().listdir(photos.FOLDER)
    result["files left"] = len(files)
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as here:
        main(here, locked="--without-lock" not in sys.argv)
