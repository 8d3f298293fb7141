"""Which statements and branches ran, in the modules where all of them must.

A plugin of pytest: `tests.run` names it in PYTEST_PLUGINS, so that it is there before
Django imports a module of ours, and says in COUNTS where each process leaves its count.

slipcover writes marks into these modules as they are imported, and no other module
is slower for it. A tracer, which hears of every line of everything, more than doubles
the time of a test.
"""

import ast
import json
import os
from fnmatch import fnmatch
from pathlib import Path

import slipcover

ROOT = Path(__file__).resolve().parents[1]
# Where a mistake hurts somebody: every branch is run.
WHOLE = ("portal/knowledge/*", "*/domain/*", "*/rules.py", "*/access.py", "*/access/*")
PACKAGES = ("portal", "clinics", "aftercare")
VARIABLE = "COUNTS"
NEVER = 2**30  # slipcover would otherwise take its marks out of running code


class Modules:
    """What slipcover is to count."""

    @staticmethod
    def matches(path: str) -> bool:
        file = Path(path)
        if file.suffix != ".py" or not file.is_relative_to(ROOT):
            return False
        name = file.relative_to(ROOT).as_posix()
        ours = name.partition("/")[0] in PACKAGES
        return ours and any(fnmatch(name, pattern) for pattern in WHOLE)


def modules() -> list[str]:
    files = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    return sorted(
        path.relative_to(ROOT).as_posix() for path in files if Modules.matches(path)
    )


counter = None
if VARIABLE in os.environ:
    counter = slipcover.Slipcover(branch=True, d_miss_threshold=NEVER)
    slipcover.ImportManager(counter, Modules()).__enter__()


def pytest_sessionfinish():
    if counter:
        counts = Path(os.environ[VARIABLE]) / f"{os.getpid()}.json"
        counts.write_text(json.dumps(counter.get_coverage()["files"]))


def missed(folder: Path) -> dict[str, list[str]]:
    """Per module, what no process ran: `12` is a statement, `12->14` a branch."""
    processes = [json.loads(path.read_text()) for path in folder.glob("*.json")]
    found = {}
    for module in modules():
        counts = [each[module] for each in processes if module in each]
        source = (ROOT / module).read_text("utf-8")
        if rest := left(source, counts) if counts else ["never imported"]:
            found[module] = rest
    return found


def left(source: str, counts: list[dict]) -> list[str]:
    begins = _statements(source)
    ran = {
        begins.get(line, line) for count in counts for line in count["executed_lines"]
    }
    lines = {begins.get(line, line) for line in counts[0]["missing_lines"]} - ran
    branches = set.intersection(
        *({tuple(branch) for branch in count["missing_branches"]} for count in counts)
    )
    written = source.splitlines()
    return [
        *map(str, sorted(lines)),
        *(
            f"{start}->{end or 'exit'}"
            for start, end in sorted(branches)
            if "pragma: no branch" not in written[start - 1]
        ),
    ]


def _statements(source: str) -> dict[int, int]:
    """For each line, where the innermost statement around it begins."""
    begins = {}
    for node in ast.walk(ast.parse(source)):  # outer ones come first
        if isinstance(node, ast.stmt):
            last = node.end_lineno or node.lineno
            begins |= dict.fromkeys(range(node.lineno, last + 1), node.lineno)
    return begins
