"""Requests inside one process: queries, counted by Django, and instructions.

`python -m tests.bench.loop <path>…` prints two JSON lines per path: built anew for
each request, and taken from the page cache. Under `valgrind --tool=callgrind
--instr-atstart=no` a line also holds the instructions of one request: the difference
between twice as many requests and so many, divided by their number, so that
everything that happens once cancels out.
"""

import io
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

UNCACHED = "?cold=1"  # an answer to an address with a query is never kept


@dataclass(kw_only=True)
class Cost:
    """One request, in queries and instructions; None where nothing measured them."""

    path: str
    cold: bool
    queries: int
    status: int
    instructions: float | None = None


def environ_of(path: str) -> dict:
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def ask(path: str) -> int:
    """One whole request through the WSGI application; returns the status."""
    from tests.bench.wsgi import application

    statuses = []
    answer = application(environ_of(path), lambda status, _: statuses.append(status))
    b"".join(answer)
    answer.close()
    return int(statuses[0].split()[0])


def cost(path: str, *, cold: bool) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = path + UNCACHED if cold else path
    status = ask(asked)
    with CaptureQueriesContext(connection) as captured:
        ask(asked)
    found = Cost(path=path, cold=cold, queries=len(captured), status=status)
    if under_valgrind():
        count = 2 if cold else 8  # what is kept is quick, and its figure small
        once, twice = (instructions(asked, count=n) for n in (count, 2 * count))
        found.instructions = (twice - once) / count
    return found


def under_valgrind() -> bool:
    return "BENCH_CALLGRIND" in os.environ


def instructions(path: str, *, count: int) -> int:
    """What valgrind counted while that many requests were answered."""
    control("--zero")
    for _ in range(count):
        ask(path)
    control("--dump")
    out = Path(os.environ["BENCH_CALLGRIND"])
    dump = max(out.parent.glob(f"{out.name}.*"), key=lambda each: int(each.suffix[1:]))
    return next(
        int(line.split()[1])
        for line in dump.read_text().splitlines()
        if line.startswith("totals:")
    )


def control(command: str) -> None:
    """Tell valgrind, and keep running meanwhile: it listens only between blocks."""
    process = subprocess.Popen(
        ["callgrind_control", command, str(os.getpid())],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        time.sleep(0.005)
    if process.returncode:
        raise RuntimeError(f"callgrind_control {command} failed.")


def main(paths: list[str]) -> None:
    if under_valgrind():
        control("--instr=on")
        instructions(paths[0], count=1)  # the first is never like the rest
    for path in paths:
        for cold in (True, False):
            print(json.dumps(asdict(cost(path, cold=cold))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
