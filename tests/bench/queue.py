"""What the queue of the staff costs at 50 and at 50,000 open items.

    python -m tests.bench.queue [--sizes 50,50000] [--rounds 40] [--explain]

Eight of ten items are certifications of many clinics, the others applications and
reports of misuse; one in ten is claimed, some by the reviewer who looks, and that
reviewer is close to one clinic.
SQLite in a file, then PostgreSQL where there is one. Queries say the same on every
machine; times are this machine's, so the last column compares them with the fewest.
"""

import argparse
import datetime
import io
import itertools
import os
import subprocess
import sys
import time
import uuid

from tests import services
from tests.bench.directory import surroundings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

SIZES = (50, 50_000)
BATCH = 1000
QUESTIONS = {
    "everything": "queue/",
    "page 10": "queue/?page=10",
    "mine": "queue/?show=mine",
    "unclaimed": "queue/?show=unclaimed",
    "overdue": "queue/?show=overdue",
    "one kind": "queue/?kind=misuse",
    "start of the admin": "",
    "review screen": "queue/certification/{paper}/",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.queue")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options)
        return
    print("| database | open items | page | queries | median ms | p95 ms | p95 ratio |")
    print("|---|---|---|---|---|---|---|")
    databases = ["SQLite"]
    if services.postgres_binaries():
        databases.append("PostgreSQL")
    for database in databases:
        with surroundings(database) as environment:
            command = [sys.executable, "-m", "tests.bench.queue", *sys.argv[1:]]
            subprocess.run(
                [*command, "--here", database], env=os.environ | environment, check=True
            )


def measure(options) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    settings.SECOND_FACTOR_REQUIRED = False  # as in the demo world
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", stdout=io.StringIO())
    people, made, first = staff(), 0, {}
    client = Client(SERVER_NAME="localhost")
    client.force_login(people[0])
    for size in map(int, options.sizes.split(",")):
        fill(made, size, people)
        made = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for name, path in QUESTIONS.items():
            queries, times = cost(client, address(path), options)
            middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
            ratio = late / first.setdefault(name, late)
            print(
                f"| {options.here} | {size:,} | {name} | {queries} "
                f"| {middle * 1000:.0f} | {late * 1000:.0f} | {ratio:.2f} |",
                flush=True,
            )


def address(path: str) -> str:
    from clinics.models import Certification

    last = Certification.objects.filter(status="submitted").order_by("-pk").first()
    return f"/cms/{path.format(paper=last.pk)}"


def cost(client, path: str, options) -> tuple[int, list[float]]:
    """Queries of one answer, and the sorted seconds of many."""
    from django.db import connection

    asked: list[tuple[float, str, tuple]] = []

    def watch(execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            asked.append((time.perf_counter() - started, sql, params))

    client.get(path)  # what is read once per process is read now
    with connection.execute_wrapper(watch):
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code}.")
    if options.explain:
        explain(asked)
    times = []
    for _round in range(options.rounds):
        started = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - started)
    return len(asked), sorted(times)


def explain(asked) -> None:
    """The plan of each query that took longer than ten milliseconds."""
    from django.db import connection

    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN ANALYZE"
    for seconds, sql, params in asked:
        if seconds > 0.01:
            with connection.cursor() as cursor:
                cursor.execute(f"{how} {sql}", params)
                plan = "\n".join(str(row[-1])[:200] for row in cursor.fetchall())
            print(f"{seconds:.3f} s: {sql[:200]}\n{plan}", file=sys.stderr)


def staff() -> list:
    """Two reviewers and an owner; the first reviewer once worked at a clinic."""
    from clinics.models import Clinic, Membership
    from portal.accounts.domain import roles
    from portal.accounts.enums import StaffRole
    from portal.accounts.models import User

    people = [User.objects.create_user(f"{n}@bench.example") for n in range(3)]
    for person in people[:2]:
        roles.grant(person, StaffRole.REVIEWER, by=None)
    near = Clinic.objects.create(
        slug="near", name="Near", country="GB", status="listed"
    )
    day = datetime.date(2020, 1, 1)
    Membership.objects.create(clinic=near, user=people[0], role="owner", since=day)
    return people


def fill(made: int, size: int, people) -> None:
    """More open items, from number `made` to `size`."""
    from django.db import transaction

    from clinics.models import CertificationType

    kinds = list(CertificationType.objects.filter(subject="clinic"))
    numbers = iter(range(made, size))
    while batch := list(itertools.islice(numbers, BATCH)):
        with transaction.atomic():
            store(batch, kinds, people)


def store(numbers, kinds, people) -> None:
    from django.utils import timezone

    from clinics import codes, working_time
    from clinics.models import Certification, Clinic, MisuseReport
    from portal.moderation.models import Claim

    now, owner = timezone.now(), people[2]
    ago = {n: now - datetime.timedelta(minutes=n) for n in numbers}
    clinics = Clinic.objects.bulk_create(
        Clinic(
            slug=f"bench-{n}",
            name=f"Clinic {n}",
            town="Leeds",
            country="GB",
            time_zone="Europe/London",
            status="draft" if n % 10 == 8 else "listed",
            handed_in_at=ago[n] if n % 10 == 8 else None,
            handed_in_by=owner if n % 10 == 8 else None,
        )
        for n in numbers
    )
    papers = Certification.objects.bulk_create(
        Certification(
            type=kinds[n % len(kinds)],
            clinic=clinic,
            issuer="Bench",
            valid_from=datetime.date(2026, 1, 1),
            status="submitted",
            submitted_at=ago[n],
            submitted_by=owner,
            due_at=working_time.after(ago[n], 5 * working_time.DAY),
        )
        for n, clinic in zip(numbers, clinics, strict=True)
        if n % 10 < 8
    )
    MisuseReport.objects.bulk_create(
        MisuseReport(
            key=uuid.uuid4(),
            code=codes.new(),
            what="other",
            place="Mill Lane",
            received_at=ago[n],
        )
        for n in numbers
        if n % 10 == 9
    )
    Claim.objects.bulk_create(
        Claim(
            kind="certification",
            item=paper.pk,
            by=people[0 if paper.pk < 1000 else 1],
            since=now,
            until=now + datetime.timedelta(hours=5),
        )
        for paper in papers
        if paper.pk % 20 < 2
    )


if __name__ == "__main__":
    main()
