"""Nothing that ships is a promise for later, and nothing is switched off in silence."""

import re

import pytest

from tests.house.source import ROOT

SHIPPED = ("portal", "clinics", "aftercare", "templates", "docs", "requirements")
TOP = ("manage.py", "Makefile", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
READ = {".css", ".html", ".js", ".md", ".py", ".svg", ".txt", ".yaml", ".yml", ""}
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|(?i:coming soon|lorem ipsum))\b")
SWITCHED_OFF = re.compile(r"# noqa\b(?P<rest>.*)$", re.MULTILINE)
CODE_AND_REASON = re.compile(r": [A-Z]+\d+(?:, ?[A-Z]+\d+)*\W+\w.{4,}")


def shipped_files():
    for name in SHIPPED:
        for path in sorted((ROOT / name).rglob("*")):
            if path.is_file() and path.suffix in READ and "vendor" not in path.parts:
                yield path
    yield from (ROOT / name for name in TOP if (ROOT / name).exists())


def test_nothing_that_ships_is_a_promise():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in shipped_files()
        for match in UNFINISHED.finditer(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize("folder", ["portal", "clinics", "aftercare", "tests"])
def test_every_switched_off_check_says_which_one_and_why(folder):
    bare = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.name != "test_words.py"
        for match in SWITCHED_OFF.finditer(path.read_text())
        if not CODE_AND_REASON.match(match["rest"])
    ]

    assert bare == []
