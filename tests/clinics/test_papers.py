"""A clinic hands a paper in: begins it, adds evidence, submits, mends, renews."""

import datetime
import re

import pytest
from botocore.exceptions import EndpointConnectionError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clinics import hints, papers
from clinics.domain import certifications, evidence, handing_in
from clinics.enums import CertificationStatus, Subject, Verification
from clinics.models import Certification
from portal.audit.models import AuditEvent
from portal.files import keeping
from tests.clinics.test_evidence import received
from tests.factories import documents
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ChecklistLineFactory,
    ClinicFactory,
    EvidenceFactory,
    EvidenceSlotFactory,
    FindingFactory,
    PlacementFactory,
    PractitionerFactory,
    TypeJurisdictionFactory,
)
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
S = CertificationStatus
WRITTEN = {
    "issuer": "Cardiff Council",
    "number": "W-204",
    "valid_from": "2026-01-15",
    "valid_until": "2029-01-14",
}
AGAINST = {"reason": "unreadable", "text": "Page 2 is cut off."}


@pytest.fixture
def owner(person):
    return person("owner")


@pytest.fixture
def clinic(owner):
    return clinic_of("owner")


@pytest.fixture
def kind():
    kind = CertificationTypeFactory(code="LIC-WAL")
    example = {"en": "The whole page, with number and date."}
    EvidenceSlotFactory(type=kind, code="licence", example=example)
    EvidenceSlotFactory(
        type=kind, code="wall", name={"en": "Photo on the wall"}, is_required=False
    )
    ChecklistLineFactory(type=kind, question={"en": "Is it in the register?"})
    return kind


@pytest.fixture
def paper(clinic, kind):
    return CertificationFactory(clinic=clinic, type=kind, number="W-204")


@pytest.fixture
def at(clinic):
    def address(name, *args):
        return reverse(f"workspace:{name}", args=[clinic.slug, *args])

    return address


@pytest.fixture
def client(sign_in_as):
    return sign_in_as("owner")


def scan(name="licence.pdf", data=None):
    return SimpleUploadedFile(name, data or documents.pdf("Cardiff Council"))


def words(answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main", 1)[1])
    return " ".join(text.split())


def seal(page) -> str:
    return re.search(r'name="seen" value="([^"]+)"', page.content.decode())[1]


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


# Files


def test_several_files_come_in_and_one_refused_loses_nothing(client, at, paper):
    files = [
        scan(),
        scan("wall.png", documents.picture("PNG")),
        scan("notes.docx", b"PK"),
    ]

    answer = client.post(
        at("certification-upload", paper.pk, "licence"), {"files": files}
    )

    page = words(answer)
    assert "2 files are saved." in page
    assert "notes.docx: This is none of HEIC, JPEG, PDF, PNG." in page
    assert {row.name for row in paper.evidence.all()} == {"licence.pdf", "wall.png"}
    again = client.post(
        at("certification-upload", paper.pk, "licence"), {"files": [scan()]}
    )
    assert again.url == at("certification", paper.pk) + "#slot-licence"
    assert paper.evidence.count() == 2


def test_no_file_is_told_as_well(client, at, paper):
    answer = client.post(at("certification-upload", paper.pk, "licence"))

    assert "Choose a file first, or take a photo." in words(answer)


def test_more_of_a_file_than_may_be_is_dropped_on_the_way(client, at, paper):
    big = scan("big.pdf", b"%PDF-" + b"0" * (11 * 1024 * 1024))

    answer = client.post(
        at("certification-upload", paper.pk, "licence"), {"files": [big, scan()]}
    )

    assert "big.pdf: The file has more than 10 MB." in words(answer)
    assert [row.name for row in paper.evidence.all()] == ["licence.pdf"]


@pytest.mark.parametrize(
    "trouble",
    [OSError("No space left on device"), EndpointConnectionError(endpoint_url="s3")],
)
def test_storage_out_of_order_leaves_no_row_and_says_so(
    client, at, paper, monkeypatch, trouble
):
    def save(*_anything):
        raise trouble

    monkeypatch.setattr(keeping.storage(), "save", save)
    answer = client.post(
        at("certification-upload", paper.pk, "licence"), {"files": [scan()]}
    )

    assert "licence.pdf: We could not store it just now." in words(answer)
    assert not paper.evidence.exists()


def test_each_page_can_be_looked_at(client, at, paper):
    given = EvidenceFactory(certification=paper, pages=25)

    page = client.get(at("certification", paper.pk)).content.decode()

    shown = [number for number in range(1, 26) if f"/{given.key}/{number}/" in page]
    assert shown == list(range(1, 21))


def test_file_is_removed(client, at, paper, owner):
    given = evidence.add(paper, "licence", received(), by=owner)

    client.post(at("certification-remove", paper.pk, given.key))
    again = client.post(at("certification-remove", paper.pk, given.key))

    assert not paper.evidence.exists()
    assert again.status_code == 302


# Hints


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Valid until 14 January 2029, issued 15 January 2026", "2029-01-14"),
        ("Válido hasta el 3 de marzo de 2027", "2027-03-03"),
        ("Expires March 3rd, 2027", "2027-03-03"),
        ("2025-01-31 to 2026-01-30", "2026-01-30"),
        ("31.12.2026 / 1.2.2026", "2026-12-31"),
        ("35 January 2029, 31.02.2027, 12024090", None),
    ],
)
def test_latest_date_in_a_text(text, day):
    found = hints.latest_day(text)

    assert (found and found.isoformat()) == day


