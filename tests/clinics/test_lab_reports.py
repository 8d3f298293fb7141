"""Laboratory reports: from a table to a verdict, and from a draft to a decision."""

import datetime
import itertools
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clinics import lab_charts, lab_verdicts
from clinics.domain import lab_reports
from clinics.domain.lab_reports import (
    MoveNotAllowed,
    NotOver,
    NotWhole,
    NotYours,
    OverTheLimit,
    ShowsNothing,
)
from clinics.enums import LAB_REPORT_MOVES, ClinicRole, LabReason, LabReportStatus
from clinics.lab_tables import reading, tables
from clinics.models import LabReport
from portal.knowledge.ink_limits import Outcome
from tests.bench.lab_report import report_of_all_limits
from tests.conftest import TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory
from tests.factories.inks import (
    InkBatchFactory,
    LabReportFactory,
    LabResultFactory,
    passing,
)

pytestmark = pytest.mark.django_db
S = LabReportStatus
WORDS = {"reason": LabReason.NOT_SHOWN, "text": "Lead is missing."}


@pytest.fixture
def reviewer(person):
    return person("reviewer")


@pytest.fixture
def report(db):
    """Handed in by a clinic in Lisbon, below every limit of the EU."""
    made = LabReportFactory(submitted=True)
    passing(made)
    return made


def table(text):
    return tables.table(reading.text(text))


def begun(**told):
    paper = {"laboratory": "L", "number": "1", "issued_on": TODAY}
    clinic, by = ClinicFactory(), UserFactory()
    return lab_reports.begin(
        clinic, InkBatchFactory(), key=uuid4(), by=by, **paper | told
    ), by


def test_results_are_there_once_every_row_is_understood():
    draft, by = begun()

    lab_reports.fill(draft, table("Lead;0.1;mg/kg\nNickel;x;mg/kg"), by=by)
    assert draft.results.count() == 0
    assert "Nickel\tx" in LabReport.objects.get().table
    with pytest.raises(NotWhole):
        lab_reports.submit(draft, by=by)

    lab_reports.fill(draft, table("Lead;< 0.1;mg/kg\nNickel;0,2;ppm;0.05"), by=by)
    told = [
        (
            each.position,
            each.substance,
            each.qualifier,
            each.value,
            each.detection_limit,
        )
        for each in lab_reports.results_of(draft)
    ]
    assert told == [
        (1, "Lead", "<", Decimal("0.1"), None),
        (2, "Nickel", "", Decimal("0.2"), Decimal("0.05")),
    ]
    assert lab_reports.submit(draft, by=by).status == S.SUBMITTED


def test_the_same_key_is_one_report_and_a_wrong_field_none():
    draft, by = begun()
    paper = {"laboratory": "L", "number": "1", "issued_on": TODAY}

    again = lab_reports.begin(draft.clinic, draft.batch, key=draft.key, by=by, **paper)

    assert again == draft
    with pytest.raises(ValidationError):
        begun(laboratory="")
    assert LabReport.objects.count() == 1


def test_the_file_is_kept_as_it_came_for_each_round(report, reviewer):
    draft, by = begun()
    for content in (b"Lead;1;ppm", b"Lead;2;ppm"):
        lab_reports.fill(
            draft, table("Lead;1;ppm"), by=by, original=("a.csv", "text/csv", content)
        )

    (kept,) = draft.originals.all()
    assert (bytes(kept.content), kept.size) == (b"Lead;2;ppm", 10)
    assert lab_reports.read_original(kept, by=reviewer) == b"Lead;2;ppm"


def test_what_is_with_the_reviewers_is_changed_by_nobody(report):
    with pytest.raises(MoveNotAllowed):
        lab_reports.fill(report, table("Lead;1;ppm"), by=UserFactory())
    with pytest.raises(MoveNotAllowed):
        lab_reports.submit(report, by=UserFactory())

    assert len(lab_reports.results_of(report)) == 15


