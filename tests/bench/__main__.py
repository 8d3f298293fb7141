"""`make bench`: what a page costs, beside a bare Django view in the same processes.

    python -m tests.bench [--quick] [--keep]

--quick measures SQLite at its smallest, without instructions; --keep leaves
docs/performance.md as it is.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import services
from tests.bench import report, served
from tests.bench.loop import UNCACHED

SIZES = (1, 10, 100)
TARGETS = ("home", "article", "article_index", "risk_factor")


@dataclass
class Figures:
    """Everything that was measured."""

    lines: list[report.Line] = field(default_factory=list)
    weights: dict[str, served.Weight] = field(default_factory=dict)
    memory: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)


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
    pages = targets(environment)
    for size in SIZES[:1] if quick else SIZES:
        if size > 1:
            say(f"{database}: {size} times the articles …")
            run(
                environment,
                "-m",
                "tests.bench.world",
                "grow",
                pages["article"],
                str(size),
            )
        exact = database == "SQLite" and size in {1, SIZES[-1]} and not quick
        lines = counted(database, size, environment, pages, instructions=exact)
        figures.lines += lines
        if size in {1, SIZES[-1]}:
            paced(environment, pages, lines, figures, first=size == 1)
    if database == "SQLite":
        figures.starts = [served.start_time(environment) for _ in range(3)]


def targets(environment: dict) -> dict[str, str]:
    """The public pages of the demo world by their names in `demo --addresses`."""
    known = json.loads(run(environment, "manage.py", "demo", "--addresses"))
    return {name: known[name] for name in TARGETS}


def counted(database, size, environment, pages, *, instructions):
    """Queries of each page, cold and kept; instructions where valgrind is there."""
    say(f"{database}, {size} times: counting …")
    prefix: tuple[str, ...] = ()
    if instructions and shutil.which("callgrind_control"):
        out = Path(environment["SCALPWISE_VAR"]) / "callgrind" / f"{size}"
        out.parent.mkdir(exist_ok=True)
        environment = environment | {"BENCH_CALLGRIND": str(out)}
        prefix = ("valgrind", "-q", "--tool=callgrind", "--instr-atstart=no")
        prefix += (f"--callgrind-out-file={out}",)
    paths = {"bare view": served.BARE} | pages
    printed = run(environment, "-m", "tests.bench.loop", *paths.values(), prefix=prefix)
    names = {path: name for name, path in paths.items()}
    costs = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    return [
        report.Line(
            database=database,
            pages=size,
            page=names[cost["path"]],
            cache="passed by" if cost["cold"] else "full",
            queries=cost["queries"],
            instructions=cost["instructions"],
        )
        for cost in costs
        if cost["status"] == 200 and not (cost["path"] == served.BARE and cost["cold"])
    ]


def paced(environment, pages, lines, figures, *, first):
    """Requests per second beside the bare view, in turn; weight and memory as well."""
    say(f"{lines[0].database}, {lines[0].pages} times: serving …")
    by_path = {}
    for line in lines:
        if line.page in pages:
            query = UNCACHED if line.cache != "full" else ""
            by_path[pages[line.page] + query] = line
    with served.server(environment) as site:
        for path, pace in served.paces(
            site, list(by_path), rounds=5, seconds=0.3
        ).items():
            line = by_path[path]
            line.ratio, line.spread, line.rate = pace.ratio, pace.spread, pace.rate
        if first and not figures.weights:
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
