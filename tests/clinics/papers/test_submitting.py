"""A paper is submitted, mended, withdrawn and renewed."""

import datetime

import pytest

from clinics import papers
from clinics.domain import certifications, evidence
from clinics.enums import CertificationStatus, Verification
from clinics.models import Certification
from tests.answers import form_of
from tests.clinics.papers.handing_in import WRITTEN, scan, seal, words
from tests.clinics.test_evidence import received
from tests.factories import documents
from tests.factories.clinics import (
    CertificationFactory,
)

pytestmark = pytest.mark.django_db
S = CertificationStatus


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


@pytest.fixture
def ending(clinic, kind, today):
    ends = today + datetime.timedelta(days=30)
    return CertificationFactory(
        clinic=clinic, type=kind, in_force=True, counts_until=ends, number="W-1"
    )


@pytest.mark.parametrize(
    ("longest", "ends", "filled_in"),
    [
        (12, datetime.date(2026, 12, 1), ""),
        (None, datetime.date(2026, 12, 1), ""),
        (12, None, ""),  # it ends by its kind
        (None, None, "2025-12-02"),
    ],
)
def test_renewal_asks_for_its_own_first_day_where_the_old_paper_ends(
    client, at, clinic, kind, longest, ends, filled_in
):
    kind.longest_validity_months = longest
    kind.save()
    old = CertificationFactory(
        clinic=clinic,
        type=kind,
        in_force=True,
        issuer="Mutual",
        issued_on=datetime.date(2025, 11, 20),
        valid_from=datetime.date(2025, 12, 2),
        valid_until=ends,
        counts_until=datetime.date(2026, 12, 1),
    )

    form = form_of(client, at("certification-renew", old.pk))

    assert form["issuer"] == ["Mutual"]
    assert form["valid_from"] == [filled_in]
    assert form["issued_on"] == form["valid_until"] == [""]


@pytest.mark.parametrize(
    "status", [S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED, S.ACCEPTED]
)
def test_way_to_renew_leads_to_the_renewal_that_is_begun(client, at, ending, status):
    made = {"clinic": ending.clinic, "type": ending.type, "renews": ending}
    new = CertificationFactory(in_force=True, status=status, **made)

    page = client.get(at("certification-renew", ending.pk), follow=True)

    assert page.request["PATH_INFO"] == at("certification", new.pk)
    assert "A renewal has been started already: this one." in words(page)
    old = client.get(at("certification", ending.pk)).content.decode()
    assert at("certification", new.pk) in old
    assert at("certification-renew", ending.pk) not in old


def test_second_renewal_is_refused_and_what_was_typed_stays(client, at, ending):
    form = form_of(client, at("certification-renew", ending.pk))
    for _click in range(2):
        first = client.post(at("certification-renew", ending.pk), form | WRITTEN)
    new = ending.renewals.get()
    assert first.url == at("certification", new.pk)

    other = form | WRITTEN | {"number": "W-999"}
    answer = client.post(at("certification-renew", ending.pk), other)

    assert answer.status_code == 409
    assert "A renewal has been started already." in words(answer)
    assert 'value="W-999"' in answer.content.decode()
    assert at("certification", new.pk) in answer.content.decode()
    new.refresh_from_db()
    assert (ending.renewals.get(), new.number) == (new, "W-204")


def test_paper_that_was_replaced_long_ago_is_not_offered_for_renewal(
    client, at, clinic, kind, today
):
    old, second = (
        CertificationFactory(
            clinic=clinic,
            type=kind,
            in_force=True,
            status=S.SUPERSEDED,
            counts_until=day,
        )
        for day in (today - datetime.timedelta(days=400), today)
    )
    third = CertificationFactory(clinic=clinic, type=kind, in_force=True, renews=second)
    second.renews = old
    second.save()

    for paper, status in ((old, 404), (second, 409)):
        assert "Renew it" not in words(client.get(at("certification", paper.pk)))
        answer = client.post(at("certification-renew", paper.pk), WRITTEN)
        assert answer.status_code == status
    assert set(Certification.objects.all()) == {old, second, third}


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
