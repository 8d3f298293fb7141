"""What the register costs at 100, 10,000 and 100,000 clinics.

    python -m tests.bench.directory [--sizes 100,10000] [--rounds 20] [--explain]

Each clinic has ten papers, two open bottles of ink, hours, two languages and stands
near one of the largest towns. SQLite in a file, then PostgreSQL where there is one.
Queries say the same on every machine; times are this machine's.
"""

import argparse
import datetime
import io
import itertools
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests import services

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

SIZES = (100, 10_000, 100_000)
PAPERS = 10
BATCH = 1000
QUESTIONS = {
    "bare": "/clinics/",
    "town": "/clinics/?town=London",
    "town, 100 km": "/clinics/?town=London&radius=100",
    "town, three filters": (
        "/clinics/?town=London&verified=hygiene&verified=insurance&open=1"
    ),
    "filters, no town": "/clinics/?verified=hygiene&verified=training&language=cy",
    "nobody has it": "/clinics/?verified=ink&verified=hygiene",
    "nobody near": "/clinics/?town=London&verified=ink",
    "name": "/clinics/?name=9999",
    # An address with a query passes the page cache by.
    "profile": "/clinics/bench-7/?cold=1",
    "verification": "/v/{code}/?cold=1",
    "statement": "/v/{code}.json?cold=1",
    "API, clinics": "/api/v1/clinics?limit=50",
    "API, nobody holds": "/api/v1/clinics?limit=50&holds=ink",
    "API, a clinic": "/api/v1/clinics/bench-7",
    "API, its papers": "/api/v1/clinics/bench-7/certifications",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.directory")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options)
        return
    print("| database | clinics | question | queries | median ms | p95 ms |")
    print("|---|---|---|---|---|---|")
    databases = ["SQLite"]
    if services.postgres_binaries():
        databases.append("PostgreSQL")
    for database in databases:
        with surroundings(database) as environment:
            command = [sys.executable, "-m", "tests.bench.directory", *sys.argv[1:]]
            subprocess.run(
                [*command, "--here", database], env=os.environ | environment, check=True
            )


@contextmanager
def surroundings(database: str):
    """A database of the bench's own; yields the environment its process gets."""
    with tempfile.TemporaryDirectory(prefix="scalpwise-bench-") as folder:
        (Path(folder) / "static").mkdir()
        environment = {"SCALPWISE_VAR": folder, "DATABASE_URL": ""}
        if database == "SQLite":
            yield environment
            return
        with services.postgres() as url:
            yield environment | {"DATABASE_URL": url}


def measure(options) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("load_catalogue", stdout=io.StringIO())
    made = 0
    for size in map(int, options.sizes.split(",")):
        fill(made, size)
        made = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for name, path in QUESTIONS.items():
            path = path.format(code=a_code())
            queries, times = cost(path, options.rounds)
            middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
            print(
                f"| {options.here} | {size:,} | {name} | {queries} "
                f"| {middle * 1000:.0f} | {late * 1000:.0f} |",
                flush=True,
            )
            if options.explain:
                explain(path)


def a_code() -> str:
    """Of a paper that holds today."""
    from clinics.models import Certification

    held = Certification.objects.filter(clinic__slug="bench-7")
    return held.order_by("-counts_until", "pk").first().shown_code


def cost(path: str, rounds: int) -> tuple[int, list[float]]:
    """Queries of one answer, and the sorted seconds of many."""
    from django.db import connection
    from django.test import Client

    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    client, times = Client(SERVER_NAME="localhost"), []
    client.get(path)  # what is read once per process is read now
    with connection.execute_wrapper(count):
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code}.")
    for _round in range(rounds):
        started = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - started)
    return len(asked), sorted(times)


