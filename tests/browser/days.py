"""Days that pass behind a portal that runs: its own clock is the machine's."""

import subprocess
import sys

from tests.browser import server as servers

PASS = """
import datetime
from aftercare.models import HealingPlan
days = datetime.timedelta({days})
for plan in HealingPlan.objects.filter(user__email="{address}"):
    session = plan.session
    session.performed_at -= days
    session.local_date -= days
    session.save()
    for record in plan.records.all():
        record.on -= days
        record.save()
    plan.day_zero -= days
    plan.reached_on -= days
    plan.save()
"""
RUN_LATER = """
import datetime
import time_machine
from django.utils import timezone
from django.utils.module_loading import import_string
with time_machine.travel(timezone.now() + datetime.timedelta({days})):
    import_string("{job}")()
"""


def let_pass(server: servers.Server, days: int, *, of: str) -> None:
    """Move the sessions and plans of a person that many days into the past."""
    _run(server, PASS.format(days=days, address=of))


def run_later(server: servers.Server, job: str, *, days: int) -> None:
    """Do what the schedule would, that many days from now."""
    _run(server, RUN_LATER.format(days=days, job=job))


def lines(server: servers.Server, code: str) -> list[str]:
    """What that code prints among the portal's data."""
    return _run(server, code).splitlines()


def _run(server: servers.Server, code: str) -> str:
    port = int(server.url.rpartition(":")[2])
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=servers.ROOT,
        env=servers.environment(server.folder, port=port),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
