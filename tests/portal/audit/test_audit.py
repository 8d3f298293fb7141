"""The log is added to, never changed, and shows when it was."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal.accounts.enums import StaffRole
from portal.audit.domain import audit
from portal.audit.models import AppendOnly, AuditEvent, AuditHead

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return get_user_model().objects.create(email="reviewer@example.com")


def tamper(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_note_records_who_did_what_to_which(person):
    with time_machine.travel(datetime(2026, 3, 1, 9, 30, tzinfo=UTC), tick=False):
        event = audit.note("person invited", about=person, by=person, clinic=7, round=2)

    event.refresh_from_db()
    assert (event.verb, event.by, event.about) == (
        "person invited",
        person,
        f"accounts.user:{person.pk}",
    )
    assert (event.clinic_id, event.details) == (7, {"round": 2})
    assert event.at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_note_chains_each_event_to_the_one_before():
    first, second = audit.note("started"), audit.note("stopped")

    assert [first.sequence, second.sequence] == [1, 2]
    assert first.previous_hash == "0" * 64
    assert second.previous_hash == first.hash
    assert AuditHead.objects.get().hash == second.hash


def test_hash_is_over_the_documented_bytes():
    """Anybody can recompute it from the row, without this code."""
    with time_machine.travel(datetime(2026, 3, 1, 9, 30, tzinfo=UTC), tick=False):
        event = audit.note("batch added", clinic=3, lot="Ä-7", on=date(2026, 2, 1))

    written = (
        '{"about_id":"","about_type":"","at":"2026-03-01T09:30:00.000000Z","by":null,'
        '"clinic":3,"details":{"lot":"Ä-7","on":"2026-02-01"},'
        f'"previous":"{"0" * 64}","request":"","sequence":1,"verb":"batch added"}}'
    )
    assert event.hash == hashlib.sha256(written.encode()).hexdigest()


def test_details_read_back_as_they_were_hashed():
    event = audit.note("set", amount=Decimal("1.50"), ids={3, 1}, nested={"on": [None]})

    event.refresh_from_db()
    assert event.details == {"amount": "1.50", "ids": [1, 3], "nested": {"on": [None]}}
    assert event.hash == event.computed_hash()


def test_details_hold_choices_by_value_and_rows_by_key(person):
    event = audit.note("set", role=StaffRole.EDITOR, person=person)

    event.refresh_from_db()
    assert event.details == {"role": "editor", "person": person.pk}
    assert str(event) == "1 set"


@pytest.mark.parametrize("text", ["x" * 201, "client@example.com", "a\0b"])
def test_details_refuse_personal_text(text):
    with pytest.raises(ValueError, match="never personal text"):
        audit.note("noted", text=text)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("value", [1.5, b"x", object()])
def test_details_refuse_values_without_one_form(value):
    with pytest.raises(TypeError, match="An audit detail cannot be"):
        audit.note("noted", value=value)


def test_event_of_a_failed_act_is_gone_with_it():
    audit.note("kept")

    def fail():
        with transaction.atomic():
            audit.note("lost")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["kept"]
    assert audit.verify().broken_at is None


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(verb="other"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: AuditEvent.objects.bulk_create([AuditEvent()]),
        lambda event: AuditEvent.objects.bulk_update([event], ["verb"]),
        lambda event: AuditEvent._base_manager.update(verb="other"),
        lambda event: AuditEvent.objects.update_or_create(
            pk=event.pk, defaults={"verb": "other"}
        ),
    ],
)
def test_event_is_never_changed_or_removed(change):
    event = audit.note("started")
    event.verb = "other"

    with pytest.raises(AppendOnly):
        change(event)
    assert AuditEvent.objects.get().verb == "started"


def test_event_outlives_the_account_and_keeps_its_number(person):
    event = audit.note("signed in", by=person)
    number = person.pk
    person.delete()

    event = AuditEvent.objects.get()
    assert event.by_id == number
    assert audit.verify().broken_at is None


@pytest.mark.parametrize(
    ("statement", "parameters", "link", "reason"),
    [
        (
            "UPDATE audit_auditevent SET verb = %s WHERE sequence = 2",
            ["other"],
            2,
            "the event was changed after it was written",
        ),
        (
            "UPDATE audit_auditevent SET details = %s WHERE sequence = 3",
            [json.dumps({"round": 9})],
            3,
            "the event was changed after it was written",
        ),
        (
            "UPDATE audit_auditevent SET hash = %s WHERE sequence = 1",
            ["f" * 64],
            1,
            "the event was changed after it was written",
        ),
        (
            "DELETE FROM audit_auditevent WHERE sequence = %s",
            [2],
            2,
            "the event is missing",
        ),
        (
            "DELETE FROM audit_auditevent WHERE sequence = %s",
            [4],
            4,
            "the end is missing",
        ),
        (
            "DELETE FROM audit_audithead WHERE sequence = %s",
            [4],
            5,
            "the end is missing",
        ),
        (
            "UPDATE audit_audithead SET sequence = %s",
            [3],
            5,
            "the end is missing",
        ),
    ],
)
def test_verify_names_the_first_broken_link(statement, parameters, link, reason):
    for number in range(4):
        audit.note("counted", round=number)
    tamper(statement, *parameters)

    verdict = audit.verify()

    assert (verdict.broken_at, verdict.reason) == (link, reason)
    with pytest.raises(CommandError, match=f"breaks at event {link}: {reason}"):
        call_command("verify_audit")


def test_verify_finds_an_event_replaced_together_with_its_hash():
    """The forger also rewrites the row's own hash; the next link gives it away."""
    for number in range(3):
        audit.note("counted", round=number)
    forged = AuditEvent.objects.get(sequence=2)
    forged.verb = "other"
    tamper(
        "UPDATE audit_auditevent SET verb = %s, hash = %s WHERE sequence = 2",
        "other",
        forged.computed_hash(),
    )

    verdict = audit.verify()

    assert (verdict.broken_at, verdict.reason) == (
        3,
        "the event does not follow the one before",
    )


def test_verify_walks_more_than_one_page(monkeypatch):
    monkeypatch.setattr(audit, "PAGE", 2)
    for number in range(5):
        audit.note("counted", round=number)
    out = StringIO()

    call_command("verify_audit", stdout=out)

    head = AuditHead.objects.get().hash
    assert out.getvalue() == f"The audit chain is whole: 5 events, head {head}.\n"


def test_verify_of_an_empty_log():
    assert audit.verify() == audit.Verdict(0, "0" * 64)