def explain(path: str) -> None:
    """The plans of the queries that take longer than a tenth of a second."""
    from django.db import connection
    from django.test import Client

    slow: list[tuple[float, str, tuple]] = []

    def watch(execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            slow.append((time.perf_counter() - started, sql, params))

    with connection.execute_wrapper(watch):
        Client(SERVER_NAME="localhost").get(path)
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN ANALYZE"
    for seconds, sql, params in slow:
        if seconds > 0.1:
            with connection.cursor() as cursor:
                cursor.execute(f"{how} {sql}", params)
                plan = "\n".join(str(row[-1])[:200] for row in cursor.fetchall())
            print(f"{seconds:.2f} s: {sql[:120]}\n{plan}", file=sys.stderr)


def fill(made: int, size: int) -> None:
    """More clinics, from number `made` to `size`, with all that hangs on them."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from clinics.gazetteer import towns
    from clinics.models import CertificationType

    largest = list(itertools.islice(towns.around(-60, -180, 75, 180), 3000))
    kinds = list(CertificationType.objects.all())
    users = get_user_model().objects
    people = [
        users.get_or_create(email=f"{name}@bench.example")[0] for name in ("a", "b")
    ]
    numbers = iter(range(made, size))
    while batch := list(itertools.islice(numbers, BATCH)):
        with transaction.atomic():
            store(batch, largest, kinds, people)


def store(numbers, largest, kinds, people) -> None:
    from clinics.enums import ClinicStatus
    from clinics.models import Clinic, ClinicLanguage, Hours, Placement, Practitioner

    clinics = Clinic.objects.bulk_create(
        Clinic(
            slug=f"bench-{n}",
            name=f"Clinic {n * 7919 % 1_000_003:07}",
            street="1 Row",
            town=town.name,
            country=town.country,
            latitude=round(town.latitude + n % 100 / 1000, 5),
            longitude=round(town.longitude + n % 89 / 1000, 5),
            time_zone=town.time_zone,
            status=ClinicStatus.LISTED,
        )
        for n in numbers
        # Every tenth stands in London, so that one circle is crowded.
        for town in [london(largest) if n % 10 == 0 else largest[n % len(largest)]]
    )
    ClinicLanguage.objects.bulk_create(
        ClinicLanguage(clinic=clinic, language=language)
        for n, clinic in zip(numbers, clinics, strict=True)
        for language in ("en", "cy" if n % 50 == 0 else "es")
    )
    Hours.objects.bulk_create(
        Hours(
            clinic=clinic,
            kind="opening",
            weekday=day,
            starts_at=datetime.time(9),
            until_at=datetime.time(17, 30),
        )
        for clinic in clinics
        for day in range(5)
    )
    practitioners = Practitioner.objects.bulk_create(
        Practitioner(slug=f"bench-{n}", public_name=f"Person {n}") for n in numbers
    )
    Placement.objects.bulk_create(
        Placement(practitioner=person, clinic=clinic, since=datetime.date(2026, 1, 1))
        for person, clinic in zip(practitioners, clinics, strict=True)
    )
    write_papers(numbers, clinics, practitioners, kinds, people)
    write_bottles(numbers, clinics, people)


def write_bottles(numbers, clinics, people) -> None:
    """Two open bottles each, of batches whose report nobody has accepted yet."""
    from uuid import uuid4

    from django.utils import timezone

    from clinics.models import Bottle, Ink, InkBatch, InkMaker, LabReport

    maker, _made = InkMaker.objects.get_or_create(
        slug="bench", name="Bench", plain_name="bench"
    )
    ink, _made = Ink.objects.get_or_create(
        maker=maker, slug="grey", name="Grey", plain_name="grey"
    )
    today, now = timezone.localdate(), timezone.now()
    batches = InkBatch.objects.bulk_create(
        InkBatch(ink=ink, lot_printed=f"B{n}", lot=f"B{n}") for n in numbers
    )
    LabReport.objects.bulk_create(
        LabReport(
            key=uuid4(),
            clinic=clinic,
            batch=batch,
            laboratory="Bench",
            number="1",
            issued_on=today,
            status="submitted",
            submitted_at=now,
            submitted_by=people[0],
        )
        for clinic, batch in zip(clinics, batches, strict=True)
    )
    Bottle.objects.bulk_create(
        Bottle(
            key=uuid4(),
            clinic=clinic,
            batch=batch,
            received_on=today,
            opened_on=today,
            discard_on=today + datetime.timedelta(days=90),
        )
        for clinic, batch in zip(clinics, batches, strict=True)
        for _number in range(2)
    )


def london(largest):
    return next(town for town in largest if town.name == "London")


def write_papers(numbers, clinics, practitioners, kinds, people) -> None:
    """Ten each of kinds that come round, four of five in force; none about ink."""
    from django.utils import timezone

    from clinics import codes
    from clinics.models import Certification

    kinds = [kind for kind in kinds if kind.category != "ink"]
    today, now = timezone.localdate(), timezone.now()
    rows = []
    for n, clinic, person in zip(numbers, clinics, practitioners, strict=True):
        for k in range(PAPERS):
            kind = kinds[(n * 3 + k) % len(kinds)]
            personal = kind.subject == "practitioner"
            ends = today + datetime.timedelta(days=200 if (n + k) % 5 else -10)
            rows.append(
                Certification(
                    type=kind,
                    clinic=None if personal else clinic,
                    practitioner=person if personal else None,
                    issuer="Bench",
                    valid_from=today - datetime.timedelta(days=300),
                    counts_until=ends,
                    verification=kind.best_verification,
                    status="accepted",
                    code=codes.new(),
                    submitted_at=now,
                    submitted_by=people[0],
                    accepted_at=now,
                    accepted_by=people[1],
                )
            )
    Certification.objects.bulk_create(rows, batch_size=BATCH)


if __name__ == "__main__":
    main()
