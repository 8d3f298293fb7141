"""Files come in with a paper, and hints are given about them."""

import datetime

import pytest
from botocore.exceptions import EndpointConnectionError

from clinics import hints
from clinics.domain import evidence
from portal.files import keeping
from tests.clinics.papers.handing_in import scan, words
from tests.clinics.test_evidence import received
from tests.factories import documents
from tests.factories.clinics import (
    CertificationFactory,
    ClinicFactory,
    EvidenceFactory,
)

pytestmark = pytest.mark.django_db


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
