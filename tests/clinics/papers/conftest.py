"""A clinic and a paper that it hands in."""

import pytest
from django.urls import reverse

from clinics.domain import certifications, evidence
from tests.clinics.papers.handing_in import AGAINST
from tests.clinics.test_evidence import received
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ChecklistLineFactory,
    EvidenceSlotFactory,
    FindingFactory,
)
from tests.factories.people import clinic_of


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


@pytest.fixture
def to_mend(paper, owner, person):
    for slot in ("licence", "wall"):
        evidence.add(paper, slot, received(), by=owner)
    certifications.submit(paper, by=owner)
    FindingFactory(certification=paper, slot="licence", is_accepted=False, **AGAINST)
    FindingFactory(certification=paper, slot="wall")
    return certifications.request_changes(paper, by=person("reviewer"), **AGAINST)
