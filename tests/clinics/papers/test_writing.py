"""A paper is begun, written, listed and shown to its team."""

import datetime

import pytest
from django.urls import reverse

from clinics.domain import certifications, handing_in
from clinics.enums import CertificationStatus, Subject
from clinics.models import Certification
from portal.audit.models import AuditEvent
from tests.answers import form_of
from tests.clinics.papers.handing_in import WRITTEN, scan, seal, words
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    EvidenceFactory,
    EvidenceSlotFactory,
    PlacementFactory,
    PractitionerFactory,
    TypeJurisdictionFactory,
)

pytestmark = pytest.mark.django_db
S = CertificationStatus


# Beginning


def test_kinds_that_fit_the_country_come_first(client, at, kind, clinic):
    abroad = CertificationTypeFactory(code="US-OH", name={"en": "Permit, Ohio"})
    TypeJurisdictionFactory(type=abroad, jurisdiction="US-OH")
    CertificationTypeFactory(name={"en": "Diploma"}, subject=Subject.PRACTITIONER)

    page = words(client.get(at("certification-kinds")))

    assert "Premises licence Licence or registration The premises were" in page
    assert "Lasts 36 months at most. We look again after 12 months." in page
    assert page.index("Premises licence") < page.index("Papers of other countries")
    assert page.index("Papers of other countries") < page.index("Permit, Ohio")
    assert "Diploma" not in page


def test_paper_is_begun_once_whatever_is_clicked(client, at, kind, clinic):
    page = words(client.get(at("certification-begin", kind.code)))
    assert "The whole page, with number and date." in page
    assert "Nothing about the ink." in page

    first = client.post(at("certification-begin", kind.code), WRITTEN)
    second = client.post(at("certification-begin", kind.code), WRITTEN)

    paper = clinic.certifications.get()
    assert first.url == second.url == at("certification", paper.pk)
    assert (paper.status, paper.number, paper.type) == (S.DRAFT, "W-204", kind)
    assert paper.valid_until == datetime.date(2029, 1, 14)


def test_bad_dates_are_told_and_what_was_typed_stays(client, at, kind, clinic):
    answer = client.post(
        at("certification-begin", kind.code), WRITTEN | {"valid_until": "2025-01-01"}
    )

    assert "The end date must be after the start date." in words(answer)
    assert 'value="W-204"' in answer.content.decode()
    assert not clinic.certifications.exists()


SLIP = "Check the year: it lies too far back, or more than a year ahead."


@pytest.mark.parametrize(
    ("name", "day", "told"),
    [
        ("valid_from", "9999-12-31", SLIP),
        ("valid_from", "2027-11-25", SLIP),
        ("valid_from", "1949-12-31", SLIP),
        ("issued_on", "2062-01-15", SLIP),
        ("issued_on", "0206-01-15", SLIP),
        (
            "valid_until",
            "2076-11-24",
            "Check the year: it lies more than 50 years ahead.",
        ),
    ],
)
def test_slip_in_a_year_is_told(client, at, kind, clinic, name, day, told):
    written = WRITTEN | {"valid_until": "", name: day}

    answer = client.post(at("certification-begin", kind.code), written)

    assert told in words(answer)
    assert f'value="{day}"' in answer.content.decode()
    assert not clinic.certifications.exists()


def test_days_at_the_edge_are_taken(client, at, kind, clinic):
    edges = {
        "issued_on": "1950-01-01",
        "valid_from": "2027-11-24",
        "valid_until": "2076-11-23",
    }

    client.post(at("certification-begin", kind.code), WRITTEN | edges)

    paper = clinic.certifications.get()
    assert {name: str(getattr(paper, name)) for name in edges} == edges


def test_draft_that_holds_such_a_day_opens_and_can_be_mended(client, at, paper):
    last = datetime.date(9999, 12, 31)
    Certification.objects.update(valid_from=last, valid_until=last)

    assert "31 December 9999" in words(client.get(at("certification", paper.pk)))
    form = form_of(client, at("certification-edit", paper.pk))
    client.post(at("certification-edit", paper.pk), form | WRITTEN)

    paper.refresh_from_db()
    assert paper.valid_from == datetime.date(2026, 1, 15)


# The paper's page


def test_paper_shows_slots_questions_and_what_the_public_will_read(client, at, paper):
    page = words(client.get(at("certification", paper.pk)))

    assert "Good evidence: The whole page, with number and date." in page
    assert "Photo on the wall (optional)" in page
    assert "Is it in the register?" in page
    assert "Licensed until 14 January 2029." in page
    assert "Document seen." in page
    assert "Evidence is missing still: Licence" not in page
    assert "Evidence is missing still: The licence, all pages" in page
    assert "Submit to the reviewers" not in page
    assert "A draft: nobody but you and your team sees it." in page


@pytest.mark.usefixtures("migrated")
def test_page_costs_the_same_whatever_is_in_it(
    client, at, paper, django_assert_num_queries
):
    for number in range(3):
        EvidenceFactory(certification=paper, sha256=f"{number:064}")

    client.get(at("certification", paper.pk))  # the header asks once in a while
    with django_assert_num_queries(13):
        client.get(at("certification", paper.pk))


