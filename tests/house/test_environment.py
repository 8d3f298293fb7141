"""Setting up: what `make` says and does before anything is installed."""

import ast
import json
import socket
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "requirements"


@pytest.fixture
def environment(monkeypatch):
    """requirements/environment.py, which is a program and no package of ours."""
    monkeypatch.syspath_prepend(FOLDER)
    import environment

    return environment


@pytest.fixture
def finished(environment, tmp_path):
    """A folder that looks like a finished environment with the base layer."""
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "pyvenv.cfg").write_text(f"version = {environment.VERSION}.4\n")
    stamp = environment.stamp_for(folder, "base")
    (folder / environment.STAMP).write_text(json.dumps(stamp))
    return folder


@pytest.mark.parametrize("name", ["environment.py", "installer.py"])
def test_a_python_too_old_can_read_far_enough_to_say_so(name):
    ast.parse((FOLDER / name).read_text(), feature_version=(3, 7))


def test_too_old_names_the_version_and_the_way_out(environment, monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 18, "final", 0))
    monkeypatch.setattr(environment.shutil, "which", lambda name: name == "python3.12")

    with pytest.raises(SystemExit) as refusal:
        environment.main(["base", "python"])

    assert str(refusal.value) == (
        "Scalpwise needs Python 3.11 or newer and this is 3.9.18: "
        "name a newer one, as in `make run PYTHON=python3.12`."
    )


def test_a_port_in_use_is_said_before_anything_is_made(environment, monkeypatch):
    made = []
    monkeypatch.setattr(environment, "make", lambda *layer: made.append(layer))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=f"Port {port} is in use") as refusal:
            environment.main(["base", "--port", str(port), "python"])

    assert "make run PORT=" in str(refusal.value)
    assert made == []


@pytest.mark.parametrize("port", ["", "web", "0", "65536", "-1", "80.5"])
def test_a_port_is_a_number(environment, port):
    assert environment.port_problem(port) == (
        f"PORT is a number from 1 to 65535, not {port!r}."
    )


def test_another_python_has_another_folder(environment, tmp_path):
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("home = /usr\nversion = 3.8.1\n")

    assert environment.place(tmp_path).name == f".venv-{environment.VERSION}"


def test_the_same_python_has_the_usual_folder(environment, finished):
    assert environment.place(finished.parent) == finished
    assert environment.place(finished.parent / "elsewhere").name == ".venv"


def test_a_finished_environment_is_taken_as_it_is(environment, finished):
    assert environment.is_current(finished, "base")
    assert not environment.is_broken(finished)


def test_a_narrow_environment_does_not_do_for_a_wider_layer(environment, finished):
    assert not environment.is_current(finished, "development")
    assert not environment.is_broken(finished)


def test_other_locked_versions_are_installed(environment, finished):
    stamp = environment.stamp_of(finished) | {"locked": "other"}
    (finished / environment.STAMP).write_text(json.dumps(stamp))

    assert not environment.is_current(finished, "base")
    assert not environment.is_broken(finished)


@pytest.mark.parametrize("fault", ["unfinished", "moved", "no python", "no settings"])
def test_what_is_broken_is_made_anew(environment, finished, fault):
    match fault:
        case "unfinished":
            (finished / environment.UNFINISHED).touch()
        case "moved":
            finished = finished.rename(finished.parent / "moved")
        case "no python":
            (finished / "bin" / "python").unlink()
        case "no settings":
            (finished / "pyvenv.cfg").unlink()

    assert environment.is_broken(finished)


def test_no_network_is_one_sentence(environment, capfd):
    words = "Failed to establish a new connection: [Errno 111] Connection refused"
    program = [sys.executable, "-c", f"import sys; print({words!r}); sys.exit(1)"]

    with pytest.raises(SystemExit) as refusal:
        environment.installer.run("Installing", program)

    assert str(refusal.value) == environment.installer.NO_NETWORK
    assert capfd.readouterr().out == "Installing  failed\n"


def test_another_failure_shows_what_was_said(environment):
    program = [sys.executable, "-c", "import sys; sys.exit('hashes do not match')"]

    with pytest.raises(SystemExit, match="hashes do not match"):
        environment.installer.run("Installing", program)
