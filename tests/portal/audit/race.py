"""Writers at once: `python -m tests.portal.audit.race [--without-lock]`.

Runs against an empty database named by DATABASE_URL and prints, as JSON, how many
events were acknowledged, refused and kept, and what verifying the chain says.
"""

import json
import sys
import threading
import time

import django

from tests.races import prepare

WRITERS, EVENTS = 4, 25
PAUSE = 0.005  # between reading the end and writing behind it, in both modes


def widen(audit, *, locked):
    """Let time pass between reading the end of the chain and writing behind it."""
    read = audit._end_of_chain if locked else audit.AuditHead.objects.get

    def slowly():
        head = read()
        time.sleep(PAUSE)
        return head

    audit._end_of_chain = slowly


def write(audit, connections, outcomes, start):
    start.wait()
    for number in range(EVENTS):
        try:
            audit.note("raced", number=number)
        except django.db.DatabaseError as error:
            outcomes.append(type(error).__name__)
        else:
            outcomes.append("acknowledged")
    connections.close_all()


def main(*, locked):
    django.setup()
    from django.db import connection, connections

    from portal.audit.domain import audit
    from portal.audit.models import AuditEvent

    prepare()
    audit.note("started")
    if not locked and connection.vendor == "sqlite":
        connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    widen(audit, locked=locked)
    outcomes, start = [], threading.Barrier(WRITERS)
    threads = [
        threading.Thread(target=write, args=[audit, connections, outcomes, start])
        for _ in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    acknowledged = outcomes.count("acknowledged")
    result = {
        "acknowledged": acknowledged,
        "refused": len(outcomes) - acknowledged,
        "kept": AuditEvent.objects.filter(verb="raced").count(),
        "broken_at": audit.verify().broken_at,
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(locked="--without-lock" not in sys.argv)
