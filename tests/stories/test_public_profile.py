"""A client on a sofa reads a profile, and what it says stays true by itself."""

import datetime
import re
import zoneinfo

import pytest
from django.test import Client
from django.urls import reverse

from clinics.domain import certifications, clinics, practitioners
from clinics.enums import ClinicStatus, Reason, Subject, Verification
from tests.factories.accounts import UserFactory
from tests.factories.clinics import CertificationTypeFactory

pytestmark = pytest.mark.django_db
AGAINST = {"reason": Reason.COMPLAINT, "text": "Nine empty days."}
PLACE = {
    "slug": "crown",
    "name": "Crown Clinic",
    "legal_name": "Crown Clinic Ltd",
    "street": "1 High Street",
    "town": "Somewhere",
    "country": "NZ",
    "responsible_person": "Ana Duarte",
}


@pytest.fixture
def at_once(django_capture_on_commit_callbacks):
    """What happens inside is committed, and what waits for that happens."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def reviewer(person):
    return person("reviewer")


def given_a_listed_clinic(owner, reviewer, *, zone="Pacific/Auckland"):
    clinic = clinics.open_one(**PLACE, time_zone=zone, owner=owner, by=owner)
    clinics.hand_in(clinic, by=owner)
    return clinics.list_first(clinic, by=reviewer)


def given_a_paper(of, owner, reviewer, *, until=None, renews=None, **kind):
    type_ = renews.type if renews else CertificationTypeFactory(**kind)
    drafted = certifications.draft(
        type_,
        of,
        by=owner,
        renews=renews,
        issuer="Meridian Mutual",
        valid_from=datetime.date(2026, 1, 15),
        valid_until=until,
    )
    submitted = certifications.submit(drafted, by=owner)
    return certifications.accept(
        submitted, by=reviewer, verification=Verification.REGISTER
    )


def when_somebody_reads(address="clinics:profile", slug="crown"):
    """The sections of the page by their ids, as words, and whether it was kept."""
    response = Client().get(reverse(address, args=[slug]))
    assert response.status_code == 200
    found = re.split(r'<h2 id="([\w-]+)">', response.content.decode())
    sections = zip(found[1::2], found[2::2], strict=True)
    return {
        name: " ".join(re.sub(r"<[^>]+>", " ", html).split()) for name, html in sections
    }


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Chicago"])
def test_paper_lapses_at_the_clinics_midnight_and_the_kept_page_turns(
    owner, reviewer, clock, zone, django_assert_num_queries
):
    clinic = given_a_listed_clinic(owner, reviewer, zone=zone)
    last = clinic.today + datetime.timedelta(days=3)
    given_a_paper(clinic, owner, reviewer, until=last)
    end = datetime.datetime.combine(last, datetime.time.max, zoneinfo.ZoneInfo(zone))

    clock.move_to(end - datetime.timedelta(seconds=2))
    assert "Premises licence Valid, ends soon" in when_somebody_reads()["verified"]
    clock.move_to(end - datetime.timedelta(seconds=1))
    with django_assert_num_queries(0):
        assert "Valid, ends soon" in when_somebody_reads()["verified"]

    clock.move_to(end + datetime.timedelta(microseconds=1))
    page = when_somebody_reads()
    assert "Premises licence Expired It ended on" in page["gone"]
    assert "None holds today." in page["verified"]
    assert "Ran out with this day: Premises licence" in page["history"]


def test_decision_on_a_paper_is_seen_at_once(owner, reviewer, at_once):
    clinic = given_a_listed_clinic(owner, reviewer)
    paper = given_a_paper(clinic, owner, reviewer)
    assert "Valid" in when_somebody_reads()["verified"]

    both = {"by": reviewer, "proposed_by": UserFactory()}
    with at_once():
        sentence = "The log has gaps."
        certifications.suspend(paper, **both, public_sentence=sentence, **AGAINST)
    page = when_somebody_reads()
    assert "It does not hold meanwhile. The log has gaps." in page["gone"]

    with at_once():
        sentence = "The gaps were explained."
        certifications.lift(paper, **both, public_sentence=sentence)
    page = when_somebody_reads()
    assert "gone" not in page
    assert "Valid" in page["verified"]
    assert "The gaps were explained." in page["history"]

    with at_once():
        sentence = "The council took it back."
        certifications.revoke(paper, **both, public_sentence=sentence, **AGAINST)
    assert "Revoked" in when_somebody_reads()["gone"]


def test_renewal_is_seen_when_it_is_handed_in_and_when_it_is_accepted(
    owner, reviewer, at_once, clock
):
    clinic = given_a_listed_clinic(owner, reviewer)
    last = clinic.today
    old = given_a_paper(clinic, owner, reviewer, until=last)
    clock.shift(datetime.timedelta(days=1))
    assert "Premises licence Expired It ended" in when_somebody_reads()["gone"]

    with at_once():
        drafted = certifications.draft(
            old.type,
            clinic,
            by=owner,
            renews=old,
            issuer="Ulster Guarantee",
            valid_from=clinic.today,
        )
        renewal = certifications.submit(drafted, by=owner)
    assert "A renewal is with our reviewers." in when_somebody_reads()["gone"]

    with at_once():
        register = Verification.REGISTER
        certifications.accept(renewal, by=reviewer, verification=register)
    page = when_somebody_reads()
    assert "Ulster Guarantee" in page["verified"]
    assert "gone" not in page
    assert "Replaced by a newer one" in page["history"]
    assert "Ran out with this day" in page["history"]


def test_clinic_is_suspended_and_comes_back(owner, reviewer, at_once):
    clinic = given_a_listed_clinic(owner, reviewer)
    given_a_paper(clinic, owner, reviewer)
    assert "Valid" in when_somebody_reads()["verified"]

    with at_once():
        sentence = "Nobody was found at the address."
        clinics.move(
            clinic,
            ClinicStatus.SUSPENDED,
            by=reviewer,
            reason="x",
            public_sentence=sentence,
        )
    page = when_somebody_reads()
    assert "Clinic suspended" in page["gone"]
    assert "verified" not in page
    assert "Nobody was found at the address." in page["history"]

    with at_once():
        clinics.move(clinic, ClinicStatus.LISTED, by=reviewer)
    page = when_somebody_reads()
    assert "Valid" in page["verified"]
    assert "The suspension of the clinic ended" in page["history"]

    with at_once():
        clinics.move(clinic, ClinicStatus.UNLISTED, by=owner)
    assert Client().get(reverse("clinics:profile", args=["crown"])).status_code == 404


def test_practitioner_takes_the_papers_along(owner, reviewer, at_once):
    clinic = given_a_listed_clinic(owner, reviewer)
    with at_once():
        tobias = practitioners.introduce(clinic, public_name="Tobias Reid", by=owner)
        given_a_paper(
            tobias,
            owner,
            reviewer,
            subject=Subject.PRACTITIONER,
            name={"en": "Training in hygiene"},
        )
    assert "Training in hygiene" in when_somebody_reads()["practitioners"]
    page = when_somebody_reads("practitioner", "tobias-reid")
    assert "Crown Clinic" in page["places"]
    assert "Training in hygiene" in page["verified"]

    with at_once():
        practitioners.leave(tobias.placements.get(), by=owner)
    assert "Tobias Reid" not in when_somebody_reads()["practitioners"]
    left = Client().get(reverse("practitioner", args=["tobias-reid"]))
    assert left.status_code == 404