def test_a_report_below_every_limit_is_accepted(report, reviewer):
    decided = lab_reports.accept(report, by=reviewer)

    assert decided.status == S.ACCEPTED == lab_reports.replayed(decided)
    assert lab_reports.at_home(decided).word == "Below every limit tested"
    assert list(LabReport.objects.in_public()) == [decided]


def test_an_ink_over_the_limit_is_refused_with_the_substance_named(report, reviewer):
    report.results.filter(substance="Nickel").update(value=Decimal("5"))

    with pytest.raises(OverTheLimit) as over:
        lab_reports.accept(report, by=reviewer)
    assert over.value.substances == ["Nickel"]

    decided = lab_reports.reject(
        report, by=reviewer, reason=LabReason.OVER_LIMIT, text="Nickel is at 5."
    )
    assert decided.status == S.REJECTED == lab_reports.replayed(decided)
    assert lab_reports.at_home(decided).word == "At or above the limit: Nickel"
    assert list(LabReport.objects.in_public()) == [decided]


def test_a_report_that_leaves_metals_out_shows_nothing(report, reviewer):
    report.results.exclude(substance__in=["Nickel", "Cadmium"]).delete()

    with pytest.raises(ShowsNothing, match="Not tested: Mercury, Organometallic tin"):
        lab_reports.accept(report, by=reviewer)


def test_a_detection_limit_above_the_limit_shows_nothing(report, reviewer):
    report.results.filter(substance="Lead").update(
        qualifier="n.d.", value=None, detection_limit=1
    )

    with pytest.raises(ShowsNothing, match="Nothing certain about: Lead"):
        lab_reports.accept(report, by=reviewer)


def test_where_no_limits_are_in_force_figures_are_taken_for_what_they_are(reviewer):
    report = LabReportFactory(submitted=True, clinic__country="US")
    LabResultFactory(report=report, value=Decimal("7.5"))

    decided = lab_reports.accept(report, by=reviewer)

    eu, gb, us = lab_verdicts.everywhere(lab_reports.results_of(decided), on=TODAY)
    assert eu.word == "At or above the limit: Nickel"
    assert {gb.word, us.word} == {"Proves nothing"}
    assert "set no limits" in us.because


def test_nobody_says_over_the_limit_without_figures(report, reviewer):
    told = {"reason": LabReason.OVER_LIMIT, "text": "I think so."}
    for act in (lab_reports.reject, lab_reports.request_changes):
        with pytest.raises(NotOver):
            act(report, by=reviewer, **told)

    report.refresh_from_db()
    assert (report.status, report.decisions.count()) == (S.SUBMITTED, 0)


def test_a_request_for_changes_begins_another_round(report, reviewer):
    by = UserFactory()
    asked = lab_reports.request_changes(report, by=reviewer, **WORDS)
    assert asked.status == S.CHANGES_REQUESTED == lab_reports.replayed(asked)
    assert (asked.round, len(lab_reports.results_of(asked))) == (2, 15)

    lab_reports.fill(asked, table("Lead;0.1;mg/kg"), by=by)
    again = lab_reports.submit(asked, by=by)

    assert again.status == S.SUBMITTED == lab_reports.replayed(again)
    assert len(lab_reports.results_of(again)) == 1
    assert report.results.filter(round=1).count() == 15
    assert not LabReport.objects.in_public().exists()


def test_a_refusal_needs_its_words_and_is_not_public(report, reviewer):
    with pytest.raises(ValidationError):
        lab_reports.reject(report, by=reviewer, reason=LabReason.NOT_GENUINE, text="")

    lab_reports.reject(
        report, by=reviewer, reason=LabReason.NOT_GENUINE, text="Forged."
    )
    assert not LabReport.objects.in_public().exists()


def test_nobody_decides_on_their_own_or_close_to_the_clinic(report, person):
    reviewer, second = person("reviewer"), person("second_reviewer")
    LabReport.objects.update(submitted_by=reviewer)
    left_on = TODAY - datetime.timedelta(days=300)
    MembershipFactory(clinic=report.clinic, user=second, until=left_on)

    for somebody in (reviewer, second, person("owner"), person("moderator")):
        with pytest.raises(NotYours):
            lab_reports.accept(report, by=somebody)
        with pytest.raises(NotYours):
            lab_reports.reject(report, by=somebody, **WORDS)

    report.refresh_from_db()
    assert report.status == S.SUBMITTED


