"""`make bench`: what a page costs, beside a bare Django view in the same processes.

    python -m tests.bench [--quick] [--keep]

--quick measures SQLite at its smallest, without instructions; --keep leaves
docs/performance.md as it is.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests import services
from tests.bench import callgrind, report, served, targets
from tests.bench.targets import FIRST, FULL, UNCACHED, Target

SIZES = (20, 1_000, 10_000)
BARE = "bare view"


@dataclass
class Figures:
    """Everything that was measured."""

    lines: list[report.Line] = field(default_factory=list)
    weights: dict[str, served.Weight] = field(default_factory=dict)
    memory: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    triage: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    started, figures = time.monotonic(), Figures()
    databases = ["SQLite"]
    if not options.quick and services.postgres_binaries():
        databases.append("PostgreSQL")
    for database in databases:
        with surroundings(database) as environment:
            measure(database, environment, figures, quick=options.quick)
    text = described(figures, seconds=time.monotonic() - started)
    print(text)
    if not (options.keep or options.quick):
        report.write(text)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def surroundings(database: str) -> Iterator[dict[str, str]]:
    """A world of the bench's own; yields the environment its processes get."""
    with tempfile.TemporaryDirectory(prefix="scalpwise-bench-") as folder:
        environment = {
            "SCALPWISE_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "DATABASE_URL": "",
        }
        (Path(folder) / "static").mkdir()
        if database == "SQLite":
            yield environment
            return
        with services.postgres() as url:
            yield environment | {"DATABASE_URL": url}


def run(environment: dict, *arguments: str, prefix: tuple[str, ...] = ()) -> str:
    command = [*prefix, sys.executable, *arguments]
    done = subprocess.run(
        command, env=os.environ | environment, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}.")
    return done.stdout


def measure(database: str, environment: dict, figures: Figures, *, quick: bool) -> None:
    say(f"{database}: building the demo world …")
    run(environment, "-m", "tests.bench.world", "build")
    known = json.loads(run(environment, "manage.py", "demo", "--addresses"))
    asked = targets.targets(known)
    for size in SIZES[:1] if quick else SIZES:
        say(f"{database}: {size:,} pages in the list …")
        grow = ("grow", known["article"], str(size))
        run(environment, "-m", "tests.bench.world", *grow)
        outermost = size in {SIZES[0], SIZES[-1]}
        exact = database == "SQLite" and outermost and not quick
        lines = counted(database, size, environment, asked, exact=exact)
        figures.lines += lines
        if outermost:
            first = size == SIZES[0]
            paced(environment, asked, lines, figures, known, first=first)
    if database == "SQLite":
        figures.triage = judged(environment)
        figures.starts = [served.start_time(environment) for _ in range(3)]


def counted(database, size, environment, asked, *, exact) -> list[report.Line]:
    """Queries of each target; instructions where valgrind is there."""
    say(f"{database}, {size:,} pages: counting …")
    bare = Target(name=BARE, path=served.BARE, state=FULL)
    costs = costs_of([bare, *asked], environment, exact=exact)
    return [
        report.Line(
            database=database,
            pages=size,
            page=cost["name"],
            cache=cost["state"],
            queries=cost["queries"],
            instructions=cost["instructions"],
        )
        for cost in costs
        if cost["state"]
    ]


def costs_of(asked: list[Target], environment: dict, *, exact: bool) -> list[dict]:
    out = Path(environment["SCALPWISE_VAR"]) / "callgrind" / "out"
    prefix, variables = callgrind.prefix(out) if exact else ((), {})
    text = json.dumps([asdict(each) for each in asked])
    printed = run(
        environment | variables, "-m", "tests.bench.loop", text, prefix=prefix
    )
    costs = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    for cost in costs:
        if cost["status"] != 200:
            raise SystemExit(f"{cost['name']} answered {cost['status']}.")
    return costs


def judged(environment: dict) -> str:
    """What triage costs, without a request around it."""
    timed, exact = (costs_of([], environment, exact=each) for each in (False, True))
    said = []
    for time_taken, cost in zip(timed, exact, strict=True):
        text = f"{time_taken['name']}: {time_taken['milliseconds']:.3f} ms"
        if cost["instructions"]:
            text += f" and {cost['instructions'] / 1e6:.2f} M instructions"
        said.append(text)
    return "; ".join(said)


def paced(environment, asked, lines, figures, known, *, first) -> None:
    """Requests per second beside the bare view, in turn; weight and memory as well."""
    say(f"{lines[0].database}, {lines[0].pages:,} pages: serving …")
    by_target = {(line.page, line.cache): line for line in lines}
    # One process cannot say what a first one costs; strangers ask for what is served.
    serving = [each for each in asked if each.state != FIRST and not each.role]
    with served.server(environment) as site:
        paces = served.paces(site, serving, rounds=5, seconds=0.3)
        for target, pace in zip(serving, paces, strict=True):
            line = by_target[target.name, target.state]
            line.ratio, line.spread, line.rate = pace.ratio, pace.spread, pace.rate
        if first and not figures.weights:
            pages = {name: known[name] for name in (*targets.PAGES, "check")}
            figures.weights = {name: served.weight(site, pages[name]) for name in pages}
            figures.memory = memory_over_time(site, pages)


def memory_over_time(site: served.Server, pages: dict[str, str]) -> list[str]:
    """The largest worker's memory, early and after many requests."""
    paths = [path + query for path in pages.values() for query in ("", UNCACHED)]
    said = [f"{site.memory('VmRSS'):.0f} MB after the rounds above"]
    asked, deadline = 0, time.monotonic() + 20
    while asked < 10_000 and time.monotonic() < deadline:
        for path in paths:
            site.get(path)
            asked += 1
    said.append(f"{site.memory('VmRSS'):.0f} MB after {asked:,} more requests")
    said.append(f"{site.memory():.0f} MB at its peak")
    return said


def described(figures: Figures, *, seconds: float) -> str:
    weights = [
        [
            name,
            f"{weight.html / 1000:.1f} kB",
            f"{weight.whole / 1000:.1f} kB",
            str(weight.requests),
            ", ".join(sorted(weight.other_hosts)) or "none",
        ]
        for name, weight in figures.weights.items()
    ]
    return "\n\n".join(
        [
            conditions(seconds),
            report.table(report.COLUMNS, [line.cells() for line in figures.lines]),
            report.table(report.WEIGHT_COLUMNS, weights),
            f"Memory of the larger web worker: {', '.join(figures.memory)}.",
            f"Judging one report, {figures.triage}.",
            f"From the command to the first answer, one worker: "
            f"{statistics.median(figures.starts):.1f} s (median of three).",
        ]
    )


def conditions(seconds: float) -> str:
    import django
    import wagtail

    cores = len(os.sched_getaffinity(0))
    return (
        f"Measured on {time.strftime('%Y-%m-%d')}, {platform.system()} "
        f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, "
        f"Django {django.get_version()}, Wagtail {wagtail.__version__}; gunicorn with "
        f"2 sync workers, DEBUG off, one connection at a time; five rounds of 0.3 "
        f"seconds per page. {os.getloadavg()[2]:.1f} processes wanted to run at "
        f"once in the last quarter of an hour. The run took {seconds / 60:.1f} minutes."
    )


if __name__ == "__main__":
    main()
