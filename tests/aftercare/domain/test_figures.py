"""The figures that the public reads: counted once a quarter, for enough people."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from aftercare.domain import figures
from aftercare.enums import ReportLevel
from aftercare.figures import Period
from clinics.enums import ClinicStatus
from clinics.models import PublishedFigures
from portal.accounts.enums import ConsentAct, Purpose
from portal.audit.models import AuditEvent
from tests.conftest import TODAY
from tests.factories.accounts import ConsentFactory
from tests.factories.figures import courses, reported
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
LAST = datetime.date(2026, 9, 30)
BEFORE = (TODAY - LAST).days + 40  # healed in the last quarter that is over


@pytest.fixture
def clinic(db):
    return clinic_of("owner")


def asked_for_help(clinic, number=20, **fields):
    plans = courses(clinic, number, days_ago=BEFORE)
    for each, plan in enumerate(plans, 1):
        reported(plan, 28, level=ReportLevel.CLINIC, **{"took": each} | fields)
    return plans


def page(clinic) -> str:
    response = Client().get(reverse("clinics:profile", args=[clinic.slug]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-11-23", "2025-10-01", "2026-09-30"),
        ("2026-10-14", "2025-07-01", "2026-06-30"),
        ("2026-10-15", "2025-10-01", "2026-09-30"),
        ("2027-01-14", "2025-10-01", "2026-09-30"),
        ("2027-01-15", "2026-01-01", "2026-12-31"),
    ],
)
def test_four_quarters_that_have_been_over_for_a_while(today, first, last):
    day = datetime.date.fromisoformat
    found = Period.published(day(today))

    assert (found.first, found.last) == (day(first), day(last))


def test_what_is_published_is_rounded_and_in_the_log(clinic):
    asked_for_help(clinic, 23)

    assert figures.publish() == 1
    row = PublishedFigures.objects.get()
    assert (row.clinic, row.last_on) == (clinic, LAST)
    assert (row.courses, row.reported, row.people) == (25, 25, 25)
    assert (row.median, row.ninetieth) == (12 * 60, 21 * 60)
    event = AuditEvent.objects.get(verb="figures published")
    assert (event.details["courses"], event.clinic_id) == (25, clinic.pk)


def test_once_a_quarter(clinic, clock):
    asked_for_help(clinic)
    assert [figures.publish(), figures.publish()] == [1, 0]
    clock.shift(40 * DAY)  # 2 January: the quarter is over since two days
    assert figures.publish() == 0
    clock.shift(13 * DAY)
    assert figures.publish() == 1
    assert PublishedFigures.objects.get().last_on == datetime.date(2026, 12, 31)


def test_what_happens_after_the_quarter_changes_nothing(clinic):
    asked_for_help(clinic)
    figures.publish()
    before = page(clinic)
    for plan in courses(clinic, 20, days_ago=40):
        reported(plan, 3, level=ReportLevel.EMERGENCY)
    figures.publish()

    assert page(clinic) == before


def test_nineteen_people_are_counted_and_nothing_is_shown(clinic):
    asked_for_help(clinic, 19)
    figures.publish()
    row = PublishedFigures.objects.get()

    told = row.courses, row.reported, row.people, row.median, row.ninetieth
    assert told == (None,) * 5
    assert 'id="figures"' not in page(clinic)


def test_who_takes_the_consent_back_is_out_of_the_next_ones(clinic, clock):
    plans = asked_for_help(clinic)
    figures.publish()
    assert 'id="figures"' in page(clinic)
    ConsentFactory(
        user=plans[0].user, purpose=Purpose.FIGURES, act=ConsentAct.WITHDRAWN
    )
    clock.shift(53 * DAY)
    figures.publish()

    assert 'id="figures"' not in page(clinic)


def test_an_answer_that_nobody_gave_is_told(clinic):
    asked_for_help(clinic, took=None)
    figures.publish()

    assert "Half of the reports had no answer when this was counted." in page(clinic)


def test_an_answer_within_the_minute_counts_as_five(clinic):
    asked_for_help(clinic, took=0)
    figures.publish()

    assert "Half of the reports were answered within about 5 minutes." in page(clinic)


def test_clinics_off_the_list_publish_nothing(clinic):
    asked_for_help(clinic)
    clinic.status = ClinicStatus.SUSPENDED
    clinic.save()

    assert figures.publish() == 0


def test_a_page_that_was_kept_shows_the_new_figures(
    clinic, django_capture_on_commit_callbacks
):
    asked_for_help(clinic)
    assert 'id="figures"' not in page(clinic)
    with django_capture_on_commit_callbacks(execute=True):
        figures.publish()

    assert 'id="figures"' in page(clinic)


def test_a_night_costs_one_query_where_all_is_published(
    clinic, django_assert_num_queries
):
    asked_for_help(clinic)
    figures.publish()

    with django_assert_num_queries(1):
        figures.publish()
