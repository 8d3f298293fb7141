"""A risk factor names the papers that answer it, and who holds one at this moment."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clinics.enums import Claim, ClinicStatus, Subject, Verification
from clinics.models import CertificationType
from portal.content import kept
from tests.factories.clinics import (
    AnsweredFactorFactory,
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    PlacementFactory,
    PractitionerFactory,
)
from tests.factories.content import RiskFactorPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FACTOR = "allergies"
TODAY = datetime.date(2026, 11, 23)
ONE_DAY = datetime.timedelta(days=1)


def a_kind(code="LIC-A", *, factor=FACTOR, **fields) -> CertificationType:
    named = {"name": {"en": f"Paper {code}", "es": f"Papel {code}"}}
    kind = CertificationTypeFactory(code=code, **named | fields)
    AnsweredFactorFactory(type=kind, factor=factor)
    return kind


def a_holder(kind, name="Aurora", *, clinic_status=ClinicStatus.LISTED, **paper):
    zone = paper.pop("time_zone", "Europe/Lisbon")
    clinic = ClinicFactory(name=name, status=clinic_status, time_zone=zone)
    return CertificationFactory(type=kind, clinic=clinic, in_force=True, **paper)


@pytest.fixture
def page():
    return RiskFactorPageFactory(published=True, factor=FACTOR)


def shown(page, language="") -> BeautifulSoup | None:
    """The part on papers, as an anonymous reader gets it."""
    response = Client().get(f"{language}{page.url}")
    assert response.status_code == 200
    whole = BeautifulSoup(response.content, "html.parser")
    return whole.select_one("section.papers")


def names(page) -> list[str]:
    return [link.get_text() for link in shown(page).select("li a")]


def test_each_paper_says_what_it_shows_and_what_it_does_not(page):
    a_kind()
    a_kind("OTHER-B", factor="poor-inks")

    part = shown(page)

    assert [each.get_text() for each in part.select("h3")] == ["Paper LIC-A"]
    assert "The premises were inspected." in part.get_text()
    assert "Nothing about the ink." in part.get_text()


def test_papers_stand_in_the_contents():
    a_kind()
    page = RiskFactorPageFactory(
        published=True,
        factor=FACTOR,
        body=[("section", {"heading": "Why", "text": "<p>x</p>"})],
        what_to_ask=[("text", "<p>Which ink?</p>")],
    )

    assert '<a href="#papers">' in Client().get(page.url).content.decode()


def test_papers_are_told_in_the_language_of_the_reader(page):
    a_kind()

    assert shown(page, "/es").select_one("h3").get_text() == "Papel LIC-A"


def test_without_papers_the_page_is_as_before(page):
    assert shown(page) is None
    assert "#papers" not in Client().get(page.url).content.decode()


def test_kind_that_is_not_on_offer_is_not_named(page):
    a_kind(live=False)

    assert shown(page) is None


def test_holders_are_named_by_name_and_link_to_profile_and_directory(page):
    kind = a_kind()
    a_holder(kind, "Zenit")
    a_holder(kind, "Aurora")

    links = shown(page).select("a")

    assert [link.get_text() for link in links] == [
        "Aurora",
        "Zenit",
        "All of them in the directory: Paper LIC-A",
    ]
    assert re.fullmatch(r"/clinics/clinic-\d+/", links[0]["href"])
    assert links[2]["href"] == "/clinics/?type=LIC-A"


def test_no_more_than_ten_are_named(page):
    kind = a_kind()
    for number in range(11):
        a_holder(kind, f"Clinic {number:02}")

    assert names(page) == [f"Clinic {number:02}" for number in range(10)]
    assert "more than ten listed clinics today" in shown(page).get_text()


def test_clinic_with_two_such_papers_is_named_once(page):
    kind = a_kind()
    first = a_holder(kind)
    CertificationFactory(type=kind, clinic=first.clinic, in_force=True)

    assert names(page) == ["Aurora"]


@pytest.mark.parametrize(
    ("status", "paper"),
    [
        (ClinicStatus.UNLISTED, {}),
        (ClinicStatus.SUSPENDED, {}),
        (ClinicStatus.LISTED, {"status": "suspended"}),
        (ClinicStatus.LISTED, {"status": "submitted"}),
        (ClinicStatus.LISTED, {"counts_until": TODAY - ONE_DAY}),
        (ClinicStatus.LISTED, {"valid_from": TODAY + ONE_DAY}),
    ],
)
def test_who_holds_none_today_is_not_named(page, status, paper):
    kind = a_kind()
    a_holder(kind, "Quiet corner", clinic_status=status, **paper)

    part = shown(page)

    assert "Quiet corner" not in part.get_text()
    assert "No listed clinic shows one today." in part.get_text()


def test_day_is_that_of_each_clinic(page, clock):
    kind = a_kind()
    clock.move_to(datetime.datetime(2026, 11, 23, 11, 0, tzinfo=datetime.UTC))
    for name, zone in (
        ("Auckland", "Pacific/Auckland"),  # the 24th, midnight has passed
        ("Lisbon", "Europe/Lisbon"),  # the 23rd
        ("Pago Pago", "Pacific/Pago_Pago"),  # the 23rd, midnight just passed
    ):
        a_holder(kind, name, time_zone=zone, counts_until=TODAY)
        a_holder(
            kind, f"{name} yesterday", time_zone=zone, counts_until=TODAY - ONE_DAY
        )

    assert names(page) == ["Lisbon", "Pago Pago"]

    clock.move_to(datetime.datetime(2026, 11, 23, 10, 59, tzinfo=datetime.UTC))
    kept.forget()
    assert "Pago Pago yesterday" in [
        link.get_text()
        for link in BeautifulSoup(
            Client().get(page.url + "?fresh").content, "html.parser"
        ).select("section.papers li a")
    ]


def test_kept_page_ends_with_the_first_midnight_of_a_clinic_on_it(page, clock):
    """Chatham's midnight is at 10:15 UTC: nothing else changes then."""
    kind = a_kind()
    a_holder(kind, "Waitangi", time_zone="Pacific/Chatham", counts_until=TODAY)
    a_holder(kind, "Lisbon", time_zone="Europe/Lisbon", counts_until=TODAY)
    clock.move_to(datetime.datetime(2026, 11, 23, 10, 14, 30, tzinfo=datetime.UTC))
    assert names(page) == ["Lisbon", "Waitangi"]

    clock.shift(29)
    assert names(page) == ["Lisbon", "Waitangi"]

    clock.shift(1)
    assert names(page) == ["Lisbon"]


