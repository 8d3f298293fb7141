"""What a clinic's figures cost: `python -m tests.bench.figures [ITEMS [CLINICS]]`.

So many graded answers (a million), eight to a report and five reports to a session of
the last 400 days, spread over so many clinics (first all at one, then over a hundred).
One report in twelve asks for the clinic. On SQLite in memory, or where DATABASE_URL
says, in a database that may be emptied. The seconds of the processor are those of our
own process: on PostgreSQL the database works beside it.
"""

import datetime
import itertools
import os
import sys
import time
from uuid import uuid4

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"

PER_REPORT, PER_SESSION, CONCERNS, BATCH = 8, 5, 12, 500
DAYS = (1, 3, 7, 14, 28)
ROUNDS = 5


def main() -> None:
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    items = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    # The tables as they are now: a minute less than by all migrations.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", verbosity=0, run_syncdb=True)
    for clinics in map(int, sys.argv[2:] or ["1", "100"]):
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        grow(items // PER_REPORT // PER_SESSION, clinics)
        measure()


def grow(sessions: int, clinics: int) -> None:
    """Sessions at these clinics by turns, each of another person, with its reports."""
    from django.db import connection
    from django.utils import timezone

    from aftercare.models import (
        Assessment,
        HealingPlan,
        ReportEvent,
        Session,
        SymptomReport,
    )
    from portal.accounts.models import Consent, User
    from tests.factories.clinics import ClinicFactory
    from tests.factories.plans import HealingPlanFactory
    from tests.factories.reports import (
        AssessmentFactory,
        ReportEventFactory,
        SymptomReportFactory,
    )

    first = HealingPlanFactory()
    places = [first.clinic, *ClinicFactory.create_batch(clinics - 1)]
    now = timezone.now()
    people = User.objects.bulk_create(
        [
            User(email=f"{each}@example.org", time_zone="UTC")
            for each in range(sessions)
        ],
        batch_size=BATCH,
    )
    Consent.objects.bulk_create(
        [
            Consent(user=person, purpose="figures", act="given", text_version="1")
            for person in people
        ],
        batch_size=BATCH,
    )
    at = itertools.cycle(places)
    pattern = as_row(first.session)
    held = Session.objects.bulk_create(
        [
            Session(
                **pattern
                | {"key": uuid4(), "number": number + 2, "clinic_id": next(at).pk}
            )
            for number in range(sessions)
        ],
        batch_size=BATCH,
    )
    pattern = as_row(first)
    plans = HealingPlan.objects.bulk_create(
        [
            HealingPlan(
                **pattern
                | {
                    "session_id": session.pk,
                    "user_id": person.pk,
                    "clinic_id": session.clinic_id,
                    "day_zero": now.date() - datetime.timedelta(number % 400),
                    "reached_on": now.date() - datetime.timedelta(number % 400),
                }
            )
            for number, (session, person) in enumerate(zip(held, people, strict=True))
        ],
        batch_size=BATCH,
    )
    pattern = as_row(SymptomReportFactory(plan=first))
    reports = SymptomReport.objects.bulk_create(
        [
            SymptomReport(
                **pattern
                | {
                    "number": f"9{number:07d}",
                    "key": uuid4(),
                    "user_id": plan.user_id,
                    "clinic_id": plan.clinic_id,
                    "session_id": plan.session_id,
                    "plan_id": plan.pk,
                    "day": day,
                    "local_date": plan.day_zero + datetime.timedelta(day),
                    "sent_at": now
                    - datetime.timedelta((now.date() - plan.day_zero).days - day),
                }
            )
            for number, (plan, day) in enumerate(itertools.product(plans, DAYS))
        ],
        batch_size=BATCH,
    )
    report = SymptomReport.objects.first()
    pattern = as_row(AssessmentFactory(report=report))
    report.assessments.all().delete()
    Assessment.objects.bulk_create(
        [
            Assessment(
                **pattern
                | {"report_id": each.pk, "level": 1 if number % CONCERNS else 2}
            )
            for number, each in enumerate(reports)
        ],
        batch_size=BATCH,
    )
    pattern = as_row(ReportEventFactory(report=report, act="replied"))
    report.events.all().delete()
    ReportEvent.objects.bulk_create(
        [
            ReportEvent(
                **pattern
                | {
                    "report_id": each.pk,
                    "at": each.sent_at + datetime.timedelta(hours=number % 50),
                }
            )
            for number, each in enumerate(reports[::CONCERNS])
        ],
        batch_size=BATCH,
    )
    with connection.cursor() as cursor:
        for number in range(PER_REPORT):
            cursor.execute(
                "INSERT INTO aftercare_gradeditem (report_id, question, grade) "
                "SELECT id, %s, 1 FROM aftercare_symptomreport",
                [f"q{number}"],
            )
        cursor.execute("ANALYZE")


def as_row(instance) -> dict:
    """Its fields, to be repeated."""
    return {
        field.attname: getattr(instance, field.attname)
        for field in instance._meta.concrete_fields
        if not field.primary_key
    }


def measure() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from aftercare import figures
    from aftercare.models import GradedItem, HealingPlan
    from clinics.models import Clinic

    clinic = HealingPlan.objects.last().clinic
    period = figures.Period.year_before(timezone.localdate())
    seconds, worked = [], []
    for _each in range(ROUNDS):
        started, began = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as asked:
            found = figures.of_clinic(clinic, period)
        seconds.append(time.perf_counter() - started)
        worked.append(time.process_time() - began)
    print(
        f"{connection.vendor}, {GradedItem.objects.count()} items at "
        f"{Clinic.objects.count()} clinics: {len(asked)} queries, "
        f"{min(seconds):.3f} s, {min(worked):.3f} s of the processor; "
        f"{found.follow_up}"
    )
    for each in asked:
        print(f"    {each['time']} s {each['sql'][:70]}")


if __name__ == "__main__":
    main()
