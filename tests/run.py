"""`make test`: the whole suite, on everything the portal runs on.

    python -m tests.run [pytest's arguments]

Cheap parts come first. The last line sums all parts up. With CI=true, anything left
out is a failure; otherwise it is named, with the way to get it.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from tests import counting, migrated, services

ROOT = Path(__file__).resolve().parents[1]
IN_PROCESS = "not browser and not production"
FINE = (0, 5)  # pytest's codes for "all passed" and "nothing selected"


@dataclass
class Part:
    """One run of pytest: what it runs, where, and what came of it."""

    name: str
    selection: str
    needs: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    counts: Path | None = None  # where its processes leave which branches they ran
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    trouble: list[str] = field(default_factory=list)

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def fail(self, trouble: str) -> None:
        """Count something that went wrong outside of any test."""
        self.failed += 1
        self.trouble.append(trouble)

    def count(self, report: Path) -> None:
        """Take the figures from pytest's JUnit report, and why tests were skipped."""
        suite = ET.parse(report).getroot().find("testsuite")  # noqa: S314 (our own file)
        assert suite is not None
        figures = {
            name: int(suite.get(name, 0))
            for name in ("tests", "failures", "errors", "skipped")
        }
        self.failed = figures["failures"] + figures["errors"]
        self.skipped = figures["skipped"]
        self.passed = figures["tests"] - self.failed - self.skipped
        reasons = {each.get("message", "") for each in suite.iter("skipped")}
        self.trouble += [f"left out: {reason}" for reason in sorted(reasons)]


def parts(counts: Path | None) -> list[Part]:
    """The runs of the suite; branches are counted when all of it runs."""
    parallel = ("-n", str(cores()))
    together = ("--dist", "loadgroup")  # the demo world is built by one of them
    return [
        Part(
            "SQLite",
            f"{IN_PROCESS} and not postgresql",
            options=(*parallel, *together),
            counts=counts,
        ),
        Part(
            "PostgreSQL",
            f"{IN_PROCESS} and not one_database",
            needs=("PostgreSQL",),
            options=(*parallel, *together),
        ),
        Part(
            "Browser",
            "browser",
            needs=("Chromium",),
            options=(*parallel, *only("browser")),
        ),
        Part(
            "Production",
            "production",
            needs=("PostgreSQL", "Redis"),
            options=only("production"),
        ),
    ]


def only(folder: str) -> tuple[str, str]:
    """Collect that folder of the tests, when the caller names no other place."""
    return ("-o", f"testpaths=tests/{folder}")


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on a Mac
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def main(arguments: list[str]) -> int:
    strict = os.environ.get("CI") == "true"
    missing = services.missing()
    if missing and services.may_install():
        print(f"Installing {', '.join(missing)} with apt-get …", flush=True)
        services.install(missing)
        missing = services.missing()
    for name in missing:
        print(services.advice(name))
    if missing and strict:
        return 1
    with tempfile.TemporaryDirectory() as folder:
        counts = None if arguments else Path(folder)
        done = parts(counts)
        for part in done:
            absent = [name for name in part.needs if name in missing]
            if absent:
                leave_out(part, absent, arguments)
            else:
                run(part, arguments)
        if counts and not branches_are_run(counts):
            done[0].fail("modules whose every branch must run are short of it")
    return conclude(done, strict=strict)


def run(part: Part, arguments: list[str]) -> None:
    """Run pytest for one part and count."""
    print(f"\n── {part.name} {'─' * (76 - len(part.name))}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, surroundings(part) as environment:
        if part.counts or "DATABASE_TEMPLATE" in environment:
            migrate = [sys.executable, "-m", "tests.migrated"]
            subprocess.run(migrate, env=environment, check=False)
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", part.selection]
        command += [*part.options, f"--junitxml={report}", *arguments]
        code = subprocess.run(command, env=environment, check=False).returncode
        if report.exists():
            part.count(report)
    if code not in FINE and not part.failed:
        part.fail(f"pytest ended with {code}")
    part.seconds = time.monotonic() - started


@contextmanager
def surroundings(part: Part) -> Iterator[dict[str, str]]:
    """The environment of a part, without what the caller set to steer a portal.

    Bytecode is always kept: dozens of processes start, and to compile takes each five
    seconds. Who asked for none of it beside the source finds it with pytest's cache.
    """
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SCALPWISE_VAR", "PORT"}
    ours |= {"DATABASE_TEMPLATE", "PYTEST_PLUGINS", counting.VARIABLE}
    environment = {key: value for key, value in os.environ.items() if key not in ours}
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        bytecode = str(ROOT / ".pytest_cache" / "bytecode")
        environment.setdefault("PYTHONPYCACHEPREFIX", bytecode)
    with ExitStack() as stack:
        if part.name == "PostgreSQL":
            environment["DATABASE_URL"] = stack.enter_context(services.postgres())
            environment["DATABASE_TEMPLATE"] = migrated.TEMPLATE
        if part.counts:
            environment["PYTEST_PLUGINS"] = counting.__name__
            environment[counting.VARIABLE] = str(part.counts)
        yield environment


def leave_out(part: Part, absent: list[str], arguments: list[str]) -> None:
    """Count what would have run."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--no-header"]
    command += ["-m", part.selection, *arguments]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    part.skipped = sum("::" in line for line in listed.stdout.splitlines())
    part.trouble.append(f"left out: needs {' and '.join(absent)}")


def branches_are_run(counts: Path) -> bool:
    """Print where the modules that must be whole are not."""
    missed = counting.missed(counts)
    whole = len(counting.modules()) - len(missed)
    print(f"\nModules of which every branch ran: {whole}")
    for module, left in missed.items():
        print(f"{module} is short of {', '.join(left)}")
    return not missed


def conclude(done: list[Part], *, strict: bool) -> int:
    """Print a line per part and the sum; the exit code."""
    print()
    for part in done:
        minutes, seconds = divmod(round(part.seconds), 60)
        print(f"{part.name:12}{part!s:40}{minutes:3} min {seconds:2} s")
        for trouble in part.trouble:
            print(f"{'':12}{trouble}")
    total = Part("All", "")
    for part in done:
        total.passed += part.passed
        total.failed += part.failed
        total.skipped += part.skipped
    print(total)
    nothing = total.passed == 0
    return int(bool(total.failed or nothing or (strict and total.skipped)))


if __name__ == "__main__":
    # Told to end, it still stops the servers it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
