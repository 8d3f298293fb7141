"""A branch that no test runs is named, and one that ran anywhere is not."""

import os
import subprocess
import sys

from tests import counting

SOURCE = """\
def share(part, whole):
    if not whole:
        return None
    for _ in range(
        part,
    ):
        whole += 1
    if part:  # pragma: no branch (of the tests)
        part += 1
    return (
        part
        / whole
    )
"""
# What two processes ran of it: one began and stopped early, the other went through.
EARLY = {
    "executed_lines": [1, 2, 3],
    "missing_lines": [4, 5, 7, 8, 9, 10, 11, 12],
    "missing_branches": [[2, 4], [4, 7], [4, 8], [8, 9], [8, 10]],
}
THROUGH = {
    "executed_lines": [1, 2, 5, 8, 9, 10, 11, 12],
    "missing_lines": [3, 4, 7],
    "missing_branches": [[2, 3], [4, 7], [8, 10]],
}
SCRIPT = """
from tests import counting
from portal.knowledge import text
counting.pytest_sessionfinish()
"""


def test_what_no_process_ran_is_named():
    assert counting.left(SOURCE, [EARLY]) == [
        *("4", "7", "8", "9", "10"),
        *("2->4", "4->7", "4->8"),
    ]
    assert counting.left(SOURCE, [EARLY, THROUGH]) == ["7", "4->7"]
    assert counting.left(SOURCE, [THROUGH | {"missing_branches": [[4, 0]]}]) == [
        *("3", "7", "4->exit")
    ]


def test_a_process_leaves_its_count(tmp_path):
    subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=counting.ROOT,
        env=os.environ | {counting.VARIABLE: str(tmp_path)},
        check=True,
    )

    missed = counting.missed(tmp_path)

    assert "1" not in missed["portal/knowledge/text.py"]
    assert any("->" in each for each in missed["portal/knowledge/text.py"])
    assert missed["clinics/rules.py"] == ["never imported"]


def test_all_that_must_be_whole_is_counted():
    assert {
        "portal/knowledge/triage.py",
        "aftercare/domain/reports.py",
        "aftercare/access/reports.py",
        "clinics/rules.py",
        "portal/moderation/access.py",
    } <= {*counting.modules()}
    assert not any("/views/" in module for module in counting.modules())
