"""Where files from outside lie: in the private storage, each under a key of our own.

A storage may take its time. So files are stored `ahead` of their rows, while nothing
is held, and let go once all is committed.

An app says which names it still needs through `is_needed`, in its `AppConfig.ready`;
the sweep compares them with what is there, both ways.
"""

import datetime
import logging
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

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


class Ahead:
    """Files that lie in the storage before rows name them."""

    def __init__(self):
        self.unnamed: list[str] = []

    def keep(self, folder: str, content: bytes, *, ending: str) -> str:
        """The name for the row. Raises NotKept."""
        name = keep(folder, content, ending=ending)
        self.unnamed.append(name)
        return name

    def are_named(self) -> None:
        """Say so last in the transaction that writes the rows.

        Nobody knows whether a commit that fails was made: the files stay then, for
        their rows or for the sweep.
        """
        self.unnamed.clear()


@contextmanager
def ahead() -> Iterator[Ahead]:
    """Store files, then write their rows in a short transaction.

    Those that no row names go as the block ends.
    """
    files = Ahead()
    try:
        yield files
    finally:
        _let_go_all(files.unnamed)


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


def let_go_later(names: Iterable[str]) -> None:
    """Once all is committed."""
    transaction.on_commit(partial(_let_go_all, list(names)), robust=True)


def _let_go_all(names: Iterable[str]) -> None:
    """What the storage does not let go the sweep finds."""
    for name in names:
        try:
            let_go(name)
        except _troubles():
            logger.warning("A file is left to the sweep.", exc_info=True)


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
    try:
        return storage().get_modified_time(name) < timezone.now() - GRACE
    except _troubles():  # let go since the folder was listed
        return False
