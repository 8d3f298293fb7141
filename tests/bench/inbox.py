"""What the inbox and a check-in cost: `python -m tests.bench.inbox [REPORTS …]`.

So many open reports (50 and 50,000) of as many clients at one clinic, half of them
urgent; on SQLite in memory, or where DATABASE_URL says, in a database that may be
emptied. A check-in is sent by a client with one report a day.
"""

import os
import statistics
import sys
import time
from uuid import uuid4

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"

SIZES, ROUNDS, WAITING = (50, 50_000), 21, 40
INDEX = "report_urgent_and_waiting"
SQLITE_LATER = "strftime('%Y-%m-%d %H:%M:%f', p.sent_at, '+' || n || ' seconds')"
POSTGRESQL_LATER = "p.sent_at + n * interval '1 second'"
TOLD = {"red_flags": [], "trend": "same", "redness_extent": 1, "pain_nrs": 2, "heat": 1}


def main() -> None:
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    # The tables as they are now: a minute less than by all migrations.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", verbosity=0, run_syncdb=True)
    for size in [int(each) for each in sys.argv[1:]] or SIZES:
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        measure(*grow(size))
    explain()


def grow(size: int):
    """The plan of one client, and a front desk at its clinic with so many reports."""
    from django.db import connection

    from tests.bench import rows
    from tests.factories.accounts import ConsentFactory
    from tests.factories.aftercare import ClientFactory
    from tests.factories.clinics import MembershipFactory
    from tests.factories.plans import launched
    from tests.factories.reports import SymptomReportFactory

    link = ClientFactory()
    consent = ConsentFactory(user=link.user)
    plan = launched(link.user, days_ago=3)
    desk = MembershipFactory(clinic=link.clinic, role="front_desk").user
    report = SymptomReportFactory(plan=plan, status="waiting", level=2)
    people = rows.copies(link.user, size, email="'p' || {pk} || '@example.org'")
    for row in (link, consent):
        rows.copies(row, size, user_id=f"{people} + n")
    later = {"sqlite": SQLITE_LATER, "postgresql": POSTGRESQL_LATER}
    rows.copies(
        report,
        size,
        number="'9' || substr(CAST(10000000 + n AS text), 2)",
        key=rows.uuid(),
        user_id=f"{people} + n",
        level="2 + n % 2",
        sent_at=later[connection.vendor],
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return plan, desk


def measure(plan, desk) -> None:
    from django.db import connection
    from django.test import Client as Browser
    from django.urls import reverse

    from aftercare.domain import reports
    from aftercare.models import SymptomReport

    browser = Browser()
    browser.force_login(desk)
    inbox = reverse("inbox:overview", args=[plan.clinic.slug])

    def look():
        assert browser.get(inbox).status_code == 200

    def send():
        reports.send(plan, key=uuid4(), answers=TOLD, by=plan.user, language="en")

    print(f"{connection.vendor}, {SymptomReport.objects.count()} reports", flush=True)
    for name, act in (("inbox", look), ("check-in", send)):
        print(f"    {name}: {timed(act)}", flush=True)


def explain() -> None:
    """How the database finds the few reports that wait for an escalation."""
    from django.db import connection
    from django.utils import timezone

    from aftercare.domain import escalations
    from aftercare.models import SymptomReport

    waiting = SymptomReport.objects.order_by("pk").values("pk")[:WAITING]
    SymptomReport.objects.exclude(pk__in=waiting).update(status="resolved")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    due = escalations._due(timezone.now()).order_by("sent_at", "pk")
    plan = due.values("pk")[: escalations.CHUNK].explain()
    uses = "uses" if INDEX in plan else "does not use"
    print(f"{connection.vendor}, escalations: {uses} {INDEX}\n{plan}")


def timed(act) -> str:
    """Queries, and milliseconds as median and p95."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act()  # templates and the menu are read once
    with CaptureQueriesContext(connection) as queries:
        act()
    asked = len(queries)  # the next request clears the log
    taken = []
    for _each in range(ROUNDS):
        started = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - started))
    slow = statistics.quantiles(taken, n=20)[-1]
    return f"{asked} queries, {statistics.median(taken):.1f} / {slow:.1f} ms"


if __name__ == "__main__":
    main()