def test_hints_speak_of_what_may_be_wrong(paper, clinic, today):
    day = datetime.date
    old = EvidenceFactory(
        certification=paper, reads_poorly=True, latest_day=day(2026, 1, 1)
    )
    other = EvidenceFactory(
        certification=paper, sha256="b" * 64, latest_day=day(2027, 1, 1)
    )
    elsewhere = {"b" * 64: [CertificationFactory(clinic__name="North Street")]}

    said = hints.for_clinic(old, paper, on=today, elsewhere=elsewhere)
    assert said == [
        "It may be unreadable: it is small or blurred. Look at it, or take it anew.",
        "Expired? The latest date in its text is 1 January 2026.",
    ]
    date = (
        "The latest date in its text is 1 January 2027; you wrote that it ends on "
        "14 January 2029."
    )
    neutral = "Make sure that this is your own paper. The reviewers look closely here."
    assert hints.for_clinic(other, paper, on=today, elsewhere=elsewhere) == [
        date,
        neutral,
    ]
    assert hints.for_reviewer(other, paper, on=today, elsewhere=elsewhere) == [
        "The same file was handed in by North Street.",
        date,
    ]


def test_same_file_of_another_clinic_is_known_and_ones_own_is_not(paper, clinic):
    mine = EvidenceFactory(certification=paper)
    EvidenceFactory(certification=CertificationFactory(clinic=clinic))
    assert hints.same_elsewhere(paper, [mine]) == {}

    theirs = EvidenceFactory(certification__clinic=ClinicFactory())

    assert hints.same_elsewhere(paper, [mine]) == {mine.sha256: [theirs.certification]}


# Submitting


def test_paper_is_submitted_once(client, at, paper, owner):
    evidence.add(paper, "licence", received(), by=owner)
    seen = seal(client.get(at("certification", paper.pk)))

    for _click in range(2):
        client.post(at("certification-submit", paper.pk), {"seen": seen})

    paper.refresh_from_db()
    assert (paper.status, paper.round, paper.submitted_by) == (S.SUBMITTED, 1, owner)
    page = client.get(at("certification", paper.pk))
    assert "With the reviewers." in words(page)
    assert 'enctype="multipart/form-data"' not in page.content.decode()


def test_what_changed_meanwhile_is_not_submitted(client, at, paper, owner):
    evidence.add(paper, "licence", received(), by=owner)
    seen = seal(client.get(at("certification", paper.pk)))
    evidence.add(paper, "licence", received(documents.pdf("Page 2")), by=owner)

    answer = client.post(
        at("certification-submit", paper.pk), {"seen": seen}, follow=True
    )

    assert "It has changed since you opened it." in words(answer)
    paper.refresh_from_db()
    assert paper.status == S.DRAFT


