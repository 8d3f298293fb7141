"""Workers at once: `python -m tests.aftercare.race_escalations [--without-lock]`.

Several find the same urgent reports due at the same moment, twice. With
`--without-lock` rows are read and not held. Runs against an empty database named by
DATABASE_URL and prints, as JSON, how each fared and what is there in the end.
"""

import json
import sys
import time
from collections import Counter

import django

from tests.races import at_once, prepare

WORKERS, REPORTS = 4, 3
PAUSE = 0.05  # between reading the row and acting on it, in both modes


def widen(*, locked):
    """Let time pass between reading a row and acting on it."""
    from aftercare.domain import escalations
    from aftercare.models import SymptomReport

    def unlocked(pk):
        return SymptomReport.objects.select_related("clinic").get(pk=pk)

    read = escalations._lock if locked else unlocked

    def slowly(pk):
        held = read(pk)
        time.sleep(PAUSE)
        return held

    escalations._lock = slowly


def main(*, locked):
    django.setup()
    prepare()
    from django.core import mail
    from django.db import connection, connections
    from django.utils import timezone

    from aftercare.domain import escalations
    from aftercare.models import Escalation
    from tests.factories.clinics import UrgentContactFactory
    from tests.factories.reports import SymptomReportFactory

    now = timezone.now()
    made = [
        SymptomReportFactory(status="waiting", level=3, number=f"0000000{n}")
        for n in range(REPORTS)
    ]
    for report in made:
        for kind in ("urgent", "deputy"):
            UrgentContactFactory(
                clinic=report.clinic, kind=kind, tested_at=now, confirmed_at=now
            )
    widen(locked=locked)
    if not locked and connection.vendor == "sqlite":
        connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    mail.outbox = []

    def work():
        escalations.escalate()

    def counted():
        return Escalation.objects.count(), len(mail.outbox)

    fared = at_once([work] * WORKERS)
    first = counted()
    Escalation.objects.update(at=now - escalations.WAIT)
    fared += at_once([work] * WORKERS)
    result = {"workers": dict(Counter(fared)), "first": first, "second": counted()}
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(locked="--without-lock" not in sys.argv)
