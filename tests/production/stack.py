"""The whole production installation on loopback, in a temporary folder.

`python -m tests.production.stack` starts it, prints where everything is, and ends it
on Ctrl+C. The tests marked `production` use the same thing.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import boto3
import psycopg

from portal.settings.env import BASE_DIR
from tests import services
from tests.production.gate import Gate
from tests.production.mailbox import Mailbox
from tests.production.push_service import PushService
from tests.production.visitor import Visitor

HOST = "smp.example.org"
S3_KEY = {"aws_access_key_id": "portal", "aws_secret_access_key": "portal-secret"}
# A task that may begin at once has the last day there is.
BACK = """UPDATE {table} SET {column} = {column} - interval '{minutes} minutes'
WHERE {column} < now() + interval '1 day'"""
TASKS = "django_tasks_database_dbtaskresult"
PUT_OFF = [("operations_outgoingmail", "due_at"), (TASKS, "run_after")]
SIGNS_OF_LIFE = [("operations_worker", "seen_at"), (TASKS, "started_at")]
BUCKETS = {"S3_MEDIA_BUCKET": "pictures", "S3_PRIVATE_BUCKET": "private"}


@dataclass
class Stack:
    """Addresses, processes and doors of a running installation."""

    folder: Path
    environment: dict[str, str]
    database: Gate
    cache: Gate
    storage: Gate
    mailbox: Mailbox
    web: list[int] = field(default_factory=list)
    webs: list[subprocess.Popen] = field(default_factory=list)
    workers: list[subprocess.Popen] = field(default_factory=list)

    def manage(self, *arguments: str) -> str:
        """Run a management command; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {arguments[0]} failed:\n{done.stderr}")
        return done.stdout

    def rows(self, query: str, *parameters) -> list[tuple]:
        """What the database itself answers."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            return connection.execute(query, parameters).fetchall()

    def log(self) -> str:
        """Everything any process has written."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def start(self, name: str, command: list[str], **variables: str):
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=BASE_DIR,
                env=self.environment | variables,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that a test can kill all of it at once
            )

    def start_web(self) -> None:
        port = services.free_port()
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi"]
        command += ["--config", "python:portal.operations.webserver"]
        name = f"web-{len(self.webs) + 1}"
        process = self.start(name, command, PORT=str(port), WEB_CONCURRENCY="1")
        self.webs.append(process)
        self.web.append(port)
        services.wait_for_port(port, process, seconds=60)
        # The port is open before the process behind it has read its code.
        assert Visitor(HOST).get(port, "/health/live").status == 200

    def start_worker(self, *, push_at: PushService | None = None) -> None:
        """One more; with `push_at` every push service is that one."""
        name = f"worker-{len(self.workers) + 1}"
        command = [sys.executable, "manage.py", "worker"]
        if push_at:
            command = [sys.executable, "-m", "tests.production.push_worker"]
            command += [str(push_at.port), str(push_at.certificate)]
        self.workers.append(self.start(name, command))

    def end_workers(self) -> None:
        """Let each finish what it has in hand."""
        _end(self.workers)

    def kill_workers(self) -> None:
        """All of them, without a word of warning."""
        for process in self.workers:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def let_pass(self, *, minutes: int) -> None:
        """Let whatever was put off find that so many minutes have gone by."""
        self._put_back(PUT_OFF, minutes)

    def bury_workers(self) -> None:
        """Let those that were killed have been silent for long. None may be alive."""
        self._put_back(SIGNS_OF_LIFE, minutes=10)

    def _put_back(self, columns: list[tuple[str, str]], minutes: int) -> None:
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            for table, column in columns:
                connection.execute(
                    BACK.format(table=table, column=column, minutes=minutes)
                )

    def end(self) -> None:
        _end(self.webs + self.workers)


def _end(processes: list[subprocess.Popen]) -> None:
    """Ask each to end; kill what does not within 20 seconds."""
    alive = [each for each in processes if each.poll() is None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + 20
    for process in alive:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def running() -> Iterator[Stack]:
    """The installation, migrated and with its buckets, while the block lasts."""
    with ExitStack() as neighbours:
        folder = Path(
            neighbours.enter_context(tempfile.TemporaryDirectory(prefix="scalpwise-"))
        )
        database_url = neighbours.enter_context(services.postgres())
        redis_url = neighbours.enter_context(services.redis())
        storage_url = neighbours.enter_context(_storage(folder))
        mailbox = Mailbox()
        neighbours.callback(mailbox.close)
        gates = [_gate(url) for url in (database_url, redis_url, storage_url)]
        database, cache, storage = gates
        for gate in gates:
            neighbours.callback(gate.shut)
        environment = {
            name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ
        } | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "BASE_URL": f"https://{HOST}",
            "DATABASE_URL": _through(database, database_url),
            "DEFAULT_FROM_EMAIL": f"Scalpwise <no-reply@{HOST}>",
            "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
            "PUSH_KEY": "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
            "REDIS_URL": _through(cache, redis_url),
            "S3_ACCESS_KEY_ID": S3_KEY["aws_access_key_id"],
            "S3_SECRET_ACCESS_KEY": S3_KEY["aws_secret_access_key"],
            "S3_ENDPOINT_URL": _through(storage, storage_url),
            "SECRET_KEY": "q7YtR2mXw9Kc4Vb8Nz1Lp6Hs3Jd5Fg0QeUiOaTnMxCvBkZlWrEyP",
            "SIGNING_KEY": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
            "STATIC_ROOT": str(folder / "static"),
            "TRUSTED_PROXIES": "1",
            **BUCKETS,
        }
        stack = Stack(folder, environment, database, cache, storage, mailbox)
        neighbours.callback(stack.end)
        stack.manage("migrate", "--verbosity=0")
        stack.manage("collectstatic", "--noinput", "--verbosity=0")
        for _ in range(2):
            stack.start_worker()
            stack.start_web()
        yield stack


@contextmanager
def _storage(folder: Path) -> Iterator[str]:
    """An S3 server that refuses anonymous readers, with our two buckets."""
    port = services.free_port()
    with (folder / "storage.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        services.wait_for_port(port, process, seconds=60)
        url = f"http://127.0.0.1:{port}"
        client = boto3.client("s3", endpoint_url=url, region_name="us-east-1", **S3_KEY)
        for bucket in BUCKETS.values():
            client.create_bucket(Bucket=bucket)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


def _gate(url: str) -> Gate:
    port = urlsplit(url).port
    assert port is not None
    return Gate(port)


def _through(gate: Gate, url: str) -> str:
    parts = urlsplit(url)
    account, at, _place = parts.netloc.rpartition("@")
    place = f"{account}{at}127.0.0.1:{gate.port}"
    return urlunsplit(parts._replace(netloc=place))


def main() -> None:
    told_to_end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_end.set())
    with running() as stack:
        lines = [f"Web: http://127.0.0.1:{port}" for port in stack.web]
        lines += [
            f"Ask with the headers Host: {HOST} and X-Forwarded-Proto: https.",
            f"Mail: smtp://127.0.0.1:{stack.mailbox.port}",
            f"Files: {stack.environment['S3_ENDPOINT_URL']}",
            f"Logs: {stack.folder}",
            "Ctrl+C ends everything.",
        ]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        told_to_end.wait()


if __name__ == "__main__":
    main()
