"""Reports while the servers that take them die, and while others are down.

What a client was told is there must be there, once; what was not acknowledged may be
sent again until it is.
"""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import boto3
import pytest

from tests.factories import documents
from tests.production.people import (
    CLEO,
    CONTACT,
    PASSWORD,
    REPORT,
    URGENT,
    number_in,
    report,
)
from tests.production.stack import BUCKETS, HOST, S3_KEY
from tests.production.visitor import Visitor
from tests.production.waiting import eventually

pytestmark = [pytest.mark.production, pytest.mark.xdist_group("production")]

STORED = "SELECT key::text FROM aftercare_symptomreport"
STEPS = """SELECT step, outcome FROM aftercare_escalation
JOIN aftercare_symptomreport r ON r.id = report_id WHERE number = %s"""
PHOTOS = """SELECT p.key::text, file, small FROM aftercare_photo p
JOIN aftercare_symptomreport r ON r.id = report_id WHERE number = %s"""
HELD = "SELECT 1 FROM pg_locks WHERE relation = 'aftercare_symptomreport'::regclass"
PHOTO = documents.picture()


def stored(stack) -> list[str]:
    return [key for (key,) in stack.rows(STORED)]


def kept_files(stack) -> set[str]:
    """The names of the photos that the storage has."""
    at = stack.environment["S3_ENDPOINT_URL"]
    storage = boto3.client("s3", endpoint_url=at, region_name="us-east-1", **S3_KEY)
    bucket = BUCKETS["S3_PRIVATE_BUCKET"]
    found = storage.list_objects_v2(Bucket=bucket, Prefix="photos/")
    return {each["Key"] for each in found.get("Contents", [])}


def kill(process) -> None:
    """The server and what it started, without a word of warning."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_server_killed_among_200_reports_loses_none_it_acknowledged(stack, cleo):
    keys = [str(uuid4()) for _ in range(200)]
    acknowledged: dict[str, str] = {}
    under_way = threading.Event()
    victim, survivor = stack.web

    def send(numbers, port):
        visitor = cleo()
        token = visitor.token(survivor, REPORT)
        for number in numbers:
            if place := report(visitor, port, token, keys[number]):
                acknowledged[keys[number]] = place
            if len(acknowledged) >= 60:
                under_way.set()

    with ThreadPoolExecutor(4) as people:
        sent = [
            people.submit(send, range(first, 200, 4), (victim, survivor)[first % 2])
            for first in range(4)
        ]
        assert under_way.wait(timeout=120)
        kill(stack.webs.pop(0))
        stack.web.remove(victim)
    for each in sent:
        each.result()
    stack.start_web()

    kept = stored(stack)
    assert 60 <= len(acknowledged) < 200
    assert acknowledged.keys() <= set(kept)
    assert len(kept) == len(set(kept))

    send(range(200), survivor)
    assert sorted(set(stored(stack)) & set(keys)) == sorted(keys)
    assert len(stored(stack)) == len(set(stored(stack)))
    assert acknowledged.keys() == set(keys)
    assert len(set(acknowledged.values())) == 200


def test_a_storm_of_retries_is_one_report(stack, cleo):
    key, before = str(uuid4()), len(stored(stack))

    def retry(number):
        visitor, port = cleo(), stack.web[number % 2]
        return report(visitor, port, visitor.token(port, REPORT), key)

    with ThreadPoolExecutor(8) as storm:
        places = set(storm.map(retry, range(32)))

    assert len(places) == 1
    assert None not in places
    assert len(stored(stack)) == before + 1


def test_two_devices_at_once_are_two_reports(stack, cleo):
    other = Visitor(HOST)
    answer = other.post(stack.web[1], "/account/login/", login=CLEO, password=PASSWORD)
    assert answer.status == 302
    before = len(stored(stack))
    both = threading.Barrier(2)

    def send(visitor, port):
        token = visitor.token(port, REPORT)
        both.wait()
        return report(visitor, port, token, str(uuid4()))

    with ThreadPoolExecutor(2) as devices:
        places = set(devices.map(send, (cleo(), other), stack.web))

    assert len(places - {None}) == 2
    assert len(stored(stack)) == before + 2


def test_a_mail_server_that_is_away_holds_no_report_up(stack, cleo):
    visitor, port = cleo(), stack.web[0]
    tried = "SELECT count(*) FROM operations_outgoingmail WHERE last_error <> ''"
    before = len(stack.mailbox.to(CONTACT))
    stack.mailbox.away = True
    try:
        token = visitor.token(port, REPORT)
        place = report(visitor, port, token, str(uuid4()), URGENT)
        assert place is not None
        assert "See a doctor today" in visitor.get(port, place).text
        number = number_in(place)
        eventually(lambda: stack.rows(STEPS, number) == [(1, "written")], seconds=20)
        eventually(lambda: stack.rows(tried)[0][0], seconds=20)
    finally:
        stack.mailbox.away = False

    stack.let_pass(minutes=1)
    (letter,) = eventually(lambda: stack.mailbox.to(CONTACT)[before:], seconds=20)
    assert "Cleo" not in str(letter)


def test_a_storage_that_is_away_takes_no_photo_and_holds_no_report_up(stack, cleo):
    visitor, port = cleo(), stack.web[0]
    token, before = visitor.token(port, REPORT), kept_files(stack)
    stack.storage.shut()
    try:
        place = report(visitor, port, token, str(uuid4()))
        assert place is not None
        page = f"{place}photos/"
        answer = visitor.upload(port, f"{page}crown/", token, "photo", PHOTO)
        assert "We could not store it just now." in answer.text
        assert answer.status == visitor.get(port, page).status == 200
        assert stack.rows(PHOTOS, number_in(place)) == []
    finally:
        stack.storage.open()
    assert kept_files(stack) == before

    for _twice in range(2):
        answer = visitor.upload(port, f"{page}crown/", token, "photo", PHOTO)
        assert answer.status == 302
    ((key, *names),) = stack.rows(PHOTOS, number_in(place))
    assert kept_files(stack) - before == set(names)
    assert visitor.get(port, f"/my/photos/{key}/").body[:2] == b"\xff\xd8"

    stack.storage.shut()
    try:
        assert visitor.get(port, f"/my/photos/{key}/").status == 503
    finally:
        stack.storage.open()


def test_a_storage_that_is_slow_holds_up_nobody_but_who_sends(stack, cleo):
    visitor, port = cleo(), stack.web[0]
    token = visitor.token(port, REPORT)
    place = report(visitor, port, token, str(uuid4()), URGENT)
    assert place is not None
    before = kept_files(stack)

    def upload(at):
        return cleo().upload(at, f"{place}photos/crown/", token, "photo", PHOTO)

    with ThreadPoolExecutor(2) as people:
        stack.storage.hold()
        try:
            sent = [people.submit(upload, at) for at in stack.web]
            eventually(lambda: stack.storage.held >= 2, seconds=20)
            words = {"text": "It is worse.", "key": str(uuid4())}
            written = cleo().send(stack.web[1], f"{place}write/", token, **words)
            assert written.status == 302
            assert "It is worse." in cleo().get(stack.web[1], place).text
            eventually(lambda: not stack.rows(HELD), seconds=5)
            assert not any(each.done() for each in sent)
        finally:
            stack.storage.let_pass()
        assert [each.result().status for each in sent] == [302, 302]

    ((_key, *names),) = stack.rows(PHOTOS, number_in(place))
    eventually(lambda: kept_files(stack) - before == set(names), seconds=20)
