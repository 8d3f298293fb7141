"""The kinds of certification a new portal starts with, and what loading them keeps."""

import pytest
from django.core.management import CommandError, call_command

from clinics.domain import catalogue
from clinics.enums import Claim, Subject, Verification
from clinics.models import AnsweredFactor, CertificationType, EvidenceSlot
from portal.audit.models import AuditEvent
from portal.knowledge import datafile, sources
from portal.knowledge.risk_factors import RISK_FACTORS
from tests.factories.clinics import CertificationTypeFactory

INK = {Subject.INK_PRODUCT, Subject.INK_BATCH}
ENTRY = """
version: 2026-11-23.1
questions:
  same: {en: Is it the same?, es: ¿Es lo mismo?}
types:
- code: TEST
  version: 2026-11-23.1
  mark: D
  sources: [D]
  category: licence
  subject: clinic
  claim: licensed
  best_check: issuer
  name: {en: A test, es: Una prueba}
  shows: {en: That it works., es: Que funciona.}
  does_not_show: {en: Anything else., es: Nada más.}
  slots:
  - {code: paper, name: {en: The paper, es: El papel}}
  checklist: [same]
"""


def parse(text):
    return datafile.parse(text, file="types.yaml")


@pytest.fixture
def shipped(db):
    file = datafile.parse(catalogue.FILE.read_text(encoding="utf-8"), file="types.yaml")
    return [kind for _entry, kind in catalogue.read(file)]


def test_shipped_kinds_answer_every_risk_factor(shipped):
    answered = {row.factor for kind in shipped for row in kind.factors.all()}

    assert answered == set(RISK_FACTORS)


def test_shipped_kinds_ask_for_evidence_and_tell_the_reviewer_what_to_look_at(shipped):
    for kind in shipped:
        assert any(slot.is_required for slot in kind.slots.all()), kind.code
        assert kind.checklist.count(), kind.code


def test_shipped_kinds_need_two_pairs_of_eyes_for_reports_on_ink(shipped):
    two = {kind.code for kind in shipped if kind.approvals_needed == 2}

    assert two == {"INK-TEST", "INK-COA", "INK-STER"}
    assert all(kind.subject in INK for kind in shipped if kind.code in two)


def test_shipped_kinds_give_no_period_that_has_no_source(shipped):
    """Only these terms were read somewhere; every other period is our own look."""
    terms = {
        kind.code: kind.longest_validity_months
        for kind in shipped
        if kind.longest_validity_months
    }

    assert terms == {
        "LIC-WAL": 36,
        "APC-WAL": 36,
        "STER-VAL": 12,
        "BBP": 12,
        "INS": 12,
        "INS-P": 12,
    }
    assert all(kind.recheck_months <= 12 for kind in shipped)


def test_a_declaration_never_reads_certified(shipped):
    by_code = {kind.code: kind for kind in shipped}

    assert by_code["EN17169-SELF"].claim == Claim.DECLARED
    assert by_code["EN17169-SELF"].best_verification == Verification.SELF_DECLARED
    assert by_code["EN17169-CERT"].claim == Claim.CERTIFIED
    assert {kind.code for kind in shipped if kind.claim == Claim.DECLARED} == {
        "EN17169-SELF",
        "SINGLE-USE",
        "HEPB",
    }


def test_england_is_registered_and_wales_is_licensed(shipped):
    by_code = {kind.code: kind for kind in shipped}

    for code in ("REG-ENG", "REG-ENG-P"):
        assert by_code[code].claim == Claim.REGISTERED
        assert by_code[code].has_no_end
    for code in ("LIC-WAL", "APC-WAL"):
        assert by_code[code].claim == Claim.LICENSED
        assert not by_code[code].has_no_end


