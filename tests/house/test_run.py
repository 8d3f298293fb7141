"""`make test` adds up what pytest reports, and forgets nothing."""

import subprocess
from pathlib import Path

import pytest

from tests import run

TESTS = Path(run.__file__).parent

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite tests="10" failures="1" errors="1" skipped="2">
  <testcase name="one"><skipped message="no Redis here" /></testcase>
  <testcase name="two"><skipped message="no Redis here" /></testcase>
</testsuite></testsuites>
"""


@pytest.fixture
def counted(tmp_path):
    part = run.Part("SQLite", "")
    (tmp_path / "report.xml").write_text(REPORT)
    part.count(tmp_path / "report.xml")
    return part


def test_a_part_counts_errors_as_failures(counted):
    assert str(counted) == "6 passed, 2 failed, 2 skipped"
    assert counted.trouble == ["left out: no Redis here"]


def test_the_last_line_is_the_sum(counted, capsys):
    others = run.Part("Browser", "", passed=5, skipped=1, seconds=61)

    run.conclude([counted, others], strict=False)

    assert capsys.readouterr().out.splitlines()[-1] == "11 passed, 2 failed, 3 skipped"


@pytest.mark.parametrize(
    ("figures", "strict", "code"),
    [
        ({"passed": 3}, False, 0),
        ({"passed": 3}, True, 0),
        ({"passed": 3, "skipped": 1}, False, 0),
        ({"passed": 3, "skipped": 1}, True, 1),
        ({"passed": 3, "failed": 1}, False, 1),
        ({}, False, 1),
    ],
)
def test_the_exit_code(figures, strict, code):
    assert run.conclude([run.Part("All", "", **figures)], strict=strict) == code


def test_a_pytest_that_never_ran_is_a_failure(monkeypatch):
    part = run.Part("SQLite", "")
    monkeypatch.setattr(
        run.subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, returncode=4),
    )

    run.run(part, [])

    assert (part.failed, part.trouble) == (1, ["pytest ended with 4"])


def test_nothing_the_caller_set_steers_the_portal(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody/else")
    monkeypatch.setenv("SCALPWISE_VAR", "/somewhere")

    with run.surroundings(run.Part("SQLite", "")) as environment:
        assert {"DATABASE_URL", "SCALPWISE_VAR"} & environment.keys() == set()


def test_bytecode_is_kept_and_not_beside_the_source(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)

    with run.surroundings(run.Part("SQLite", "")) as environment:
        assert "PYTHONDONTWRITEBYTECODE" not in environment
        assert environment["PYTHONPYCACHEPREFIX"].endswith(".pytest_cache/bytecode")


@pytest.mark.parametrize("folder", ["browser", "production"])
def test_a_part_that_looks_in_one_folder_misses_no_test(folder):
    marked = {
        path.relative_to(TESTS).parts[0]
        for path in TESTS.rglob("test_*.py")
        if f"mark.{folder}" in path.read_text("utf-8") and path != Path(__file__)
    }

    assert marked <= {folder}


def test_missing_programs_are_named_and_fail_the_build_server(monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(run.services, "missing", lambda: ["Redis"])
    monkeypatch.setattr(run.services, "may_install", lambda: False)

    assert run.main([]) == 1
    assert capsys.readouterr().out == (
        "Redis is not here, so the production tests are left out: "
        "apt-get install redis-server\n"
    )


def test_what_is_left_out_is_counted():
    part = run.Part("PostgreSQL", "not browser and not production")

    run.leave_out(part, ["PostgreSQL"], ["tests/house/test_run.py", "-k", "exit_code"])

    assert part.skipped == 6
    assert part.trouble == ["left out: needs PostgreSQL"]
