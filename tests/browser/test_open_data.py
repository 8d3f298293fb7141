"""A program that asks the open data whatever its description allows, and more."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import server as servers

SCHEMATHESIS = Path(sys.executable).with_name("st")
SECONDS = 40


@pytest.fixture
def patient_server(demo_world, tmp_path, monkeypatch):
    """A portal that answers however often it is asked."""
    monkeypatch.setenv("RATE_LIMITS", "0")
    folder = tmp_path / "var"
    with servers.serve(demo_world, folder, second_factor=False) as server:
        yield server


def test_every_answer_is_as_described(patient_server, tmp_path):
    command = [SCHEMATHESIS, "run", f"{patient_server.url}/api/v1/openapi.json"]
    command += ["--max-examples", "20", "--max-time", str(SECONDS), "--seed", "1"]

    run = subprocess.run(
        [*command, "--no-color"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=SECONDS * 4,
        check=False,
    )

    assert run.returncode == 0, run.stdout[-6000:] + patient_server.log[-2000:]
    assert "Tested: 8" in run.stdout
