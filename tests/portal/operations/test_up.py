"""One command runs the portal, and everything ends with it."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from portal.operations import heart, supervisor, webserver
from portal.operations.supervisor import Supervisor
from portal.settings.env import BASE_DIR
from tests import services

pytestmark = pytest.mark.real_clock

FOREVER = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('deaf', flush=True); time.sleep(600)",
]


@contextmanager
def up(port, folder):
    """`manage.py up` as somebody would start it, its output on a pipe."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up", "--port", str(port)],
        cwd=BASE_DIR,
        env=os.environ
        | {
            "SCALPWISE_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        yield process
        process.kill()


def test_up_says_where_answers_and_ends_when_told(tmp_path):
    port = services.free_port()
    with up(port, tmp_path) as process:
        assert process.stdout.readline() == f"Scalpwise is at http://localhost:{port}\n"
        connection = HTTPConnection("localhost", port)
        connection.request("GET", "/health/live")
        assert connection.getresponse().read() == b"alive\n"
        connection.close()

        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=30) == 0
    with socket.socket() as sock:
        assert sock.connect_ex(("127.0.0.1", port)) != 0


def test_up_names_a_port_that_is_in_use():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError) as refusal:
            call_command("up", port=port)

    assert str(refusal.value) == (
        f"Port {port} is in use. Choose another: PORT={port + 1}"
    )


@pytest.fixture
def handlers():
    """Put back who listens to the signals of the test run itself."""
    kept = {number: signal.getsignal(number) for number in supervisor.SIGNALS}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
def test_when_one_process_ends_all_end():
    short = [sys.executable, "-c", "raise SystemExit(3)"]
    together = Supervisor([FOREVER, short], environment=dict(os.environ))

    code = together.run(when_up=lambda: False)

    assert code == 3
    assert [child.returncode for child in together.children] == [-signal.SIGTERM, 3]


@pytest.mark.usefixtures("handlers")
def test_process_that_will_not_end_is_killed(monkeypatch):
    monkeypatch.setattr(supervisor, "PATIENCE", 0.5)
    together = Supervisor([STUBBORN], environment=dict(os.environ))

    def tell_to_end():
        time.sleep(1)  # until the child is deaf
        together.end(signal.SIGTERM, None)
        return True

    code = together.run(when_up=tell_to_end)

    assert code == 0
    assert together.children[0].returncode == -signal.SIGKILL


@pytest.mark.parametrize("here", [True, False])
def test_web_process_keeps_time_only_where_no_worker_does(settings, monkeypatch, here):
    settings.SCHEDULER_IN_WEB = here
    started = []
    monkeypatch.setattr(
        heart, "Heart", lambda: SimpleNamespace(start=lambda: started.append("heart"))
    )

    webserver.post_worker_init(None)

    assert started == ["heart"] * here
