"""Run a program in this project's environment, made or brought up to date first.

    python3 requirements/environment.py LAYER [--port N] PROGRAM [ARGUMENT ...]

LAYER is base, production or development. The locked, hashed requirements go into
`.venv` (`.venv-3.13` when `.venv` belongs to another Python), with uv where it can be
had and plain pip otherwise. With --port it first makes sure that the port is free.

Only the standard library is needed, and the syntax is held so old that even a Python
too old for the project can say so.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import socket
import sys
import time
from pathlib import Path

import installer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LAYERS = ("base", "production", "development")  # each holds the ones before it
OLDEST = (3, 11)
VERSION = "{}.{}".format(*sys.version_info)
# Inside an activated environment: the Python it came from, not the environment's own.
INTERPRETER = getattr(sys, "_base_executable", None) or sys.executable
STAMP, UNFINISHED = "scalpwise.json", "scalpwise-unfinished"


def main(arguments):
    if sys.version_info[:2] < OLDEST:
        sys.exit(too_old())
    layer, *program = arguments
    if program[0] == "--port":
        problem = port_problem(program[1])
        if problem:
            sys.exit(problem)
        program = program[2:]
    folder = place(ROOT)
    with one_at_a_time():
        if not is_current(folder, layer):
            make(folder, layer)
    binaries = folder / "bin"
    os.environ["VIRTUAL_ENV"] = str(folder)
    os.environ["PATH"] = os.pathsep.join([str(binaries), os.environ.get("PATH", "")])
    os.chdir(str(ROOT))
    os.execv(str(binaries / program[0]), program)  # noqa: S606 (becomes the program)


def too_old():
    """The sentence for a Python older than the project supports."""
    newer = ("python3.13", "python3.12", "python3.11")
    found = [name for name in newer if shutil.which(name)] or newer
    return (
        "Scalpwise needs Python {}.{} or newer and this is {}.{}.{}: "
        "name a newer one, as in `make run PYTHON={}`."
    ).format(*OLDEST, *sys.version_info[:3], found[0])


def port_problem(port):
    """The sentence for a port that cannot be had, or None."""
    if not (port.isdigit() and 0 < int(port) < 65536):
        return f"PORT is a number from 1 to 65535, not {port!r}."
    another = int(port) + 1 if 1024 <= int(port) < 65535 else 8123
    with contextlib.closing(socket.socket()) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(("127.0.0.1", int(port)))
        except PermissionError:
            return f"Port {port} is not yours to take: try `make run PORT={another}`."
        except OSError:
            return (
                f"Port {port} is in use, perhaps by an earlier `make run`: stop what "
                f"runs there, or take another port with `make run PORT={another}`."
            )
    return None


def place(root):
    """The folder of this Python's environment."""
    usual = root / ".venv"
    made_by = re.search(r"^version(?:_info)? = (\d+\.\d+)", settings_of(usual), re.M)
    if made_by is None or made_by.group(1) == VERSION:
        return usual
    return root / f".venv-{VERSION}"


def settings_of(folder):
    try:
        return (folder / "pyvenv.cfg").read_text()
    except OSError:
        return ""


@contextlib.contextmanager
def one_at_a_time():
    """Two commands started at once must not install into one folder."""
    lock = os.open(str(HERE), os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            installer.say("Waiting for another command to finish the environment.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def stamp_for(folder, layer):
    """What tells a finished environment from an outdated, moved or copied one."""
    locked = (HERE / (layer + ".txt")).read_bytes()
    return {
        "layer": layer,
        "locked": hashlib.sha256(locked).hexdigest(),
        "place": str(folder),
        "python": VERSION,
    }


def stamp_of(folder):
    try:
        return json.loads((folder / STAMP).read_text())
    except (OSError, ValueError):
        return {}


def is_current(folder, layer):
    """Whether the environment holds what is locked for this layer, or for a wider."""
    if (folder / UNFINISHED).exists() or not (folder / "bin" / "python").exists():
        return False
    stamp = stamp_of(folder)
    wide_enough = LAYERS[LAYERS.index(layer) :]
    return stamp.get("layer") in wide_enough and stamp == stamp_for(
        folder, stamp["layer"]
    )


def is_broken(folder):
    """Half made, moved, or left behind by a Python that is gone: made anew then."""
    unusable = not (folder / "bin" / "python").exists() or not settings_of(folder)
    moved = stamp_of(folder).get("place", str(folder)) != str(folder)
    return unusable or moved or (folder / UNFINISHED).exists()


def make(folder, layer):
    """Bring the environment to the locked requirements, from whatever state."""
    started = time.monotonic()
    installer.say(f"Setting up the environment for Python {VERSION}.")
    if is_broken(folder):
        shutil.rmtree(str(folder), ignore_errors=True)
        folder.mkdir()
        (folder / UNFINISHED).touch()
        installer.make_empty(folder, INTERPRETER, VERSION)
    (folder / UNFINISHED).touch()
    installer.install(folder, HERE / f"{layer}.txt")
    (folder / STAMP).write_text(json.dumps(stamp_for(folder, layer)))
    (folder / UNFINISHED).unlink()
    installer.say(f"Environment ready in {time.monotonic() - started:.0f} s.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