@pytest.mark.django_db
class TestLoad:
    def test_puts_each_kind_of_the_file_into_the_catalogue(self, shipped):
        added = catalogue.load(by=None)

        assert {kind.code for kind in added} == {kind.code for kind in shipped}
        welsh = CertificationType.objects.get(code="APC-WAL")
        assert welsh.live
        assert str(welsh) == "Approved premises certificate, Wales"
        assert welsh.name.to("es") == "Certificado de local autorizado, Gales"
        assert [row.jurisdiction for row in welsh.jurisdictions.all()] == ["GB-WLS"]
        assert str(welsh.checklist.first()) == (
            "Are the name and the address those of the clinic?"
        )
        assert all(sources.get(key) for key in welsh.sources.split())

    def test_begins_the_history_of_each_kind(self):
        kind = catalogue.load(by=None)[0]
        kind.refresh_from_db()

        assert kind.live_revision == kind.latest_revision
        assert not kind.has_unpublished_changes
        event = AuditEvent.objects.get(
            verb="kind of certification loaded", about_id=str(kind.pk)
        )
        assert event.details == {"code": "REG-ENG", "version": "2026-11-23.1"}

    def test_leaves_alone_what_reviewers_changed(self):
        catalogue.load(by=None)
        changed = CertificationType.objects.get(code="INS")
        changed.name = {"en": "Cover", "es": "Cobertura"}
        changed.live = False
        changed.save()
        changed.slots.all().delete()
        CertificationType.objects.get(code="WASTE").delete()

        added = catalogue.load(by=None)

        assert [kind.code for kind in added] == ["WASTE"]
        changed.refresh_from_db()
        assert str(changed) == "Cover"
        assert not changed.live
        assert not EvidenceSlot.objects.filter(type=changed).exists()

    def test_leaves_alone_a_kind_of_that_code_made_by_hand(self):
        CertificationTypeFactory(code="INS")

        catalogue.load(by=None)

        mine = CertificationType.objects.get(code="INS")
        assert str(mine) == "Premises licence"
        assert not AnsweredFactor.objects.filter(type=mine).exists()

    @pytest.mark.parametrize(
        ("was", "becomes", "complaint"),
        [
            ("claim: licensed", "claim: blessed", "'claim' is 'blessed'"),
            ("claim: licensed", "claim: declared", "self-declared, and nothing else"),
            ("[same]", "[other]", "no question has the key 'other'"),
            ("[same]", "[{en: Which?}]", "'es' is missing"),
            ("[D]", "[X9]", "source 'X9' is not in"),
            ("A test,", f"{'A' * 121},", "at most 120"),
            ("subject: clinic", "subject: clinic\n  faktors: []", "unknown key"),
            (
                "subject: clinic",
                "subject: clinic\n  factors: [bad-luck]",
                "not a valid choice",
            ),
        ],
    )
    def test_refuses_a_slip_and_names_the_line(self, was, becomes, complaint):
        assert was in ENTRY

        with pytest.raises(datafile.DataError) as refusal:
            catalogue.load(by=None, file=parse(ENTRY.replace(was, becomes)))

        assert complaint in str(refusal.value)
        assert "types.yaml, line " in str(refusal.value)
        assert not CertificationType.objects.exists()

    def test_refuses_a_code_written_twice(self):
        twice = ENTRY + ENTRY[ENTRY.index("- code:") :]

        with pytest.raises(datafile.DataError, match="'TEST' is written twice"):
            catalogue.load(by=None, file=parse(twice))

    def test_command_tells_what_it_added(self, capsys):
        call_command("load_catalogue")
        call_command("load_catalogue")

        told = capsys.readouterr().out
        assert "APC-WAL Approved premises certificate, Wales" in told
        assert told.endswith("0 kinds of certification were added.\n")

    def test_command_passes_a_slip_on_as_a_sentence(self, monkeypatch, tmp_path):
        slip = tmp_path / "types.yaml"
        slip.write_text(ENTRY.replace("[same]", "[other]"), encoding="utf-8")
        monkeypatch.setattr(catalogue, "FILE", slip)

        with pytest.raises(CommandError, match="no question has the key 'other'"):
            call_command("load_catalogue")
