"""The production installation, whole and with its neighbours failing."""

import json
import re
import signal
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import brotli
import psycopg
import pytest

from tests.production.stack import HOST
from tests.production.visitor import Visitor

pytestmark = [pytest.mark.production, pytest.mark.xdist_group("production")]

PASSWORD = "seven quiet follicles"
STORE = """
from django.core.files.base import ContentFile
from django.core.files.storage import storages
private = storages["private"]
print(private.url(private.save("healing.txt", ContentFile(b"day four"))))
"""
ENQUEUE = "from tests.production import tasks; tasks.write_slowly.enqueue(%r, 120)"


@pytest.fixture
def visitor():
    return Visitor(HOST)


def rows(stack, query, *parameters):
    with psycopg.connect(stack.environment["DATABASE_URL"]) as connection:
        return connection.execute(query, parameters).fetchall()


def eventually(look, *, seconds):
    """The first truthy answer; AssertionError when none comes in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.25)
    raise AssertionError(f"Nothing within {seconds} s.")


def fetch(url):
    """What anybody who has the address gets: the status and the content."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 loopback
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b""


def sign_up(stack, visitor, *, address):
    """Sign up on the first web process and confirm on the second."""
    one, two = stack.web
    answer = visitor.post(
        one,
        "/account/signup/",
        display_name="Ada",
        email=address,
        password1=PASSWORD,
    )
    assert answer.status == 302, answer.text
    confirm = urlsplit(answer.headers["Location"]).path
    mail = stack.mailbox.wait_for(address)
    text = mail.get_body(("plain",)).get_content()
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text, re.MULTILINE)[1]
    answer = visitor.post(two, confirm, code=code)
    assert answer.status == 302, answer.text


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
    assert rows(
        stack,
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


def test_task_of_a_killed_worker_is_done_by_another(stack, tmp_path):
    diary = tmp_path / "diary"
    stack.manage("shell", "-v0", "-c", ENQUEUE % str(diary))
    eventually(diary.exists, seconds=15)
    victim = int(re.match(r"began (\d+)", diary.read_text())[1])
    process = next(each for each in stack.workers if each.pid == victim)

    process.send_signal(signal.SIGKILL)
    process.wait()
    stack.start_worker()

    eventually(lambda: "ended" in diary.read_text(), seconds=60)
    lines = [line.split() for line in diary.read_text().splitlines()]
    assert [word for word, _pid in lines] == ["began", "began", "ended"]
    assert str(victim) not in {pid for _word, pid in lines[1:]}


def test_each_due_time_starts_one_task_however_many_schedulers(stack):
    name = "publish scheduled pages"
    path = "portal.operations.tasks.publish_scheduled_pages"
    runs = "SELECT count(*) FROM operations_scheduledrun WHERE job = %s"
    tasks = (
        "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE task_path = %s"
    )
    counted = rows(stack, f"SELECT ({runs}), ({tasks})", name, path)
    assert counted[0][0] >= 1

    def next_round():
        now = rows(stack, f"SELECT ({runs}), ({tasks})", name, path)
        return now if now > counted else None

    [(run, started)] = eventually(next_round, seconds=75)

    assert run == started


def test_site_stays_up_without_its_cache(stack, visitor):
    stack.cache.shut()
    try:
        for path in ("/", "/account/login/"):
            started = time.monotonic()
            assert visitor.get(stack.web[0], path).status == 200
            assert time.monotonic() - started < 5
        refused = visitor.post(
            stack.web[0], "/account/login/", login="ada@example.com", password="x"
        )
        assert refused.status == 429  # what cannot be counted is not let through
        ready = visitor.get(stack.web[0], "/health/ready")
        assert (ready.status, json.loads(ready.body)["failed"]) == (503, ["cache"])
    finally:
        stack.cache.open()
    eventually(
        lambda: visitor.get(stack.web[0], "/health/ready").status == 200, seconds=20
    )


def test_site_says_it_is_away_without_its_database_and_comes_back(stack, visitor):
    one, two = stack.web
    visitor.cookies["__Host-session"] = "x" * 32
    stack.database.shut()
    try:
        for port, path in ((one, "/"), (two, "/"), (one, "/account/")):
            started = time.monotonic()
            answer = visitor.get(port, path)
            assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
            assert "We are away for a moment" in answer.text
            assert time.monotonic() - started < 5
        probe = Visitor(HOST)
        assert probe.get(one, "/health/live").status == 200
        ready = probe.get(one, "/health/ready")
        assert ready.status == 503
        assert "database" in json.loads(ready.body)["failed"]
    finally:
        stack.database.open()
    for port in stack.web:
        eventually(lambda port=port: visitor.get(port, "/").status == 200, seconds=20)
    assert [worker.poll() for worker in stack.workers[-2:]] == [None, None]


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
