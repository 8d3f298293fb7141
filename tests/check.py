"""`make check` and `make fmt`: what a machine can say about code that does not run.

    python -m tests.check [--mend]

With --mend, whatever can mend itself does; without, nothing is written.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
PYTHON = (sys.executable, "-m")

# what it looks at: (command that looks, command that mends if there is one)
CHECKS = {
    "Python, linted": (
        [*PYTHON, "ruff", "check", "--quiet", "."],
        [*PYTHON, "ruff", "check", "--quiet", "--fix", "."],
    ),
    "Python, formatted": (
        [*PYTHON, "ruff", "format", "--check", "--quiet", "."],
        [*PYTHON, "ruff", "format", "--quiet", "."],
    ),
    "templates, indented": (
        ["djhtml", "--check", *TEMPLATES],
        ["djhtml", *TEMPLATES],
    ),
    "templates, formatted": (
        ["djade", "--check", *TEMPLATES],
        ["djade", *TEMPLATES],
    ),
    "import arrows": (["lint-imports", "--no-cache"], None),
    "migrations": (
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        None,
    ),
    "system checks": (
        [sys.executable, "manage.py", "check", "--fail-level=WARNING"],
        None,
    ),
    "deployment checks": ([*PYTHON, "tests.house.deployment"], None),
    "locked requirements": (
        [*PYTHON, "pytest", "-q", "--no-header", "tests/house/test_requirements.py"],
        None,
    ),
    "message catalogues": (
        [*PYTHON, "pytest", "-q", "--no-header", "tests/house/test_catalogues.py"],
        [*PYTHON, "tests.house.catalogues"],
    ),
}
if shutil.which("xgettext"):
    CHECKS["messages of the code"] = (
        [*PYTHON, "tests.house.catalogues", "--missing"],
        None,
    )


def main(arguments: list[str]) -> int:
    mend = "--mend" in arguments
    failed = []
    for name, (look, mending) in CHECKS.items():
        command = mending if mend else look
        if command is None:
            continue
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False
        )
        # djade and djhtml end with 1 when they have changed something.
        bad = done.returncode != 0 and not (mend and command[0].startswith("dj"))
        print(f"{'not ' if bad else ''}well: {name}", flush=True)
        if bad:
            failed.append(name)
            print(done.stdout + done.stderr)
    if failed:
        print(f"{len(failed)} of {len(CHECKS)} need work: {', '.join(failed)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
