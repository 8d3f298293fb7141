"""Where files from outside lie: in the private storage, each under a key of our own.

An app says which names it still needs through `is_needed`, in its `AppConfig.ready`;
the sweep compares them with what is there, both ways.
"""

import datetime
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils import timezone

# A file is written before its row; a younger one may be waiting for it.
GRACE = datetime.timedelta(hours=24)
_needed: dict[str, Callable[[], Iterable[str]]] = {}


@dataclass(frozen=True, kw_only=True)
class Orphans:
    """Files that no row names, and names without their file."""

    unnamed: list[str]
    lost: list[str]


class NotKept(Exception):
    """The storage is full, or does not answer."""


class NotRead(Exception):
    """The storage does not answer; the file may be there all the same."""


def _troubles() -> tuple[type[Exception], ...]:
    """What a folder and what S3 raise; boto3 is there in production alone."""
    try:
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        return (OSError,)
    return OSError, BotoCoreError, ClientError


def storage() -> Storage:
    return storages["private"]


def keep(folder: str, content: bytes, *, ending: str) -> str:
    """Store it under a random key; gives the name for the row. Raises NotKept."""
    name = f"{folder}/{uuid.uuid4().hex}{ending}"
    try:
        return storage().save(name, ContentFile(content))
    except _troubles() as trouble:
        raise NotKept from trouble


def read(name: str) -> bytes:
    """What lies under a name. Raises FileNotFoundError, NotRead."""
    try:
        with storage().open(name, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise
    except _troubles() as trouble:
        raise NotRead from trouble


def let_go(name: str) -> None:
    storage().delete(name)


def is_needed(folder: str, names: Callable[[], Iterable[str]]) -> None:
    """Let an app answer for what lies in a folder."""
    _needed[folder] = names


def orphans() -> Orphans:
    """Old enough to belong to no act that is still going on."""
    unnamed, lost = [], []
    for folder, needed in sorted(_needed.items()):
        named, there = set(needed()), set(_names_in(folder))
        lost += sorted(named - there)
        unnamed += sorted(name for name in there - named if _is_old(name))
    return Orphans(unnamed=unnamed, lost=lost)


def _names_in(folder: str) -> Iterator[str]:
    try:
        _folders, files = storage().listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)


def _is_old(name: str) -> bool:
    return storage().get_modified_time(name) < timezone.now() - GRACE