def test_nothing_is_submitted_without_its_evidence(paper, owner):
    with pytest.raises(certifications.Incomplete) as refusal:
        certifications.submit(paper, by=owner)

    assert [slot.code for slot in refusal.value.slots] == ["licence"]
    paper.refresh_from_db()
    assert paper.status == S.DRAFT


@pytest.fixture
def to_mend(paper, owner, person):
    for slot in ("licence", "wall"):
        evidence.add(paper, slot, received(), by=owner)
    certifications.submit(paper, by=owner)
    FindingFactory(certification=paper, slot="licence", is_accepted=False, **AGAINST)
    FindingFactory(certification=paper, slot="wall")
    return certifications.request_changes(paper, by=person("reviewer"), **AGAINST)


def test_only_what_is_deficient_is_open_with_the_reviewers_words(client, at, to_mend):
    page = client.get(at("certification", to_mend.pk))

    text = words(page)
    assert "Not readable Page 2 is cut off." in text
    assert "Nothing to mend here." in text
    assert "Evidence is missing still: The licence, all pages" in text
    assert page.content.decode().count('enctype="multipart/form-data"') == 1


def test_mended_paper_comes_back_as_the_next_round(client, at, to_mend):
    new = scan("new.pdf", documents.pdf("Both pages"))
    client.post(at("certification-upload", to_mend.pk, "licence"), {"files": [new]})
    page = client.get(at("certification", to_mend.pk))
    assert "Handed in before" in words(page)

    client.post(at("certification-submit", to_mend.pk), {"seen": seal(page)})

    to_mend.refresh_from_db()
    assert (to_mend.status, to_mend.round) == (S.SUBMITTED, 2)
    rounds = to_mend.evidence.values_list("slot", "round", "name")
    assert set(rounds) == {
        ("licence", 1, "licence.pdf"),
        ("wall", 1, "licence.pdf"),
        ("licence", 2, "new.pdf"),
    }
    assert not to_mend.evidence.filter(frozen_at=None).exists()


def test_paper_is_withdrawn(client, at, paper):
    assert "Withdraw it?" in words(client.get(at("certification-withdraw", paper.pk)))

    client.post(at("certification-withdraw", paper.pk))
    again = client.post(at("certification-withdraw", paper.pk))

    paper.refresh_from_db()
    assert paper.status == S.WITHDRAWN
    assert again.url == at("certification", paper.pk)


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


# Renewing


@pytest.mark.parametrize(("days", "opens"), [(91, False), (90, True), (-5, True)])
def test_renewal_opens_ninety_days_before_the_end(
    client, at, clinic, kind, today, days, opens
):
    ends = today + datetime.timedelta(days=days)
    old = CertificationFactory(
        clinic=clinic, type=kind, in_force=True, counts_until=ends
    )

    page = client.get(at("certification-renew", old.pk))

    assert page.status_code == (200 if opens else 404)
    assert ("Renew it" in words(client.get(at("certification", old.pk)))) is opens


def test_renewal_takes_over_without_a_gap(client, at, clinic, kind, today, person):
    ends = today + datetime.timedelta(days=30)
    old = CertificationFactory(
        clinic=clinic, type=kind, in_force=True, counts_until=ends, number="W-1"
    )
    client.post(at("certification-renew", old.pk), WRITTEN)
    new = old.renewals.get()
    assert not papers.can_be_renewed(old)
    evidence.add(new, "licence", received(), by=person("owner"))
    certifications.submit(new, by=person("owner"))

    certifications.accept(
        new, by=person("reviewer"), verification=Verification.DOCUMENT_SEEN
    )

    held = Certification.objects.in_force(on=today).values_list("number", flat=True)
    assert list(held) == ["W-204"]
    old.refresh_from_db()
    assert old.status == S.SUPERSEDED


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
