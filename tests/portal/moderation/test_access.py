"""What of the register's inside is whose: others are refused, not only kept out."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from clinics import access as clinic_access
from portal.moderation import access
from portal.moderation.kinds import KINDS
from tests.factories.clinics import (
    AppealFactory,
    CertificationFactory,
    MisuseReportFactory,
    ProposalFactory,
    ReplyFactory,
    SecondLookFactory,
)
from tests.factories.inks import LabReportFactory
from tests.factories.plans import StepReasonFactory
from tests.factories.reports import EscalationFactory, MessageFlagFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("reach", "make"),
    [
        (access.paper, lambda: CertificationFactory(in_force=True)),
        (access.paper_to_decide_about, lambda: CertificationFactory(in_force=True)),
        (access.proposal, ProposalFactory),
        (access.reply, ReplyFactory),
        (access.appeal, AppealFactory),
        (access.second_look, SecondLookFactory),
        (access.escalated_report, EscalationFactory),
        (access.message_flag, MessageFlagFactory),
        (access.certification_to_review, lambda: CertificationFactory(waiting=True)),
        (access.step_reason, StepReasonFactory),
    ],
)
def test_editor_reaches_nothing_that_reviewers_decide_about(person, reach, make):
    row = make()

    with pytest.raises(PermissionDenied):
        reach(person("editor"), row.pk)


def test_editor_has_no_kind_and_claims_nothing(person):
    waits = CertificationFactory(waiting=True)

    with pytest.raises(PermissionDenied):
        access.kind_for(person("editor"), "certification")
    with pytest.raises(PermissionDenied):
        access.item_to_claim(person("editor"), "certification", waits.pk)


def test_who_may_only_look_at_an_item_does_not_claim_it(person, monkeypatch):
    report = MisuseReportFactory()
    moderator = person("moderator")
    kind, item = access.item_to_claim(moderator, "misuse", report.pk)
    assert item == report

    monkeypatch.setitem(KINDS, "misuse", replace(kind, deeds=()))
    with pytest.raises(PermissionDenied):
        access.item_to_claim(moderator, "misuse", report.pk)


def test_laboratory_reports_are_for_reviewers(person):
    waits = LabReportFactory(submitted=True)

    assert waits in clinic_access.lab_reports_for_review(person("reviewer"))
    with pytest.raises(PermissionDenied):
        clinic_access.lab_reports_for_review(person("editor"))
