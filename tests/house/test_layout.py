"""The top of the tree holds the fixed entries and no others."""

from tests.house.source import ROOT, own_modules, shown

ENTRIES = {
    ".ci": "what the build server runs",
    ".dockerignore": "what stays out of the image",
    ".gitignore": "what is made here and not kept",
    "CHANGELOG.md": "what changed, for the people it changes for",
    "CONTRIBUTING.md": "how to work on this",
    "Dockerfile": "the image",
    "LICENSE": "what others may do with it",
    "Makefile": "run, test, fmt, check, bench, help",
    "README.md": "what it is and how to start",
    "SECURITY.md": "whom to tell about a hole",
    "aftercare": "clients, treatments, plans, reports",
    "clinics": "clinics, teams, papers, inks",
    "compose.yaml": "the production set on one machine",
    "docs": "decisions, running, one page per mechanism",
    "manage.py": "Django's commands",
    "portal": "everything that is not of one clinic",
    "pyproject.toml": "the tools' settings",
    "requirements": "what is installed, and why",
    "templates": "every template",
    "tests": "every test",
}
FORBIDDEN_NAMES = {"utils", "helpers", "services", "common", "misc"}


def entries_made_here() -> set[str]:
    """What tools leave behind, as .gitignore names it."""
    lines = (ROOT / ".gitignore").read_text().split()
    return {line.strip("/") for line in lines} | {".git"}


def test_the_top_of_the_tree_holds_only_the_fixed_entries():
    made = entries_made_here()

    found = {path.name for path in ROOT.iterdir()}

    unknown = {
        name
        for name in found - ENTRIES.keys()
        if not any(name == each or name.startswith(each.rstrip("*")) for each in made)
    }
    assert unknown == set()


def test_no_module_is_a_drawer_for_everything():
    drawers = [
        shown(path)
        for path in own_modules()
        if {path.stem, *path.relative_to(ROOT).parts[:-1]} & FORBIDDEN_NAMES
    ]

    assert drawers == []
