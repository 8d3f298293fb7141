"""The message catalogues are whole, and their compiled files say the same."""

import ast
import re

import polib
import pytest
from django.conf import settings

from tests.house.catalogues import ROOT, catalogues, compiled

PLACE = re.compile(r"%(?:\(\w+\))?[sd]|</?\w+>")
GETTEXT = re.compile(r"_|[np]{0,2}gettext(?:_lazy)?")


def language(path) -> str:
    return path.parts[-3]


def texts(entry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_language_beside_english_has_a_catalogue():
    others = {code for code, _name in settings.LANGUAGES} - {"en"}

    assert {language(path) for path in catalogues()} == others


def places(text: str) -> list[str]:
    """What stands for something else in a text; the second form is the plural's."""
    return sorted(PLACE.findall(text))


@pytest.mark.parametrize("path", catalogues(), ids=language)
def test_every_text_is_translated_by_somebody(path):
    unfinished = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if entry.obsolete or entry.fuzzy or not all(texts(entry))
    ]

    assert unfinished == []


@pytest.mark.parametrize("path", catalogues(), ids=language)
def test_translations_keep_places_and_tags(path):
    differing = [
        entry.msgid
        for entry in polib.pofile(str(path))
        for number, text in enumerate(texts(entry))
        if places(text) != places(entry.msgid_plural if number else entry.msgid)
    ]

    assert differing == []


def test_compiled_catalogues_are_in_step():
    behind = [
        language(path)
        for path in catalogues()
        if not path.with_suffix(".mo").exists()
        or path.with_suffix(".mo").read_bytes() != compiled(path)
    ]

    assert behind == []  # otherwise: make fmt


@pytest.mark.parametrize("folder", ["portal", "clinics", "aftercare"])
def test_no_text_hides_in_an_f_string(folder):
    """Gettext does not look there, so that nobody would translate it."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for filled in ast.walk(ast.parse(path.read_text()))
        if isinstance(filled, ast.JoinedStr)
        for call in ast.walk(filled)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and GETTEXT.fullmatch(call.func.id)
    ]

    assert hidden == []