def test_colleague_reads_and_changes_nothing(sign_in_as, at, paper):
    page = sign_in_as("frontdesk").get(at("certification", paper.pk))

    assert "The licence, all pages" in words(page)
    assert "<form" not in page.content.decode().split("<main", 1)[1]


def test_paper_of_another_clinic_is_not_there(client, at):
    other = CertificationFactory(number="canary")

    for name in ("certification", "certification-edit", "certification-withdraw"):
        assert client.get(at(name, other.pk)).status_code == 404
    for name in ("certification-submit", "certification-withdraw"):
        assert client.post(at(name, other.pk)).status_code == 404

    other.refresh_from_db()
    assert other.status == S.DRAFT


# Two people


def test_an_edit_that_changes_nothing_is_no_edit(paper):
    told = {"number": paper.number}

    handing_in.edit(paper, by=UserFactory(), seen=None, **told)

    assert not AuditEvent.objects.filter(about_id=str(paper.pk)).exists()


def test_second_one_to_save_sees_both_versions(client, at, paper, owner):
    form = client.get(at("certification-edit", paper.pk))
    seen = seal(form)
    handing_in.edit(
        paper, by=UserFactory(), seen=handing_in.facts(paper), number="W-999"
    )

    answer = client.post(
        at("certification-edit", paper.pk),
        WRITTEN | {"number": "W-205", "seen": seen},
    )

    assert answer.status_code == 409
    assert "Number, as saved meanwhile W-999" in words(answer)
    assert 'value="W-205"' in answer.content.decode()
    paper.refresh_from_db()
    assert paper.number == "W-999"

    client.post(
        at("certification-edit", paper.pk),
        WRITTEN | {"number": "W-205", "seen": seal(answer)},
    )
    paper.refresh_from_db()
    assert paper.number == "W-205"


def test_submitted_paper_is_not_edited(client, at, to_mend, person):
    Certification.objects.filter(pk=to_mend.pk).update(status=S.SUBMITTED)

    answer = client.post(at("certification-edit", to_mend.pk), WRITTEN)

    assert answer.url == at("certification", to_mend.pk)
    to_mend.refresh_from_db()
    assert to_mend.issuer == "Cardiff Council"
    with pytest.raises(certifications.MoveNotAllowed):
        handing_in.edit(to_mend, by=UserFactory(), seen={}, number="W-1")


# The list


def test_papers_are_listed_by_what_they_ask_for(client, at, clinic, kind, to_mend):
    CertificationFactory(clinic=clinic, type=kind, number="W-9")
    CertificationFactory(clinic=clinic, type=kind, in_force=True, number="W-8")
    someone = PlacementFactory(clinic=clinic).practitioner
    CertificationFactory(clinic=None, practitioner=someone, in_force=True, number="P-1")
    CertificationFactory(clinic=None, practitioner=someone, number="P-2")

    text = words(client.get(at("certifications")))

    order = ["To be mended", "W-204", "Drafts", "W-9", "Decided", "W-8", "P-1"]
    assert sorted(order, key=text.index) == order
    assert "P-2" not in text


@pytest.mark.usefixtures("migrated")
def test_lists_cost_the_same_however_long(
    client, at, clinic, kind, django_assert_num_queries
):
    for number in range(3):
        CertificationFactory(clinic=clinic, type=kind, number=f"W-{number}")
        EvidenceSlotFactory(type=CertificationTypeFactory())

    client.get(at("certifications"))  # the header asks once in a while
    with django_assert_num_queries(7):
        client.get(at("certifications"))
    with django_assert_num_queries(9):
        client.get(at("certification-kinds"))


def test_clinic_without_papers_is_told_how_to_begin(client, sign_in_as, at, clinic):
    assert "Hand in the first paper" in words(client.get(at("certifications")))
    colleague = sign_in_as("practitioner").get(at("certifications"))
    assert "An owner hands them in." in words(colleague)


# A practitioner's own


def test_practitioner_hands_in_a_paper_of_their_own(sign_in_as, person, clinic):
    from django.utils import timezone

    someone = PractitionerFactory(
        user=person("practitioner"), claimed_at=timezone.now()
    )
    kind = CertificationTypeFactory(subject=Subject.PRACTITIONER, code="DIPLOMA")
    EvidenceSlotFactory(type=kind)
    mine = sign_in_as("practitioner")

    begun = mine.post(
        reverse("practitioner-own-certification-begin", args=[kind.code]), WRITTEN
    )
    paper = someone.certifications.get()
    assert begun.url == reverse("practitioner-own-certification", args=[paper.pk])
    assert "A draft: nobody but you sees it." in words(mine.get(begun.url))
    upload = reverse(
        "practitioner-own-certification-upload", args=[paper.pk, "licence"]
    )
    mine.post(upload, {"files": [scan()]})
    page = mine.get(begun.url)
    submit = reverse("practitioner-own-certification-submit", args=[paper.pk])
    mine.post(submit, {"seen": seal(page)})

    paper.refresh_from_db()
    assert paper.status == S.SUBMITTED
    listed = mine.get(reverse("practitioner-own-certifications"))
    assert "With the reviewers" in words(listed)
    assert sign_in_as("owner").get(begun.url).status_code == 404
