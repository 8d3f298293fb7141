"""The arrows between the apps hold, and views go through the front of their app."""

import ast
from contextlib import chdir

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.house.source import (
    ROOT,
    own_models,
    own_modules,
    parsed,
    shown,
    view_modules,
)

GUARDED_APPS = ("clinics", "aftercare")
RAW_SQL = {"raw", "extra", "RawSQL"}
DOCUMENTED = {"models", "domain", "knowledge"}
NAIVE_CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow")}


def calls(path) -> list[ast.Call]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]


def where(path, node) -> str:
    return f"{shown(path)}:{node.lineno}"


def test_every_import_follows_the_arrows(capsys):
    with chdir(ROOT):
        status = lint_imports(config_filename="pyproject.toml", no_cache=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def is_guarded(model) -> bool:
    """Its rows belong to somebody, so that a view must ask `access` for them."""
    return hasattr(model._default_manager.all(), "visible_to")


def test_no_view_module_imports_a_guarded_model():
    guarded = {
        (model.__module__, model.__name__)
        for model in own_models()
        if is_guarded(model)
    }
    modules = {module for module, _ in guarded}
    names = {name for _, name in guarded}

    found = [
        f"{where(path, node)} {alias.name}"
        for path in view_modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (
            alias.name in names
            and any(module.startswith(node.module or "") for module in modules)
        )
    ]

    assert found == []


def test_views_of_clinics_and_aftercare_fetch_nothing_by_key_themselves():
    found = [
        where(path, call)
        for path in view_modules()
        if path.relative_to(ROOT).parts[0] in GUARDED_APPS
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "get"
        and isinstance(call.func.value, ast.Attribute)
        and call.func.value.attr == "objects"
    ]

    assert found == []


def test_no_form_takes_every_field():
    found = [
        where(path, node)
        for path in own_modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and node.value.value == "__all__"
    ]

    assert found == []


def test_no_query_is_written_as_text():
    found = [
        where(path, call)
        for path in own_modules()
        for call in calls(path)
        if (isinstance(call.func, ast.Attribute) and call.func.attr in RAW_SQL)
        or (isinstance(call.func, ast.Name) and call.func.id in RAW_SQL)
    ]

    assert found == []


def test_no_clock_is_read_without_its_zone():
    found = [
        where(path, call)
        for path in own_modules()
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and not call.args
        and not call.keywords
        and (ast.unparse(call.func.value).split(".")[-1], call.func.attr)
        in NAIVE_CLOCKS
    ]

    assert found == []


def test_models_domain_and_knowledge_modules_say_what_they_hold():
    silent = [
        shown(path)
        for path in own_modules()
        if DOCUMENTED & set(path.with_suffix("").parts)
        and path.name != "__init__.py"
        and ast.get_docstring(parsed(path)) is None
    ]

    assert silent == []
