"""Processes at once: `python -m tests.aftercare.race_erasures [--without-lock]`.

Each carries out every erasure that is due, at the same moment. With `--without-lock`
rows are read and not held. Runs against an empty database named by DATABASE_URL and
prints, as JSON, how each fared and how many letters went out.
"""

import datetime
import json
import sys
import time

import django

from tests.races import in_processes, prepare

WORKERS, PEOPLE = 3, 4
PAUSE = 0.05  # between reading the row and acting on it


def widen(*, locked):
    """Let time pass between reading a row and acting on it."""
    from aftercare.domain import erasures
    from aftercare.models import Erasure
    from portal.accounts.models import User

    look = erasures.is_at_work

    def slowly(user):
        time.sleep(PAUSE)
        return look(user)

    erasures.is_at_work = slowly
    if not locked:
        for model in (Erasure, User):
            model.objects.select_for_update = model.objects.all


def main(*, locked):
    django.setup()
    prepare()
    from django.core import mail
    from django.db import connection
    from django.utils import timezone

    from aftercare.domain import erasures
    from aftercare.models import Erasure
    from portal.audit.models import AuditEvent
    from tests.factories.aftercare import ErasureFactory

    then = timezone.now() - datetime.timedelta(days=8)
    for _each in range(PEOPLE):
        ErasureFactory(asked_at=then)
    widen(locked=locked)
    if not locked and connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"

    def work():
        mail.outbox = []
        done = erasures.carry_out_due()
        return done, len(mail.outbox)

    done = in_processes(work, count=WORKERS)
    result = {
        "refused": WORKERS - len(done),
        "done": sum(count for count, _letters in done),
        "letters": sum(letters for _count, letters in done),
        "kept": Erasure.objects.exclude(done_at=None).count(),
        "noted": AuditEvent.objects.filter(verb="erasure done").count(),
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(locked="--without-lock" not in sys.argv)
