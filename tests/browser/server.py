"""A portal of its own for the browser: the demo world, a port, a folder of mail."""

import email
import email.policy
import fcntl
import multiprocessing
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest import mock

from tests import migrated, services

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "scalpwise.sqlite3"


@dataclass(frozen=True)
class Server:
    """A running portal: where it answers and the folder where it keeps everything."""

    url: str
    folder: Path

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Every mail sent to that address, oldest first."""
        files = sorted(
            (self.folder / "mail").glob("*.eml"),
            key=lambda path: path.stat().st_mtime_ns,
        )
        mails = [
            email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            for path in files
        ]
        return [mail for mail in mails if address in str(mail["To"])]

    def wait_for_mail(self, address: str, *, after: int = 0) -> EmailMessage:
        """The newest mail to that address, once there are more than `after`."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if len(mails := self.mails_to(address)) > after:
                return mails[-1]
            time.sleep(0.1)
        raise AssertionError(f"No mail to {address} within half a minute.")


def link_in(mail: EmailMessage) -> str:
    """The first address of the portal in a mail's text."""
    found = re.search(r"https?://\S+", text_of(mail))
    assert found, text_of(mail)
    return found.group()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain",))
    assert body is not None
    return body.get_content()


def world(folder: Path) -> Path:
    """A folder with the demo world, built once however many processes ask for it.

    It starts from the database that is migrated already, where there is one; a reset,
    which has a test, starts from nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            if (kept := migrated.migrated()).exists():
                (folder / "var").mkdir()
                shutil.copyfile(kept, folder / "var" / DATABASE)
            command = [sys.executable, "manage.py", "demo"]
            built = subprocess.run(
                command,
                cwd=ROOT,
                env=environment(folder / "var", port=8000),
                capture_output=True,
                text=True,
                check=False,
            )
            assert built.returncode == 0, built.stdout + built.stderr
            (folder / "built").touch()
    return folder / "var"


@contextmanager
def serve(world: Path, folder: Path, *, second_factor: bool) -> Iterator[Server]:
    """Serve a copy of the world for as long as the block lasts."""
    shutil.copytree(world, folder)
    if second_factor:
        _take_the_demo_mark_off(folder / DATABASE)
    port = services.free_port()
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi"]
    command += ["--config", "python:portal.operations.webserver"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(folder, port=port),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        services.wait_for_port(port, process)
        # Not 127.0.0.1: a passkey belongs to a name.
        yield Server(url=f"http://localhost:{port}", folder=folder)
    finally:
        process.terminate()
        process.wait(timeout=20)


class WarmServers:
    """Serves one copy of a world after the other from code that is read once.

    To start from nothing takes seconds, and a hundred tests want a portal of their own.
    """

    def __init__(self, world: Path, folder: Path):
        self.place = folder / "var"
        self.port = services.free_port()
        shutil.copytree(world, folder / "first")
        self.place.symlink_to(folder / "first")
        self.processes = multiprocessing.get_context("forkserver")
        self.processes.set_forkserver_preload(["tests.browser.warm"])

    @contextmanager
    def serve(self, world: Path, folder: Path) -> Iterator[Server]:
        """As `serve`; one at a time."""
        shutil.copytree(world, folder)
        self.place.unlink()
        self.place.symlink_to(folder)
        process = self.processes.Process(target=_become_a_portal, args=[folder / "log"])
        with mock.patch.dict(os.environ, environment(self.place, port=self.port)):
            process.start()
        try:
            _wait_until_it_listens(self.port, process)
            yield Server(url=f"http://localhost:{self.port}", folder=folder)
        finally:
            process.terminate()
            process.join(timeout=20)


def environment(folder: Path, *, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
        "SCALPWISE_VAR": str(folder),
        "PORT": str(port),
    }


def _become_a_portal(log: Path) -> None:
    from tests.browser import warm  # read already where this process was forked from

    warm.serve(log)


def _wait_until_it_listens(port: int, process: BaseProcess) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.is_alive():
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"No portal listens at {port}; it ended: {process.exitcode}.")


def _take_the_demo_mark_off(database: Path) -> None:
    """Without it, staff and clinics need their second factor as anywhere else."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA application_id = 0")
