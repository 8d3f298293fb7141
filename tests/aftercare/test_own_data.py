"""Taking one's record along: everything is in it, and nobody else's is."""

import json
from importlib import import_module
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from fhir.resources.R4B.bundle import Bundle

from aftercare import kept as kept_about
from aftercare import own_data, printing
from aftercare.domain import plans, reports, sessions
from aftercare.enums import EscalationStep
from aftercare.models import HealingPlan, PlanStep, Treatment
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.knowledge.health_questions import REASONS
from portal.ui import sheets
from tests.factories.accounts import PASSWORD
from tests.factories.aftercare import HealthProfileFactory, TreatmentFactory
from tests.factories.reports import EscalationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(client_link, desk, record):
    """Cleo with health answers, a session with ink, its plan, and a step ticked."""
    session = record(risks=["keloid"])
    sessions.hand_over(session, by=desk)
    plan = HealingPlan.objects.get(session=session)
    step = PlanStep.objects.filter(version=plan.version, first_day=0).first()
    plans.record_done(plan, [step], on=plan.day_zero, by=client_link.user)
    report = reports.send(
        plan,
        key=uuid4(),
        answers={"red_flags": [], "heat": 2, "note": "Warm at night."},
        by=client_link.user,
        language="en",
    )
    reports.reopen(report, by=client_link.user, note="Still warm.")
    reports.write(report, key=uuid4(), text="Is it usual?", by=client_link.user)
    return session


