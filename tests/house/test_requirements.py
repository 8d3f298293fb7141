"""What is installed, and why: each line of an .in gives its reason and is locked."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
LAYERS = ("base", "production", "development")


def lines(layer: str) -> list[str]:
    text = (FOLDER / f"{layer}.in").read_text()
    return [line for line in text.splitlines() if line and line[0] not in "#-"]


def locked(layer: str) -> dict[str, str]:
    text = (FOLDER / f"{layer}.txt").read_text()
    pins = re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([\w.!+-]+)", text, re.M)
    return {canonicalize_name(name): version for name, version in pins}


@pytest.mark.parametrize("layer", LAYERS)
def test_every_requirement_says_why(layer):
    assert [line for line in lines(layer) if not re.search(r" # \w", line)] == []


@pytest.mark.parametrize("layer", LAYERS)
def test_every_requirement_is_locked(layer):
    pins = locked(layer)
    wanted = [Requirement(line.partition("#")[0]) for line in lines(layer)]

    loose = [
        str(each)
        for each in wanted
        if not each.specifier.contains(pins.get(canonicalize_name(each.name), "0"))
    ]

    assert loose == []  # otherwise: python requirements/compile.py


def test_layers_can_be_installed_together():
    base, production, development = map(locked, LAYERS)

    assert base.items() <= production.items() <= development.items()


@pytest.mark.parametrize("layer", LAYERS)
def test_every_pin_has_hashes(layer):
    pins = re.findall(r"^\S+==.*$", (FOLDER / f"{layer}.txt").read_text(), re.M)

    assert [pin for pin in pins if not pin.endswith("\\")] == []
