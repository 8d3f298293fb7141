"""A private storage of one test that says what went on while it was asked."""

from collections.abc import Callable

from django.core.files.storage import FileSystemStorage
from django.db import connection


class Watched(FileSystemStorage):
    """Notes for each file it stores or lets go whether a transaction was open.

    `meanwhile` happens once, while it stores the next file.
    """

    def __init__(self, location):
        super().__init__(location=location)
        self.usual = len(connection.atomic_blocks)  # what the test itself runs in
        self.held: list[bool] = []
        self.meanwhile: Callable[[], object] | None = None

    def save(self, name, content, max_length=None):
        self._note()
        happens, self.meanwhile = self.meanwhile, None
        if happens:
            happens()
        return super().save(name, content, max_length=max_length)

    def delete(self, name):
        self._note()
        super().delete(name)

    def names(self, folder: str) -> set[str]:
        if not self.exists(folder):
            return set()
        return {f"{folder}/{name}" for name in self.listdir(folder)[1]}

    def _note(self):
        self.held.append(len(connection.atomic_blocks) > self.usual)
