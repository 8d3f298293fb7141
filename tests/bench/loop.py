"""Requests inside one process: queries, counted by Django, and instructions.

`python -m tests.bench.loop` reads targets as JSON and prints a JSON line for each.
Under valgrind (`callgrind.prefix`) a line also holds the instructions of one request:
the difference between twice as many requests and so many, divided by their number, so
that everything that happens once cancels out.
"""

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache

from tests.bench import callgrind, targets
from tests.bench.targets import FIRST, FULL, Target

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

EARLIER = (0, 14)  # reports of the same course that triage looks back at


@dataclass(kw_only=True)
class Cost:
    """One request, in queries and instructions; None where nothing measured them."""

    name: str
    state: str
    queries: int | None = None
    status: int = 200
    instructions: float | None = None
    milliseconds: float | None = None


@cache
def cookie_of(role: str) -> str:
    """The session of the demo world's person of that role; nothing for a stranger."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    if not role:
        return ""
    browser = Client()
    browser.force_login(get_user_model().objects.get(email=f"{role}@example.com"))
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={browser.cookies[name].value}"


def environ_of(target: Target) -> dict:
    path, _, query = target.address.partition("?")
    told, body = target.told, target.told.encode()
    return {
        "REQUEST_METHOD": "POST" if told else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if told else "",
        "CONTENT_LENGTH": str(len(body)) if told else "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_COOKIE": cookie_of(target.role),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def ask(target: Target) -> int:
    """One whole request through the WSGI application; returns the status."""
    from tests.bench.wsgi import application

    statuses = []
    answer = application(environ_of(target), lambda status, _: statuses.append(status))
    b"".join(answer)
    answer.close()
    return int(statuses[0].split()[0])


def cost(target: Target) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from portal.content import kept

    def request() -> int:
        if target.state == FIRST:
            kept.forget()
        return ask(target)

    status = request()
    with CaptureQueriesContext(connection) as captured:
        request()
    count = 16 if target.state == FULL else 2  # what is kept is quick, its figure small
    return Cost(
        name=target.name,
        state=target.state,
        queries=len(captured),
        status=status,
        instructions=instructions(request, count=count),
    )


def instructions(work: Callable[[], object], *, count: int) -> float | None:
    """What valgrind counts while the work is done once."""
    if not callgrind.counts():
        return None

    def times(number: int) -> Callable[[], None]:
        def several() -> None:
            for _ in range(number):
                work()

        return several

    once, twice = (callgrind.instructions(times(n)) for n in (count, 2 * count))
    return (twice - once) / count


def cost_of_triage(earlier: int) -> Cost:
    assess = targets.triage(earlier=earlier)
    assess()
    rounds = []
    for _ in range(200):
        started = time.perf_counter()
        assess()
        rounds.append(time.perf_counter() - started)
    return Cost(
        name=f"triage after {earlier} reports",
        state="",
        instructions=instructions(assess, count=16),
        milliseconds=statistics.median(rounds) * 1000,
    )


def main(text: str) -> None:
    asked = [Target(**each) for each in json.loads(text)]
    for target in asked:
        ask(target)
    if callgrind.counts():
        callgrind.start()
    for target in asked:
        print(json.dumps(asdict(cost(target))), flush=True)
    for earlier in EARLIER:
        print(json.dumps(asdict(cost_of_triage(earlier))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
