"""The production installation while its neighbours fail, and afterwards."""

import json
import re
import signal
import time

import pytest

from tests.production.stack import HOST
from tests.production.visitor import Visitor
from tests.production.waiting import eventually

pytestmark = [pytest.mark.production, pytest.mark.xdist_group("production")]

FRESH = (
    "SELECT count(*) FROM operations_worker"
    " WHERE seen_at > now() - interval '10 seconds'"
)
ENQUEUE = "from tests.production import tasks; tasks.write_slowly.enqueue(%r, 120)"


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
    counted = stack.rows(f"SELECT ({runs}), ({tasks})", name, path)
    assert counted[0][0] >= 1

    def next_round():
        now = stack.rows(f"SELECT ({runs}), ({tasks})", name, path)
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


def test_site_says_it_is_away_while_its_database_does_not_answer(stack, visitor):
    """A server that holds the line cannot end a query itself; the site must."""
    visitor.cookies["__Host-session"] = "x" * 32
    assert visitor.get(stack.web[0], "/").status == 200
    stack.database.hold()
    try:
        for _ in range(3):
            started = time.monotonic()
            answer = visitor.get(stack.web[0], "/")
            assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
            assert time.monotonic() - started < 5
    finally:
        stack.database.let_pass()
    eventually(lambda: visitor.get(stack.web[0], "/").status == 200, seconds=20)


def test_site_says_it_is_away_without_its_database_and_comes_back(stack, visitor):
    one, two = stack.web
    workers = [each for each in stack.workers if each.poll() is None]
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
    assert [worker.poll() for worker in workers] == [None] * len(workers)
    eventually(lambda: stack.rows(FRESH)[0][0] >= len(workers), seconds=40)
