"""The private storage and the sweep, both ways."""

import os
import time

import pytest
from django.core.management import CommandError, call_command

from portal.files import keeping
from tests.factories.clinics import EvidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": private}


def old(name: str, *, hours: int) -> str:
    then = time.time() - hours * 3600
    os.utime(keeping.storage().path(name), (then, then))
    return name


def swept(capsys, **options) -> list[str]:
    call_command("sweep_files", **options)
    return capsys.readouterr().out.splitlines()


def test_empty_place_is_swept(capsys):
    assert swept(capsys) == ["0 files without a row found."]


def test_sweep_names_and_removes_what_no_row_names(capsys):
    needed = EvidenceFactory(stored=True).file.name
    old(needed, hours=90)
    lone = old(keeping.keep("evidence", b"x", ending=".pdf"), hours=25)
    fresh = old(keeping.keep("evidence", b"x", ending=".pdf"), hours=23)

    assert swept(capsys) == [f"no row names {lone}", "1 files without a row found."]
    assert keeping.storage().exists(lone)
    assert swept(capsys, delete=True)[-1] == "1 files without a row removed."

    _folders, files = keeping.storage().listdir("evidence")
    assert {f"evidence/{name}" for name in files} == {needed, fresh}


def test_sweep_fails_over_a_lost_file(capsys):
    EvidenceFactory(file="evidence/gone.pdf")

    with pytest.raises(CommandError, match="1 files are lost"):
        call_command("sweep_files")

    said = capsys.readouterr().err
    assert said == "a row names evidence/gone.pdf, which is not there\n"
