"""Evidence: kept apart, read by few, frozen once it was submitted."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from clinics import access
from clinics.domain import certifications, evidence
from clinics.models import Evidence
from clinics.models.review import Frozen
from portal.audit.models import AuditEvent
from portal.files import intake, keeping
from portal.files.policies import PAPERS
from tests.factories import documents
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    CertificationFactory,
    EvidenceFactory,
    EvidenceSlotFactory,
    FindingFactory,
)
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_storage(settings, tmp_path):
    """A private storage that no other test writes to."""
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": private}


def received(data=None, name="licence.pdf"):
    file = SimpleUploadedFile(name, data or documents.pdf("Cardiff Council"))
    return intake.receive(file, PAPERS)


@pytest.fixture
def owner(person):
    return person("owner")


@pytest.fixture
def paper(owner):
    slot = EvidenceSlotFactory(code="licence")
    return CertificationFactory(clinic=clinic_of("owner"), type=slot.type)


@pytest.fixture
def given(paper, owner):
    return evidence.add(paper, "licence", received(), by=owner)


# Taken in


def test_file_lies_in_the_private_storage_under_a_key_of_its_own(given, owner):
    assert given.file.name.startswith("evidence/")
    assert "licence" not in given.file.name
    assert str(given.key) not in given.file.name
    with keeping.storage().open(given.file.name) as file:
        kept = file.read()
    assert kept == documents.pdf("Cardiff Council")
    assert (given.name, given.pages, given.round) == ("licence.pdf", 1, 1)
    event = AuditEvent.objects.get(verb="evidence handed in")
    assert (event.by_id, event.about_id) == (owner.pk, str(given.pk))
    assert event.details == {"slot": "licence", "sha256": given.sha256}


@pytest.mark.usefixtures("own_storage")
def test_same_file_is_in_a_slot_once(paper, owner):
    given = evidence.add(paper, "licence", received(), by=owner)
    before = set(keeping.storage().listdir("evidence")[1])

    with pytest.raises(evidence.AlreadyThere):
        evidence.add(paper, "licence", received(name="again.pdf"), by=owner)

    assert set(keeping.storage().listdir("evidence")[1]) == before
    assert paper.evidence.get() == given


def test_slot_holds_twenty_files(paper, owner):
    for number in range(20):
        EvidenceFactory(certification=paper, sha256=f"{number:064}")

    with pytest.raises(evidence.Full):
        evidence.add(paper, "licence", received(), by=owner)


def test_nobody_waits_for_the_storage_and_what_is_refused_asks_it_nothing(
    paper, owner, watched_storage
):
    given = evidence.add(paper, "licence", received(), by=owner)
    with pytest.raises(evidence.AlreadyThere):
        evidence.add(paper, "licence", received(), by=owner)

    assert watched_storage.held == [False]
    assert watched_storage.names("evidence") == {given.file.name}


def test_same_file_sent_while_it_is_stored_is_there_once(paper, owner, watched_storage):
    watched_storage.meanwhile = lambda: evidence.add(
        paper, "licence", received(), by=owner
    )
    with pytest.raises(evidence.AlreadyThere):
        evidence.add(paper, "licence", received(), by=owner)

    assert watched_storage.names("evidence") == {paper.evidence.get().file.name}


def test_no_slot_but_those_of_its_kind(paper, owner):
    with pytest.raises(evidence.NotOpen):
        evidence.add(paper, "diploma", received(), by=owner)


def test_file_is_removed_with_its_row(
    given, paper, owner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(given, by=owner)

    assert not paper.evidence.exists()
    assert not keeping.storage().exists(given.file.name)
    assert AuditEvent.objects.filter(verb="evidence removed").exists()


# Frozen


@pytest.fixture
def frozen(given, paper, owner):
    certifications.submit(paper, by=owner)
    given.refresh_from_db()
    return given


def test_submitting_freezes(frozen, paper, owner):
    with pytest.raises(evidence.NotOpen):
        evidence.remove(frozen, by=owner)
    with pytest.raises(evidence.NotOpen):
        evidence.add(paper, "licence", received(documents.pdf("New")), by=owner)

    assert paper.evidence.get() == frozen
    assert keeping.storage().exists(frozen.file.name)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Evidence.objects.filter(pk=row.pk).update(name="other.pdf"),
        lambda row: Evidence.objects.all().update(frozen_at=None),
        lambda row: Evidence.objects.filter(pk=row.pk).delete(),
        lambda row: row.certification.evidence.all().delete(),
    ],
)
def test_frozen_evidence_is_neither_changed_nor_deleted(frozen, change):
    stored = Evidence.objects.values().get(pk=frozen.pk)
    frozen.name = "other.pdf"

    with pytest.raises(Frozen):
        change(frozen)

    assert Evidence.objects.values().get(pk=stored["id"]) == stored


def test_only_deficient_slots_take_files_after_a_request_for_changes(owner, reviewer):
    slot = EvidenceSlotFactory(code="licence")
    EvidenceSlotFactory(code="on-display", type=slot.type)
    paper = CertificationFactory(clinic=clinic_of("owner"), type=slot.type)
    for code in ("licence", "on-display"):
        evidence.add(paper, code, received(), by=owner)
    paper = certifications.submit(paper, by=owner)
    words = {"reason": "unreadable", "text": "Page 2 is cut off."}
    FindingFactory(certification=paper, slot="licence", is_accepted=False, **words)
    FindingFactory(certification=paper, slot="on-display")
    certifications.request_changes(paper, by=reviewer, **words)

    with pytest.raises(evidence.NotOpen):
        evidence.add(paper, "on-display", received(documents.pdf("B")), by=owner)
    again = evidence.add(paper, "licence", received(), by=owner)

    assert again.round == 2
    assert again.frozen_at is None


@pytest.fixture
def reviewer(person):
    return person("reviewer")


# Read


def test_file_is_handed_out_to_be_saved_and_the_read_is_logged(given, sign_in_as):
    answer = sign_in_as("frontdesk").get(reverse("evidence:file", args=[given.key]))

    assert answer.content == documents.pdf("Cardiff Council")
    assert answer["Content-Disposition"] == 'attachment; filename="licence.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    event = AuditEvent.objects.get(verb="evidence read")
    assert (event.about_id, event.clinic_id) == (
        str(given.pk),
        given.certification.clinic_id,
    )


def test_page_is_a_picture_drawn_anew(given, sign_in_as):
    answer = sign_in_as("owner").get(reverse("evidence:page", args=[given.key, 1]))

    assert answer["Content-Type"] == "image/jpeg"
    assert "Content-Disposition" not in answer
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert Image.open(io.BytesIO(answer.content)).size == (1414, 2000)
    assert AuditEvent.objects.get(verb="evidence read").details == {"page": 1}


def test_picture_is_handed_out_as_jpeg_by_its_own_name(paper, owner, sign_in_as):
    data = documents.picture("PNG")
    given = evidence.add(paper, "licence", received(data, "wall.png"), by=owner)

    answer = sign_in_as("owner").get(reverse("evidence:file", args=[given.key]))

    assert answer["Content-Disposition"] == 'attachment; filename="wall.jpg"'
    assert Image.open(io.BytesIO(answer.content)).format == "JPEG"


def test_practitioners_paper_is_for_the_person_alone(person, sign_in_as):
    from tests.factories.clinics import PlacementFactory, PractitionerFactory

    someone = PractitionerFactory(
        user=person("practitioner"), claimed_at=timezone.now()
    )
    PlacementFactory(practitioner=someone, clinic=clinic_of("owner"))
    paper = CertificationFactory(clinic=None, practitioner=someone)
    given = EvidenceFactory(certification=paper, stored=True)
    address = reverse("evidence:file", args=[given.key])

    found = {
        role: sign_in_as(role).get(address).status_code
        for role in ("owner", "practitioner", "reviewer")
    }

    assert found == {"owner": 404, "practitioner": 200, "reviewer": 404}


def test_reviewer_close_to_the_clinic_gets_none(given, person, sign_in_as, paper):
    from tests.factories.clinics import MembershipFactory

    certifications.submit(paper, by=UserFactory())
    MembershipFactory(clinic=paper.clinic, user=person("reviewer"))
    MembershipFactory(
        clinic=paper.clinic, user=person("second_reviewer"), until=paper.clinic.today
    )
    address = reverse("evidence:file", args=[given.key])

    assert sign_in_as("second_reviewer").get(address).status_code == 404


def test_storage_that_does_not_answer_says_when_to_try_again(
    paper, sign_in_as, monkeypatch
):
    given = EvidenceFactory(certification=paper)

    def away(*_arguments):
        raise OSError

    monkeypatch.setattr(keeping.storage(), "open", away)
    for name, args in (("file", [given.key]), ("page", [given.key, 1])):
        answer = sign_in_as("owner").get(reverse(f"evidence:{name}", args=args))
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert answer.content == b"The file cannot be read just now. Try again."


def test_lost_file_is_not_found(paper, sign_in_as):
    given = EvidenceFactory(certification=paper)

    for name, args in (("file", [given.key]), ("page", [given.key, 1])):
        answer = sign_in_as("owner").get(reverse(f"evidence:{name}", args=args))
        assert answer.status_code == 404


def test_page_of_a_picture_is_the_picture(paper, owner):
    given = evidence.add(
        paper, "licence", received(documents.picture("PNG"), "wall.png"), by=owner
    )

    assert evidence.read_page(given, 1, by=owner) == evidence.read(given, by=owner)


def test_reviewer_reads_what_was_submitted_and_not_a_draft(given, owner, person):
    reviewer = person("reviewer")
    with pytest.raises(Http404):
        access.evidence_to_read(reviewer, given.key)

    certifications.submit(given.certification, by=owner)
    assert access.evidence_to_read(reviewer, given.key) == given
    with pytest.raises(Http404):
        access.evidence_to_read(person("editor"), given.key)
