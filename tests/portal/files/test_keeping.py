"""The private storage and the sweep, both ways."""

import os
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

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


def test_sweep_passes_over_what_is_let_go_while_it_looks(capsys, monkeypatch):
    kept = old(keeping.keep("evidence", b"x", ending=".pdf"), hours=25)
    monkeypatch.setattr(
        type(keeping.storage()),
        "listdir",
        lambda _storage, folder: ([], ["gone.pdf", kept.removeprefix(f"{folder}/")]),
    )
    monkeypatch.setattr(keeping, "_needed", {"evidence": list})

    assert swept(capsys)[0] == f"no row names {kept}"


def store(*, named: bool, trouble: type[Exception] | None = None) -> None:
    """A file, then what becomes of the transaction of its row."""
    with keeping.ahead() as files:
        files.keep("evidence", b"x", ending=".pdf")
        if named:
            files.are_named()
        if trouble:
            raise trouble


def test_files_ahead_of_their_rows_stay_when_they_are_named(watched_storage):
    store(named=True)
    with pytest.raises(DatabaseError):  # by the commit, which may have been made
        store(named=True, trouble=DatabaseError)

    assert len(watched_storage.names("evidence")) == 2


def test_files_that_nobody_names_go_at_once(watched_storage):
    store(named=False)
    with pytest.raises(LookupError):
        store(named=False, trouble=LookupError)

    assert watched_storage.held == [False] * 4
    assert watched_storage.names("evidence") == set()


def test_a_storage_that_does_not_let_go_hides_no_refusal(watched_storage, monkeypatch):
    def away(name):
        raise OSError

    monkeypatch.setattr(watched_storage, "delete", away)
    with pytest.raises(LookupError):
        store(named=False, trouble=LookupError)

    assert len(watched_storage.names("evidence")) == 1


def test_files_are_let_go_once_all_is_committed(
    watched_storage, django_capture_on_commit_callbacks
):
    name = keeping.keep("evidence", b"x", ending=".pdf")
    with django_capture_on_commit_callbacks(execute=True):
        keeping.let_go_later([name])
        assert watched_storage.exists(name)

    assert not watched_storage.exists(name)


def test_sweep_fails_over_a_lost_file(capsys):
    EvidenceFactory(file="evidence/gone.pdf")

    with pytest.raises(CommandError, match="1 files are lost"):
        call_command("sweep_files")

    said = capsys.readouterr().err
    assert said == "a row names evidence/gone.pdf, which is not there\n"
