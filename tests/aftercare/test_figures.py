"""A clinic's own figures: what is counted, what is hidden, who reads them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare import figures
from aftercare.domain import clients
from aftercare.enums import ReportAct, ReportLevel, ReportStatus
from aftercare.figures import Period
from aftercare.models import HealingPlan
from portal.accounts.enums import Purpose
from portal.knowledge.disclosure import Share
from tests.conftest import TODAY
from tests.factories.accounts import ConsentFactory
from tests.factories.figures import (
    DAY,
    HOUR,
    course,
    courses,
    reported,
    somebody,
)
from tests.factories.people import clinic_of
from tests.factories.reports import ReportEventFactory

pytestmark = pytest.mark.django_db
PERIOD = Period.year_before(TODAY)


@pytest.fixture
def clinic(db):
    return clinic_of("owner")


def counted(clinic):
    return figures.of_clinic(clinic, PERIOD)


def by_day(clinic) -> dict[int, Share | None]:
    return {asked.day: share for asked, share in counted(clinic).check_ins}


# Whom a clinic hears of again


def test_nothing_is_shown_below_twenty_people(clinic):
    plans = courses(clinic, 19)
    for plan in plans:
        reported(plan, 28)

    assert counted(clinic).follow_up is None
    reported(course(clinic), 28)
    assert counted(clinic).follow_up == Share(whole=20, part=20)


def test_the_same_person_twenty_times_is_one_person(clinic):
    person = somebody()
    for each in range(20):
        ended = TODAY - 10 * DAY if each else None
        reported(course(clinic, user=person, ended_on=ended), 28)

    assert counted(clinic).follow_up is None


@pytest.mark.parametrize(
    ("day", "counts"), [(20, False), (21, True), (35, True), (36, False)]
)
def test_a_report_of_the_last_two_weeks_counts(clinic, day, counts):
    for plan in courses(clinic):
        reported(plan, day)

    assert counted(clinic).follow_up == Share(whole=20, part=20 * counts)


def test_each_check_in_has_days_of_its_own(clinic):
    for plan in courses(clinic, days_ago=401):
        for day in (1, 13, 90, 365):
            reported(plan, day)

    everybody, nobody = Share(whole=20, part=20), Share(whole=20, part=0)
    assert by_day(clinic)[365] == everybody
    # Of the year of the figures; what was asked before it belongs to other figures.
    assert [by_day(clinic)[day] for day in (1, 3, 7, 14, 28)] == [None] * 5
    assert (by_day(clinic)[90], by_day(clinic)[180]) == (everybody, nobody)


def test_who_is_not_that_far_yet_is_not_asked_for(clinic):
    courses(clinic, days_ago=35)  # the last day for a report is today

    assert counted(clinic).follow_up is None
    assert by_day(clinic)[14] == Share(whole=20, part=0)


def test_a_course_that_was_restarted_counts_for_the_days_it_had(clinic):
    for plan in courses(clinic, ended_on=TODAY - 44 * DAY):  # day 16
        reported(plan, 14)

    assert by_day(clinic)[14] is None
    HealingPlan.objects.update(ended_on=TODAY - 43 * DAY)
    assert by_day(clinic)[14] == Share(whole=20, part=20)
    assert by_day(clinic)[28] is None


def test_a_plan_that_came_late_is_asked_for_nothing_before(clinic):
    courses(clinic, reached_on=TODAY - 57 * DAY)  # day 3

    assert by_day(clinic)[3] is None
    assert by_day(clinic)[7] == Share(whole=20, part=0)


# Who is counted


@pytest.mark.parametrize("allows", [None, False])
def test_who_does_not_allow_figures_is_in_none(clinic, allows):
    for plan in courses(clinic, 19):
        reported(plan, 28, level=ReportLevel.CLINIC, took=1)
    last = course(clinic, allows=allows)
    reported(last, 28, level=ReportLevel.CLINIC, took=1)
    found = counted(clinic)

    assert (found.follow_up, found.response, found.concerned) == (None, None, None)
    ConsentFactory(user=last.user, purpose=Purpose.FIGURES)
    found = counted(clinic)
    assert None not in (found.follow_up, found.response, found.concerned)


def test_ending_a_link_takes_nobody_out(clinic):
    plans = courses(clinic)
    before = counted(clinic)
    for plan in plans:
        clients.end(plan.user.care.get(), by=plan.user)

    assert counted(clinic) == before


def test_other_clinics_are_not_counted(clinic):
    for plan in courses(clinic_of("other_owner"), 25):
        reported(plan, 28, level=ReportLevel.CLINIC, took=1)
    found = counted(clinic)

    assert {share for _asked, share in found.check_ins} == {None}
    assert (found.response, found.concerned) == (None, None)


def test_a_report_that_no_clinic_reads_counts_for_none(clinic):
    for plan in courses(clinic):
        reported(plan, 28, clinic=None, status=ReportStatus.KEPT)

    assert counted(clinic).follow_up == Share(whole=20, part=0)


# How soon it answers


def test_half_and_nine_of_ten_by_the_nearest_rank(clinic):
    for number, plan in enumerate(courses(clinic), 1):
        reported(plan, 3, level=ReportLevel.CLINIC, took=number)
    response = counted(clinic).response

    assert (response.median, response.ninetieth) == (10 * HOUR, 18 * HOUR)
    assert response.answered == Share(whole=20, part=20)


def test_who_waits_still_waits_longest(clinic):
    for number, plan in enumerate(courses(clinic), 1):
        took = number if number <= 17 else None
        reported(plan, 3, level=ReportLevel.URGENT, took=took)
    response = counted(clinic).response

    assert (response.median, response.ninetieth) == (10 * HOUR, None)
    assert response.answered == Share(whole=20, part=15)


def test_the_first_answer_counts_and_opening_is_none(clinic):
    for plan in courses(clinic):
        report = reported(plan, 3, level=ReportLevel.CLINIC, took=5)
        later = report.sent_at + 9 * HOUR
        ReportEventFactory(report=report, act=ReportAct.ACKNOWLEDGED, at=later)
        ReportEventFactory(report=report, at=report.sent_at + HOUR)

    assert counted(clinic).response.median == 5 * HOUR


def test_what_the_rules_answered_at_once_is_left_out(clinic):
    for plan in courses(clinic):
        reported(plan, 3)

    assert counted(clinic).response is None


def test_days_are_those_of_the_clinic(clinic):
    clinic.time_zone = "Pacific/Auckland"
    clinic.save()
    zone = datetime.timezone(13 * HOUR)
    begins = datetime.datetime.combine(PERIOD.first, datetime.time.min, tzinfo=zone)
    second = datetime.timedelta(seconds=1)
    for plan in courses(clinic):
        reported(plan, 3, level=ReportLevel.CLINIC, sent_at=begins - second)
    assert counted(clinic).response is None
    for plan in HealingPlan.objects.all():
        reported(plan, 3, level=ReportLevel.CLINIC, sent_at=begins)

    assert counted(clinic).response.answered == Share(whole=20, part=0)


# Reports that asked for the clinic


def test_sessions_with_such_a_report_are_counted_once(clinic):
    for plan in courses(clinic, 10):
        reported(plan, 3, level=ReportLevel.CLINIC)
        reported(plan, 5, level=ReportLevel.URGENT)
    for plan in courses(clinic, 30):
        reported(plan, 3)
        reported(plan, 36, level=ReportLevel.URGENT)  # healed by then
    concerned = counted(clinic).concerned

    assert concerned == Share(whole=40, part=10)
    assert (concerned.percent, concerned.range) == (25, (14, 40))


# The page


def page(clinic):
    return reverse("figures:overview", args=[clinic.slug])


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_owner_reads_the_figures(clinic, sign_in_as):
    for number, plan in enumerate(courses(clinic, 30), 1):
        reported(plan, 28, level=ReportLevel.CLINIC, took=number)
    html = words(sign_in_as("owner").get(page(clinic)))

    assert "answered within <strong>about 15 hours</strong>" in html
    assert "Nine of ten were answered within <strong>about 27 hours</strong>" in html
    assert "<strong>100 %</strong> (about 30 of 30)" in html
    assert "<strong>100 of 100</strong>, out of about 30 sessions." in html
    assert "lies between 89 and 100 (95 % interval by Wilson)" in html
    assert html.count("Fewer than 20 people") == 3  # the late check-ins


def test_an_empty_page_says_why(clinic, sign_in_as):
    html = words(sign_in_as("owner").get(page(clinic)))

    assert "Fewer than 20 people sent a report that asked for you." in html
    assert "Fewer than 20 people had a session whose healing is over." in html


def test_few_are_not_told(clinic, sign_in_as):
    for plan in courses(clinic)[:7]:
        reported(plan, 28, level=ReportLevel.CLINIC)
    html = words(sign_in_as("owner").get(page(clinic)))

    assert "Fewer than 8 of about 20" in html
    assert "Fewer than 8 out of about 20 sessions." in html


def test_the_page_costs_the_same_for_one_session_and_for_courses(clinic, sign_in_as):
    browser = sign_in_as("owner")
    browser.get(page(clinic))  # the menu is read once
    costs = []
    for _each in range(2):
        for plan in courses(clinic, 20):
            reported(plan, 28, level=ReportLevel.CLINIC, took=1)
        with CaptureQueriesContext(connection) as queries:
            browser.get(page(clinic))
        costs.append(len(queries))

    assert costs == [8, 8]


def test_figures_are_counted_in_three_queries(clinic, django_assert_num_queries):
    with django_assert_num_queries(3):
        counted(clinic)
