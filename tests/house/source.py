"""What is ours: the apps, their models, modules and templates."""

import ast
from pathlib import Path

from django.apps import apps

from portal.settings.env import BASE_DIR

ROOT: Path = BASE_DIR
PACKAGES = ("portal", "clinics", "aftercare")
TEMPLATES = ROOT / "templates"


def own_apps():
    """The Django apps of this repository."""
    return [
        each
        for each in apps.get_app_configs()
        if each.name.partition(".")[0] in PACKAGES
    ]


def own_models():
    """Every model of ours that has a table."""
    return [model for app in own_apps() for model in app.get_models()]


def own_modules() -> list[Path]:
    """Every Python file that ships, migrations left out."""
    return sorted(
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
    )


def view_modules() -> list[Path]:
    """The files that answer requests: views.py, views/*.py, *_views.py."""
    return [
        path
        for path in own_modules()
        if path.stem in {"views", "viewsets"}
        or path.parent.name in {"views", "viewsets"}
        or path.stem.endswith("_views")
    ]


def templates() -> dict[str, str]:
    """Every template by its name, with its text."""
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text()
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file()
    }


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def shown(path: Path) -> str:
    """The path as a person would write it in a message."""
    return path.relative_to(ROOT).as_posix()