@pytest.mark.parametrize(
    "status", [S.DRAFT, S.CHANGES_REQUESTED, S.ACCEPTED, S.REJECTED]
)
def test_what_does_not_wait_is_not_decided(status, report, reviewer):
    LabReport.objects.update(status=status)

    assert S.ACCEPTED not in LAB_REPORT_MOVES[status]
    with pytest.raises(MoveNotAllowed):
        lab_reports.accept(report, by=reviewer)
    with pytest.raises(MoveNotAllowed):
        lab_reports.request_changes(report, by=reviewer, **WORDS)


def test_verdicts_name_what_was_found_and_what_is_allowed(report):
    LabResultFactory(report=report, substance="Lead", value=Decimal("2"), unit="ppm")
    LabResultFactory(report=report, substance="Unobtainium", value=1)

    shown = lab_verdicts.shown(
        lab_reports.results_of(report), jurisdiction="PT", on=TODAY
    )

    lines = {line.substance: line for line in shown.lines}
    lead = lines["Lead"]
    assert (lead.found, lead.limit, lead.kind) == ("2 ppm", "0.7 mg/kg", "bad")
    assert lead.reason == "2 mg/kg is at or above the limit of 0.7 mg/kg."
    assert lines["Unobtainium"].limit == ""
    assert shown.outcome is Outcome.FAIL
    chart = lab_charts.against_limits(shown)
    assert next(dot.label for dot in chart.dots) == "Lead"
    assert "Unobtainium" not in [dot.label for dot in chart.dots]
    assert chart.rows[0][2] > chart.limit_at > chart.rows[-1][2]


def test_a_chart_puts_each_ten_times_at_the_same_distance(report):
    shown = lab_reports.at_home(report)
    chart = lab_charts.against_limits(shown)

    steps = [chart.x(10**power) for power in (-3, -2, -1, 0, 1, 2)]
    assert {round(b - a, 3) for a, b in itertools.pairwise(steps)} == {44.8}
    assert chart.x(0) == chart.x(1e-9) == steps[0]
    assert chart.x(1e9) == steps[-1]
    assert (
        lab_charts.against_limits(lab_verdicts.shown([], jurisdiction="PT", on=TODAY))
        is None
    )


def test_a_row_for_each_limit_of_the_law_is_understood_and_judged():
    text, workbook = report_of_all_limits()
    draft, by = begun()

    for rows in (reading.text(text), reading.file(workbook)[0]):
        lab_reports.fill(draft, tables.table(rows), by=by)

        shown = lab_reports.at_home(draft)
        assert len(shown.lines) == 91
        assert {line.kind for line in shown.lines} == {"good"}


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        (lab_reports.accept, "is accepted. The public reads what it found:"),
        (
            partial(lab_reports.request_changes, **WORDS),
            "The reviewers ask for changes to the laboratory report",
        ),
        (partial(lab_reports.reject, **WORDS), "is not accepted. Why:"),
    ],
    ids=["accepted", "changes", "refused"],
)
def test_owners_get_a_letter_about_the_decision(
    report, reviewer, mailoutbox, django_capture_on_commit_callbacks, decide, said
):
    owner = MembershipFactory(clinic=report.clinic, role=ClinicRole.OWNER).user
    MembershipFactory(clinic=report.clinic, role=ClinicRole.FRONT_DESK)
    MembershipFactory(role=ClinicRole.OWNER)

    with django_capture_on_commit_callbacks(execute=True):
        decide(report, by=reviewer)

    (letter,) = mailoutbox
    text = " ".join(letter.body.split())
    assert letter.to == [owner.email]
    assert said in text
    assert report.batch.lot_printed in text
    where = reverse("workspace:lab-report", args=[report.clinic.slug, report.pk])
    assert where in text
