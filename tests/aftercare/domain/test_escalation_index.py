"""The round of every minute reads the few reports that wait, not all there are."""

import pytest
from django.db import connection
from django.utils import timezone

from aftercare.domain import escalations
from aftercare.models import SymptomReport
from aftercare.models.spelling import Spelt
from tests.factories.clinics import UrgentContactFactory
from tests.factories.reports import SymptomReportFactory

pytestmark = pytest.mark.django_db
INDEX = "report_urgent_and_waiting"


@pytest.fixture
def small_tables():
    """PostgreSQL reads such as a whole, unless it is told not to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def test_urgent_and_waiting_reports_are_found_by_their_index(small_tables):
    due = escalations._due(timezone.now()).order_by("sent_at", "pk")

    assert INDEX in due.values("pk")[:1000].explain()


def test_parameters_hide_from_sqlite_that_it_is_the_condition(small_tables):
    """Which is why it is spelt out; PostgreSQL plans with the parameters."""
    waiting = SymptomReport.objects.filter(status__in=["waiting"], level__gte=3)
    plan = waiting.order_by("sent_at", "pk").explain()

    assert (INDEX in plan) == (connection.vendor == "postgresql")


def test_only_words_of_ours_are_spelt_out():
    with pytest.raises(ValueError, match="No word of ours"):
        str(SymptomReport.objects.filter(status=Spelt("' OR 1=1 --")).query)


def test_a_round_in_several_chunks_takes_each_report_once(monkeypatch):
    monkeypatch.setattr(escalations, "CHUNK", 2)
    first = SymptomReportFactory(status="waiting", level=3, number="00000000")
    clinic = UrgentContactFactory(
        clinic=first.clinic, tested_at=first.sent_at, confirmed_at=first.sent_at
    ).clinic
    for number in range(1, 5):  # all sent at the same moment
        SymptomReportFactory(
            status="waiting", level=3, number=f"0000000{number}", plan=first.plan
        )

    assert escalations.escalate() == SymptomReport.objects.filter(clinic=clinic).count()
