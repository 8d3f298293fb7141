"""Letters and messages while workers die, race, and the push service is away.

Each step and each reminder is kept once. A letter may go out a second time where no
transaction can hold it, and then bears the name of the first.
"""

from uuid import uuid4

import psycopg
import pytest

from tests.production.people import (
    ADA,
    BEA,
    CONTACT,
    DEA,
    LEAVING,
    MANY,
    REPORT,
    URGENT,
    number_in,
    report,
)
from tests.production.push_service import PushService
from tests.production.waiting import eventually

pytestmark = [pytest.mark.production, pytest.mark.xdist_group("production")]

# Everybody at these addresses is due; so many rounds begin at once.
DUE = """
from aftercare import tasks
from portal.accounts.models import User
User.objects.filter(email__in=%r).update(is_active=True)
for _round in range(%d):
    tasks.remind.enqueue()
"""
LEAVE = """
import datetime
from aftercare import tasks
from aftercare.models import Erasure
for each in Erasure.objects.waiting():
    each.asked_at -= datetime.timedelta(days=8)
    each.due_at -= datetime.timedelta(days=8)
    each.save()
for _round in range(6):
    tasks.carry_out_erasures.enqueue()
"""
WAITING = "SELECT 1 FROM operations_outgoingmail WHERE sent_at IS NULL"
BUSY = """SELECT 1 FROM django_tasks_database_dbtaskresult
WHERE task_path LIKE 'aftercare.%%' AND status IN ('READY', 'RUNNING')"""
STEPS = """SELECT step, outcome FROM aftercare_escalation
JOIN aftercare_symptomreport r ON r.id = report_id WHERE number = %s"""
REMINDED = """SELECT settled_at IS NOT NULL FROM aftercare_reminder
JOIN accounts_user u ON u.id = user_id WHERE email = %s"""
ERASED = "SELECT count(*) FROM audit_auditevent WHERE verb = 'erasure done'"
HELD_UP = """SELECT 1 FROM pg_locks
WHERE relation = 'aftercare_escalation'::regclass AND NOT granted"""
TOLD = "The urgent contact of your clinic was written to."


@pytest.fixture(scope="module")
def push(stack, cookies, tmp_path_factory):
    """The push service of two workers that take the place of the others."""
    service = PushService(tmp_path_factory.mktemp("push"))
    stack.end_workers()
    start(stack, service)
    yield service
    stack.end_workers()
    start(stack, None)
    service.close()


def start(stack, service) -> None:
    for _each in range(2):
        stack.start_worker(push_at=service)


def remind(stack, *addresses, rounds=2) -> None:
    stack.manage("shell", "-v0", "-c", DUE % (addresses, rounds))


def send_urgent(stack, visitor) -> str:
    """An urgent report; where its page is."""
    port = stack.web[0]
    token = visitor.token(port, REPORT)
    place = report(visitor, port, token, str(uuid4()), URGENT)
    assert place is not None
    return place


def after_a_while(stack, service) -> None:
    """New workers, once the leases of those that died have run out."""
    stack.bury_workers()
    stack.let_pass(minutes=5)
    start(stack, service)
    eventually(lambda: not stack.rows(WAITING), seconds=60)


def names(letters) -> list[str]:
    return [letter["Message-ID"] for letter in letters]


def test_push_service_that_is_away_costs_no_letter_and_is_told_nothing_later(
    stack, push
):
    push.away = True
    try:
        remind(stack, ADA)
        push.wait_for(f"/{ADA}", seconds=30)
        stack.mailbox.wait_for(ADA)
    finally:
        push.away = False
    remind(stack, ADA, BEA)
    push.wait_for(f"/{BEA}", seconds=30)
    stack.mailbox.wait_for(BEA)
    eventually(lambda: not stack.rows(BUSY), seconds=20)

    for address in (ADA, BEA):
        assert push.calls.count(f"/{address}") == 1
        assert len(stack.mailbox.to(address)) == 1
        assert stack.rows(REMINDED, address) == [(True,)]


def test_workers_killed_before_they_note_that_a_letter_went_send_it_under_one_name(
    stack, push, cleo
):
    before = len(stack.mailbox.to(CONTACT))
    stack.mailbox.speaking.clear()
    try:
        remind(stack, DEA)
        stack.mailbox.wait_for(DEA)
        place = send_urgent(stack, cleo())
        eventually(lambda: stack.mailbox.to(CONTACT)[before:], seconds=30)
        stack.kill_workers()
    finally:
        stack.mailbox.speaking.set()
    after_a_while(stack, push)

    assert stack.rows(STEPS, number_in(place)) == [(1, "written")]
    assert stack.rows(REMINDED, DEA) == [(True,)]
    assert cleo().get(stack.web[1], place).text.count(TOLD) == 1
    for letters in (stack.mailbox.to(CONTACT)[before:], stack.mailbox.to(DEA)):
        assert len(letters) == 2
        assert len(set(names(letters))) == 1


def test_workers_killed_before_a_step_is_kept_leave_neither_it_nor_its_letter(
    stack, push, cleo
):
    before = len(stack.mailbox.to(CONTACT))
    with psycopg.connect(stack.environment["DATABASE_URL"]) as holder:
        holder.execute("LOCK TABLE aftercare_escalation IN SHARE MODE")
        place = send_urgent(stack, cleo())
        eventually(lambda: stack.rows(HELD_UP), seconds=20)
        stack.kill_workers()
    assert stack.rows(STEPS, number_in(place)) == []
    assert stack.mailbox.to(CONTACT)[before:] == []
    after_a_while(stack, push)

    eventually(lambda: stack.mailbox.to(CONTACT)[before:], seconds=30)
    eventually(lambda: not stack.rows(BUSY), seconds=20)
    assert stack.rows(STEPS, number_in(place)) == [(1, "written")]
    assert len(stack.mailbox.to(CONTACT)[before:]) == 1
    assert cleo().get(stack.web[1], place).text.count(TOLD) == 1


def test_rounds_at_once_remind_each_person_once(stack, push):
    remind(stack, *MANY, rounds=6)
    for address in MANY:
        stack.mailbox.wait_for(address)
    eventually(lambda: not stack.rows(BUSY), seconds=30)

    assert [len(stack.mailbox.to(address)) for address in MANY] == [1] * len(MANY)
    for address in MANY:
        assert stack.rows(REMINDED, address) == [(True,)]


def test_rounds_at_once_erase_each_person_once(stack, push):
    stack.manage("shell", "-v0", "-c", LEAVE)
    for address in LEAVING:
        stack.mailbox.wait_for(address)
    eventually(lambda: not stack.rows(BUSY), seconds=30)

    assert [len(stack.mailbox.to(address)) for address in LEAVING] == [1] * len(LEAVING)
    assert stack.rows(ERASED) == [(len(LEAVING),)]
