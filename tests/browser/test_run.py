"""What `make run` starts, and `make demo-reset` under a server that is running."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from portal.demo import files
from tests import services
from tests.browser.conftest import sign_in
from tests.browser.server import ROOT, environment


def command(folder, *arguments: str, port: int = 8000) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder, port=port),
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.fixture
def started(demo_world, tmp_path):
    """The lines `manage.py start` said on a world that is there, and its exit code."""
    folder, port = tmp_path / "var", services.free_port()
    shutil.copytree(demo_world, folder)
    with subprocess.Popen(
        [sys.executable, "manage.py", "start", "--port", str(port)],
        cwd=ROOT,
        env=environment(folder, port=port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if lines[-1].startswith("Stop with"):
                break
        told = time.monotonic()
        process.send_signal(signal.SIGINT)
        lines += [line.strip() for line in process.stdout]
    return port, lines, process.returncode, time.monotonic() - told


def test_start_says_where_to_go_and_who_to_be_and_ends_when_told(started):
    port, lines, code, seconds = started
    said = "\n".join(lines)

    assert f"Scalpwise is at http://localhost:{port}" in said
    assert f"all with the password {files.password()}" in said
    assert {person["email"] for person in files.accounts()} <= set(said.split())
    assert "Preparing" not in said
    assert "Traceback" not in said
    assert code == 0
    assert seconds < 20


@pytest.mark.own_server
@pytest.mark.parametrize("width", [1280], indirect=True)
def test_a_reset_takes_back_what_visitors_changed(page, server):
    sign_in(page, "client")

    command(server.folder, "demo", "--reset")

    page.goto("/account/")  # the session went with the old world
    assert "/account/login/" in page.url
    sign_in(page, "client")
    assert "Daniel Asare" in page.content()


def test_addresses_are_printed_as_json(demo_world, tmp_path):
    shutil.copytree(demo_world, tmp_path / "var")

    printed = command(tmp_path / "var", "demo", "--addresses").stdout

    assert json.loads(printed)["login"] == "/account/login/"


def test_other_settings_cannot_have_a_demo_world():
    with pytest.raises(subprocess.CalledProcessError) as refusal:
        subprocess.run(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test"},
            capture_output=True,
            text=True,
            check=True,
        )

    assert "for the embedded installation only" in refusal.value.stderr
