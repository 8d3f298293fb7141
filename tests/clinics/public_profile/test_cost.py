"""What a page costs, and how long it is kept."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from clinics.enums import (
    Act,
    CertificationStatus,
    Subject,
)
from tests.clinics.public_profile.reading import address, against, kind, paper, read
from tests.conftest import NOW
from tests.factories.clinics import (
    HoursFactory,
    PlacementFactory,
    PublishedFiguresFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
S = CertificationStatus


@pytest.mark.parametrize("papers", [1, 12])
def test_cold_profile_costs_the_same_whatever_it_shows(
    clinic, papers, migrated, django_assert_num_queries
):
    HoursFactory(clinic=clinic)
    PublishedFiguresFactory(clinic=clinic)
    type_ = kind("Training", subject=Subject.PRACTITIONER)
    for number in range(papers):
        against(paper(clinic, status=S.SUSPENDED), Act.SUSPEND)
        paper(clinic)
        person = PlacementFactory(clinic=clinic).practitioner
        paper(person, type_, number=str(number))
    Client().get("/")  # what is read once per process is read now
    cold = Client()
    cold.cookies["anything"] = "x"

    with django_assert_num_queries(10):
        html = cold.get(address(clinic)).content.decode()

    assert html.count('class="paper paper--good"') == papers
    assert html.count("The log has gaps.") == 2 * papers
    assert html.count('id="figures"') == 1


def test_cold_profile_that_leads_to_the_guide_costs_one_more(
    clinic, checklist, django_assert_num_queries
):
    against(paper(clinic, status=S.SUSPENDED), Act.SUSPEND)
    Client().get("/")
    cold = Client()
    cold.cookies["anything"] = "x"

    with django_assert_num_queries(11):
        assert b"choosing-a-clinic" in cold.get(address(clinic)).content


def test_page_of_a_practitioner_costs_five_queries(
    clinic, migrated, django_assert_num_queries
):
    person = PlacementFactory(clinic=clinic).practitioner
    for number in range(3):
        paper(person, number=str(number))
    Client().get("/")
    cold = Client()
    cold.cookies["anything"] = "x"

    with django_assert_num_queries(5):
        cold.get(reverse("practitioner", args=[person.slug]))


def test_kept_profile_costs_nothing_and_sets_no_cookie(
    clinic, django_assert_num_queries
):
    visitor = Client()
    first = visitor.get(address(clinic))

    with django_assert_num_queries(0):
        second = visitor.get(address(clinic))

    assert second.content == first.content
    assert visitor.cookies == {}


def test_kept_profile_turns_when_the_door_does(clinic, clock):
    HoursFactory(clinic=clinic)
    clock.move_to(NOW.replace(hour=16, minute=58))
    assert "Open now, until 17:00" in read(clinic)

    clock.shift(datetime.timedelta(minutes=1, seconds=59))
    assert "Open now, until 17:00" in read(clinic)
    clock.shift(datetime.timedelta(seconds=1))
    assert "Open now" not in read(clinic)