@pytest.fixture
def browser(client, client_link):
    """Cleo's, who has just confirmed the password."""
    client_link.user.set_password(PASSWORD)
    client_link.user.save()
    client.force_login(client_link.user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def model_of(part):
    return part.rows(User()).model


def test_each_thing_that_is_kept_about_people_is_in_it_or_left_out_for_a_reason():
    """Models of what a person is or does as a client; those of work stay there."""
    told = {model_of(part)._meta.label for part in kept_about.PARTS}
    left_out = set(kept_about.LEFT_OUT)
    reach_people = {
        model._meta.label
        for model in apps.get_app_config("aftercare").get_models()
        if getattr(model, "personal_fields", None)
        or any(
            field.name in {"user", "person", "helper", "treatment"}
            for field in model._meta.fields
        )
    }
    of_the_clinic = {"aftercare.Erasure"}  # told on the page itself
    assert reach_people - told - left_out - of_the_clinic == set()
    assert all(kept_about.LEFT_OUT.values())


@pytest.mark.parametrize("part", kept_about.PARTS, ids=lambda part: part.key)
def test_each_personal_field_is_told(part):
    told = {field if isinstance(field, str) else field[0] for field in part.fields}
    personal = getattr(model_of(part), "personal_fields", frozenset())

    left_out = {f"{model_of(part)._meta.label}.{name}" for name in personal - told}
    assert left_out <= kept_about.LEFT_OUT.keys()


def test_the_json_file_holds_the_record(browser, kept):
    answer = browser.get(reverse("my:data-json"))

    told = json.loads(answer.content)
    assert (told["format"], told["version"]) == ("scalpwise-own-data", 1)
    assert told["parts"]["account"][0]["email"] == "cleo@example.com"
    assert told["parts"]["health"][0]["risks"] == ["keloid"]
    (session,) = told["parts"]["sessions"]
    batch = kept.bottles.get().bottle.batch
    assert session["inks"] == [f"{batch.ink}, {batch.lot_printed}"]
    assert session["clinic"] == "Crown Clinic"
    assert [each["outcome"] for each in told["parts"]["plan_records"]] == ["done"]
    (report,) = told["parts"]["reports"]
    assert "Note: Warm at night." in report["answers"]
    levels = [(each["kind"], each["level"]) for each in told["parts"]["report_levels"]]
    assert levels == [("triaged", 1), ("raised", 2)]
    (event,) = told["parts"]["report_events"]
    assert (event["act"], event["note"]) == ("reopened", "Still warm.")
    (message,) = told["parts"]["report_messages"]
    assert message["text"] == "Is it usual?"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    event = AuditEvent.objects.get(verb="record taken along")
    assert event.details == {"file": "scalpwise-record.json"}


def test_who_was_asked_to_look_is_named_whatever_the_reason(kept, client_link):
    report = client_link.user.reports.get()
    for step in EscalationStep:
        EscalationFactory(report=report, step=step)

    found = {part.key: part for part in own_data.gather(client_link.user)}
    told = found["report_escalations"]

    assert told.title == "Who was written to, or asked to look, about a report"
    steps = [
        {each.name: each.shown for each in record}["step"] for record in told.records
    ]
    assert steps == EscalationStep.labels


def test_nothing_of_another_person_is_in_it(browser, kept):
    HealthProfileFactory(risks=["diabetes"])
    TreatmentFactory(title="Of somebody else")

    text = browser.get(reverse("my:data-json")).content.decode()

    assert "diabetes" not in text
    assert "Of somebody else" not in text


def test_the_bundle_is_fhir_and_its_references_lead_somewhere(browser, kept):
    answer = browser.get(reverse("my:data-fhir"))

    assert answer["Content-Type"] == "application/fhir+json"
    bundle = Bundle.model_validate_json(answer.content)
    entries = {each.fullUrl: each.resource for each in bundle.entry}
    kinds = sorted(each.get_resource_type() for each in entries.values())
    assert kinds == [
        "CarePlan",
        "Observation",
        "Patient",
        "Procedure",
        "QuestionnaireResponse",
    ]
    for resource in entries.values():
        if subject := getattr(resource, "subject", None):
            assert entries[subject.reference].get_resource_type() == "Patient"
    told = json.loads(answer.content)["entry"]
    resources = {each["resource"]["resourceType"]: each["resource"] for each in told}
    observed, answers = resources["Observation"], resources["QuestionnaireResponse"]
    assert observed["code"]["text"] == "Heat"
    assert observed["code"]["coding"][0]["code"] == "heat"
    assert observed["valueInteger"] == 2
    yes = [
        each["linkId"] for each in answers["item"] if each["answer"][0]["valueBoolean"]
    ]
    assert yes == ["keloid"]


def test_the_paper_is_a_pdf_that_names_everything(browser, kept):
    answer = browser.get(reverse("my:data-pdf"))

    assert answer.content.startswith(b"%PDF")


def test_each_name_and_value_is_set_once(kept, client_link, monkeypatch):
    """A long record is paper within seconds: nothing is laid out again and again."""
    block = import_module("weasyprint.layout.block")
    lines = Mock(side_effect=block.iter_line_boxes)
    monkeypatch.setattr(block, "iter_line_boxes", lines)

    printing.record(client_link.user)

    sections = own_data.gather(client_link.user)
    facts = sum(len(record) for section in sections for record in section.records)
    # A name and a value; half as much again for what stands about a break of pages.
    assert 2 * facts < lines.call_count < 3 * facts


def test_a_person_has_one_pdf_made_at_a_time(browser, kept, monkeypatch):
    meanwhile = []

    def slow(*_args, **_kwargs):
        if not meanwhile:
            meanwhile.append(browser.get(reverse("my:data-pdf")))
        return b"%PDF"

    monkeypatch.setattr(sheets, "pdf", slow)
    first = browser.get(reverse("my:data-pdf"))
    (second,) = meanwhile
    assert (second.status_code, second["Retry-After"]) == (429, "60")
    assert "Your PDF is being made." in second.text
    assert first.content == b"%PDF"

    assert browser.get(reverse("my:data-pdf")).content == b"%PDF"


def test_the_next_pdf_does_not_wait_for_one_that_failed(client_link, monkeypatch):
    def none(*_args, **_kwargs):
        raise sheets.NoPrinter

    monkeypatch.setattr(sheets, "pdf", none)
    for _time in range(2):
        with pytest.raises(sheets.NoPrinter):
            printing.record(client_link.user)


def test_without_a_cache_a_pdf_is_made_all_the_same(client_link, monkeypatch):
    monkeypatch.setattr(printing.cache, "add", lambda *_args: None)
    monkeypatch.setattr(sheets, "pdf", lambda *_args, **_kwargs: b"%PDF")

    assert printing.record(client_link.user) == b"%PDF"


def test_without_a_printer_it_is_a_page(browser, kept, monkeypatch):
    def none(*_args, **_kwargs):
        raise sheets.NoPrinter

    monkeypatch.setattr(sheets, "pdf", none)
    page = browser.get(reverse("my:data-pdf"), follow=True)

    assert page.request["PATH_INFO"] == reverse("my:data-print")
    health = REASONS["keloid"].asks.en
    for words in (
        "Crown Clinic",
        "cleo@example.com",
        "Everything that is kept",
        escape(health),
    ):
        assert words in page.text


def test_the_page_is_folded_by_part_with_counts_and_an_address_for_each(browser, kept):
    page = browser.get(reverse("my:data-print"))

    sections = {each.key: len(each.records) for each in page.context["sections"]}
    held = [key for key, records in sections.items() if records]
    assert [key for key, _title in page.context["contents"]] == held
    assert len(page.context["empty"]) == len(sections) - len(held)
    assert page.text.count('<details class="record__part">') == len(held)
    for key in held:
        assert page.text.count(f'<a href="#{key}">') == 2  # above, and at the side
        assert f'<div id="{key}">' in page.text
    own = page.text.partition("<h2>Your consents</h2>")[2]
    count = own.partition("</summary>")[0]
    assert f'<span class="muted">{sections["consents"]}</span>' in count


def test_that_one_is_asked_is_said_as_it_is(client, client_link):
    client.force_login(client_link.user)

    page = client.get(reverse("my:data")).text
    assert "We ask once more who you are first" in page
    assert "Unless you signed in" not in page
    asked = client.get(reverse("my:data-json"), follow=True).text
    assert "What comes next is for you alone, so we ask once more." in asked
    assert "changes your account" not in asked


@pytest.mark.parametrize("name", ["data-json", "data-fhir", "data-pdf", "data-print"])
def test_who_one_is_is_asked_first(client, client_link, name):
    client.force_login(client_link.user)

    answer = client.get(reverse(f"my:{name}"))

    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_it_costs_the_same_however_long_the_record(kept, record):
    user = User.objects.get(email="cleo@example.com")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            own_data.for_programs(user)
        return len(queries)

    at_first = cost()
    record(title="Crown", go_ahead_reason="The other side.")
    assert Treatment.objects.count() == 2
    assert (at_first, cost()) == (40, 40)
