"""What everybody may read of a clinic and of a practitioner."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from clinics.enums import (
    Act,
    CertificationStatus,
    ClinicRole,
    ClinicStatus,
    HoursKind,
    Subject,
)
from tests.clinics.public_profile.reading import (
    SECRET,
    address,
    against,
    kind,
    paper,
    parts,
    read,
    words,
)
from tests.conftest import NOW, TODAY
from tests.factories.clinics import (
    ClinicFactory,
    ClinicLanguageFactory,
    HoursFactory,
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
    StatusChangeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
S = CertificationStatus


# Who sees a page


@pytest.mark.parametrize(
    ("status", "stranger", "team"),
    [
        ("draft", 404, 404),
        ("listed", 200, 200),
        ("unlisted", 404, 200),
        ("suspended", 200, 200),
        ("closed", 200, 200),
    ],
)
def test_who_gets_a_page_by_status(status, stranger, team, person, sign_in_as):
    clinic = ClinicFactory(slug="crown", status=status)
    MembershipFactory(clinic=clinic, user=person("owner"), role=ClinicRole.OWNER)

    assert Client().get(address(clinic)).status_code == stranger
    assert sign_in_as("client").get(address(clinic)).status_code == stranger
    assert sign_in_as("owner").get(address(clinic)).status_code == team
    assert sign_in_as("reviewer").get(address(clinic)).status_code == team


def test_draft_that_was_closed_was_never_public(sign_in_as, person):
    clinic = ClinicFactory(status=ClinicStatus.CLOSED)
    StatusChangeFactory(clinic=clinic, was="draft", to="closed")
    MembershipFactory(clinic=clinic, user=person("owner"), role=ClinicRole.OWNER)

    assert Client().get(address(clinic)).status_code == 404
    assert sign_in_as("owner").get(address(clinic)).status_code == 404


def test_unlisted_page_says_so_and_is_not_for_search_engines(sign_in_as, person):
    clinic = ClinicFactory(status=ClinicStatus.UNLISTED)
    MembershipFactory(clinic=clinic, user=person("owner"))

    html = sign_in_as("owner").get(address(clinic)).content.decode()

    assert "This clinic is not on the list" in html
    assert '<meta name="robots" content="noindex">' in html


# Place and hours


def test_place_and_ways_to_reach_it(clinic):
    ClinicLanguageFactory(clinic=clinic, language="pt")
    ClinicLanguageFactory(clinic=clinic, language="yo")
    html = read(clinic)

    assert "<h1>Crown Clinic</h1>" in html
    assert "Lisbon, Portugal" in html
    assert "Rua do Carmo 12<br>1200-093 Lisbon<br>Portugal" in html
    assert 'href="tel:+351210000000"' in html
    assert 'href="mailto:hello@crown.example"' in html
    assert "mlat=38.71667&amp;mlon=-9.13333" in html
    assert "Portuguese, Yoruba" in html
    assert "Ana Duarte" not in html  # the responsible person is for the team
    assert SECRET not in html


def test_hours_of_today_and_the_answering_ones(clinic):
    HoursFactory(clinic=clinic)
    HoursFactory(clinic=clinic, kind=HoursKind.RESPONSE, until_at=datetime.time(20))
    text = words(read(clinic))

    assert "Open now, until 17:00" in text
    assert "Open today 09:00–17:00" in text
    assert "Answers clients today 09:00–20:00" in text
    assert "Monday 09:00–17:00 Tuesday to Sunday Closed" in text
    assert "Tuesday to Sunday Nobody" in text


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T08:30", "Closed now, opens at 09:00"),
        ("2026-11-22T12:00", "Closed now, opens tomorrow at 09:00"),
        ("2026-11-24T12:00", "Closed now, opens on Monday at 09:00"),
    ],
)
def test_closed_door_says_when_it_opens(clinic, clock, moment, expected):
    clock.move_to(datetime.datetime.fromisoformat(f"{moment}+00:00"))
    HoursFactory(clinic=clinic)

    assert expected in read(clinic)


def test_without_hours_the_page_says_what_to_ask(clinic):
    text = words(read(clinic))

    assert "The clinic gives no opening hours. Ask before you go." in text
    assert "Ask whom you can call in the evening" in text
    assert "Open now" not in text
    assert "Closed" not in text


# Practitioners


def test_people_at_work_today_with_papers_of_their_own(clinic):
    claimed = PractitionerFactory(
        public_name="Tobias Reid",
        user=MembershipFactory(clinic=clinic).user,
        claimed_at=NOW,
    )
    PlacementFactory(clinic=clinic, practitioner=claimed)
    bare = PlacementFactory(clinic=clinic).practitioner
    gone = PlacementFactory(clinic=clinic, until=TODAY).practitioner
    training = kind("Training", subject=Subject.PRACTITIONER)
    paper(claimed, training)
    found = parts(read(clinic))

    section = words(found["practitioners"])
    assert "Tobias Reid The person has claimed this profile." in section
    assert "Training" in section
    assert f"{bare.public_name} Entered by the clinic." in section
    assert "No papers of their own" in section
    assert gone.public_name not in section
    assert "Training" not in found["today-heading"]
    assert "Tobias Reid 1 checked paper holds" in words(found["today-heading"])
    assert "Training" not in found.get("verified", "")


def test_clinic_that_names_nobody_says_what_to_ask(clinic):
    assert "The clinic names nobody." in parts(read(clinic))["practitioners"]


def test_page_of_a_practitioner(clinic):
    person = PractitionerFactory(
        slug="mina", public_name="Mina Sommer", about="Mostly after a transplant."
    )
    PlacementFactory(clinic=clinic, practitioner=person)
    unlisted = ClinicFactory(name=SECRET, status=ClinicStatus.UNLISTED)
    PlacementFactory(clinic=unlisted, practitioner=person)
    training = kind("Training", subject=Subject.PRACTITIONER)
    old = paper(person, training, counts_until=TODAY - datetime.timedelta(days=1))
    against(paper(person, kind("Licence"), status=S.SUSPENDED), Act.SUSPEND)

    response = Client().get(reverse("practitioner", args=["mina"]))
    html = response.content.decode()
    found = parts(html)

    assert "<h1>Mina Sommer</h1>" in html
    assert "Entered by the clinic." in html
    assert "Mostly after a transplant." in html
    assert f'href="{address(clinic)}"' in found["places"]
    assert SECRET not in html
    assert "None holds today. Ask to see a certificate" in words(found["verified"])
    assert "The log has gaps." in found["gone"]
    assert f"Training, {old.issuer}" in found["history"]


@pytest.mark.parametrize(
    ("status", "until", "answer"),
    [
        ("listed", None, 200),
        ("listed", TODAY, 404),
        ("unlisted", None, 404),
        ("suspended", None, 404),
        ("draft", None, 404),
    ],
)
def test_practitioner_is_public_while_at_work_at_a_listed_clinic(status, until, answer):
    placement = PlacementFactory(clinic=ClinicFactory(status=status), until=until)
    page = reverse("practitioner", args=[placement.practitioner.slug])

    assert Client().get(page).status_code == answer