def test_page_on_which_no_clinic_stands_is_kept_as_long_as_others(page):
    a_kind()
    Client().get(page.url)

    with CaptureQueriesContext(connection) as queries:
        Client().get(page.url)

    assert len(queries) == 0


def test_papers_of_people_show_where_they_work_today(page):
    kind = a_kind("TRN-P", subject=Subject.PRACTITIONER)
    ana = PractitionerFactory()
    CertificationFactory(type=kind, clinic=None, practitioner=ana, in_force=True)
    for name, until, status in (
        ("Here", None, ClinicStatus.LISTED),
        ("Left", TODAY, ClinicStatus.LISTED),
        ("Hidden", None, ClinicStatus.UNLISTED),
    ):
        clinic = ClinicFactory(name=name, status=status)
        PlacementFactory(practitioner=ana, clinic=clinic, until=until)

    assert names(page) == ["Here"]
    assert "where somebody holds one today" in shown(page).get_text()


def test_declaration_is_not_told_like_a_certificate(page):
    kind = a_kind(claim=Claim.DECLARED, best_verification=Verification.SELF_DECLARED)
    a_holder(kind, verification=Verification.SELF_DECLARED)

    told = shown(page).get_text()

    assert "state this of themselves today; nobody else checked it" in told
    assert "hold one" not in told


def test_papers_on_ink_name_no_clinic(page):
    a_kind(subject=Subject.INK_BATCH)

    assert "Ask the clinic for the name and the batch" in shown(page).get_text()


def test_change_of_the_catalogue_is_seen_at_once(
    page, django_capture_on_commit_callbacks
):
    kind = a_kind()
    kind.save_revision(clean=False).publish()
    assert "Paper LIC-A" in shown(page).get_text()

    kind.name = {"en": "Another name"}
    with django_capture_on_commit_callbacks(execute=True):
        kind.save_revision().publish()

    assert "Another name" in shown(page).get_text()


def count(page) -> int:
    kept.forget()
    with CaptureQueriesContext(connection) as queries:
        Client().get(page.url + "?fresh")  # a query string is never kept
    return len(queries)


def test_papers_cost_three_queries_however_many_there_are(page):
    Client().get(page.url)
    assert count(page) == 6

    for number in range(3):
        a_holder(a_kind(f"LIC-{number}"), f"Aurora {number}")
        kind = a_kind(f"TRN-{number}", subject=Subject.PRACTITIONER)
        ana = PractitionerFactory()
        CertificationFactory(type=kind, clinic=None, practitioner=ana, in_force=True)
        clinic = ClinicFactory(name=f"Boreal {number}", status=ClinicStatus.LISTED)
        PlacementFactory(practitioner=ana, clinic=clinic)
        if number in (0, 2):
            assert count(page) == 8
