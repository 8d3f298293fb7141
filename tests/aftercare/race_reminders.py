"""Processes at once: `python -m tests.aftercare.race_reminders [--without-lock]`.

Each begins a round of reminders at the same moment, and each then sends all that was
claimed, as it happens when a task is given back while its worker is alive. With
`--without-lock` rows are read and not held. Runs against an empty database named by
DATABASE_URL and prints, as JSON, how many were claimed, sent and failed.
"""

import json
import sys
import time
from types import SimpleNamespace

import django

from tests.races import in_processes, prepare

WORKERS, PEOPLE = 3, 8
PAUSE = 0.05  # between finding and claiming, and between reading and sending


def widen(*, locked):
    """Let time pass where somebody else could come in between."""
    from aftercare.domain import reminders
    from aftercare.models import Reminder

    def slowly(name):
        act = getattr(reminders, name)

        def later(*arguments):
            time.sleep(PAUSE)
            return act(*arguments)

        setattr(reminders, name, later)

    slowly("_claim")
    slowly("_still_holds")
    if not locked:
        Reminder.objects.select_for_update = Reminder.objects.all


def main(*, locked):
    django.setup()
    prepare()
    from django.core import mail
    from django.db import connection
    from django.utils import timezone

    from aftercare import tasks
    from aftercare.domain import reminders
    from aftercare.models import Reminder
    from tests.factories.accounts import UserFactory
    from tests.factories.plans import launched

    noon = f"Etc/GMT{timezone.now().hour - 12:+d}"
    for _each in range(PEOPLE):
        launched(UserFactory(time_zone=noon), days_ago=3)
    widen(locked=locked)
    if not locked and connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    # Sent below, by all of them.
    tasks.send_reminders = SimpleNamespace(enqueue=lambda _batch: None)

    def send():
        mail.outbox, failed = [], []
        reminders.logger.exception = lambda text, **_facts: failed.append(text)
        for batch in batches:
            reminders.send(batch)
        return len(mail.outbox), len(failed)

    claimed = in_processes(reminders.remind, count=WORKERS)
    batches = sorted(set(Reminder.objects.values_list("batch", flat=True)))
    sent = in_processes(send, count=WORKERS)
    result = {
        "claimed": sum(claimed),
        "letters": sum(letters for letters, _failed in sent),
        "failed": sum(failed for _letters, failed in sent),
        "settled": Reminder.objects.exclude(settled_at=None).count(),
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(locked="--without-lock" not in sys.argv)
