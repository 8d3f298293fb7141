"""What the import of a laboratory report costs: a row for each of the 91 limits.

    python -m tests.bench.lab_report [--rounds 20]

Reads the table as text, CSV and XLSX, keeps it, and judges it in each place whose rules
we know. Queries say the same on every machine; times are this machine's. SQLite in
memory.
"""

import argparse
import io
import os
import statistics
import tempfile
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.lab_report")
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="scalpwise-bench-") as folder:
        os.environ |= {"SCALPWISE_VAR": folder, "DATABASE_URL": "sqlite://:memory:"}
        measure(rounds)


def measure(rounds: int) -> None:
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    from clinics import lab_verdicts
    from clinics.domain import lab_reports
    from clinics.lab_tables import reading, tables
    from tests.factories.accounts import UserFactory
    from tests.factories.inks import LabReportFactory

    text, workbook = report_of_all_limits()
    report, by = LabReportFactory(), UserFactory()
    table = tables.table(reading.text(text))
    lab_reports.fill(report, table, by=by)
    results, today = lab_reports.results_of(report), timezone.localdate()
    acts = {
        "read as text": lambda: tables.table(reading.text(text)),
        "read as CSV": lambda: tables.table(reading.file(text.encode())[0]),
        "read as XLSX": lambda: tables.table(reading.file(workbook)[0]),
        "kept": lambda: lab_reports.fill(report, table, by=by),
        "judged in three places": lambda: lab_verdicts.everywhere(results, on=today),
    }
    print("| act | rows | queries | median ms |")
    print("|---|---|---|---|")
    for name, act in acts.items():
        queries, milliseconds = cost(act, rounds)
        print(f"| {name} | {len(results)} | {queries} | {milliseconds:.1f} |")


def report_of_all_limits() -> tuple[str, bytes]:
    """A tenth of each limit in the table of the law, as text and as a workbook."""
    from openpyxl import Workbook

    from portal.knowledge.ink_limits import TABLE

    rows = [("Substance", "Result", "Unit", "LOQ")]
    rows += [
        (limit.substance, float(limit.ppm / 10), "mg/kg", float(limit.ppm / 100))
        for limit in TABLE.limits
        if limit.applies_from.year == 2022
    ]
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return "\n".join("\t".join(map(str, row)) for row in rows), file.getvalue()


def cost(act, rounds: int) -> tuple[int, float]:
    """How many queries, and the median of so many rounds in milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        act()
    times = []
    for _round in range(rounds):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    return len(captured), statistics.median(times)


if __name__ == "__main__":
    main()
