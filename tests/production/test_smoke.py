"""The production installation at work."""

import json
import re
import sys
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest

from tests import services
from tests.production.people import sign_up
from tests.production.stack import HOST
from tests.production.visitor import Visitor
from tests.production.waiting import eventually

pytestmark = [pytest.mark.production, pytest.mark.xdist_group("production")]

STORE = """
from django.core.files.base import ContentFile
from django.core.files.storage import storages
private = storages["private"]
print(private.url(private.save("healing.txt", ContentFile(b"day four"))))
"""


def fetch(url):
    """What anybody who has the address gets: the status and the content."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 loopback
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b""


def test_both_web_processes_are_ready(stack, visitor):
    for port in stack.web:
        answer = visitor.get(port, "/health/ready")
        assert (answer.status, json.loads(answer.body)) == (200, {"status": "ready"})


def test_plain_http_is_sent_to_https(stack, visitor):
    answer = visitor.get(stack.web[0], "/", **{"X-Forwarded-Proto": "http"})

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/")


def test_other_host_names_are_refused(stack):
    answer = Visitor("evil.example.com").get(stack.web[0], "/")

    assert answer.status == 400
    assert "We could not read that" in answer.text


def test_page_comes_with_hashed_and_packed_static_files(stack, visitor):
    page = visitor.get(stack.web[0], "/account/login/")
    path = re.search(r'href="(/static/ui/base\.[0-9a-f]{12}\.css)"', page.text)[1]

    plain = visitor.get(stack.web[1], path)
    zipped = visitor.get(stack.web[1], path, **{"Accept-Encoding": "gzip"})
    packed = visitor.get(stack.web[1], path, **{"Accept-Encoding": "gzip, br"})

    assert page.status == plain.status == 200
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Encoding"] == "br"
    assert zipped.body == brotli.decompress(packed.body) == plain.body
    assert plain.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_sign_up_mails_once_and_the_session_holds_on_both_web_processes(stack, visitor):
    address = "ada@example.com"

    sign_up(stack, visitor, address=address)

    assert visitor.cookies["__Host-session"]
    for port in stack.web:
        account = visitor.get(port, "/account/")
        assert account.status == 200
        assert address in account.text
        assert "no-store" in account.headers["Cache-Control"]
    assert len(stack.mailbox.to(address)) == 1
    assert stack.rows(
        "SELECT count(*) FROM operations_outgoingmail WHERE "
        "sent_at IS NULL OR recipients <> '[]' OR message <> ''",
    ) == [(0,)]


def test_rate_limit_is_shared_by_the_web_processes(stack):
    visitor = Visitor(HOST, address="203.0.113.99")
    one, two = stack.web

    answers = [
        visitor.post(
            port, "/account/login/", login="nobody@example.com", password="wrong"
        )
        for port in (one, two, one, two, one, two)
    ]

    assert [answer.status for answer in answers] == [200] * 6
    assert ["Too many failed" in answer.text for answer in answers] == [False] * 5 + [
        True
    ]


def test_private_file_opens_with_a_link_of_one_minute_alone(stack):
    url = stack.manage("shell", "-v0", "-c", STORE).strip()
    query = parse_qs(urlsplit(url).query)

    assert fetch(url) == (200, b"day four")
    assert fetch(url.partition("?")[0])[0] == 403
    assert query["X-Amz-Expires"] == ["60"]


def test_one_command_runs_web_and_worker_and_ends_both(stack):
    workers = "SELECT id FROM operations_worker"
    stack.end_workers()  # or one that still begins is taken for this command's
    before = set(stack.rows(workers))  # the dead among them may be struck off meanwhile
    port = services.free_port()
    process = stack.start(
        "up", [sys.executable, "manage.py", "up", "--port", str(port)]
    )
    log = stack.folder / "up.log"
    try:
        eventually(
            lambda: f"Scalpwise is at https://{HOST}\n" in log.read_text(), seconds=40
        )
        started = eventually(lambda: {*stack.rows(workers)} - before, seconds=40)
    finally:
        process.terminate()

    assert process.wait(timeout=30) == 0
    with pytest.raises(ConnectionRefusedError):
        Visitor(HOST).get(port, "/health/live")
    assert len(started) == 1
    assert started.isdisjoint(stack.rows(workers))
    for _each in range(2):
        stack.start_worker()


def test_logs_are_json_without_anything_of_people(stack):
    canary = "canary.7f3a@example.com"
    visitor = Visitor(HOST, address="198.51.100.23")
    for port in stack.web:
        visitor.get(port, f"/nothing/{canary}/?token=tok-{canary}")
        visitor.post(port, "/account/login/", login=canary, password="pass-canary")
        visitor.get(port, "/?q=%00")
        visitor.get(port, "/health/live")

    log = stack.log()

    for leak in (canary, "pass-canary", "198.51.100.23", "token="):
        assert leak not in log
    lines = [line for line in log.splitlines() if "portal.requests" in line]
    assert {"account_login", "operations:health-live"} <= {
        json.loads(line)["route"] for line in lines
    }
