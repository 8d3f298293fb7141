"""Reads the data files, and says file and line when one of them is wrong.

The files are written for clinicians: a slip of theirs must come back as a sentence
that leads to the place, and a misspelt key must never be passed over in silence.
"""

import csv
import re
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from portal.knowledge.text import LANGUAGES, Text

FOLDER = Path(__file__).parent / "data"

BOOLEAN = "tag:yaml.org,2002:bool"

T = TypeVar("T")


class DataError(ValueError):
    """A data file says something that it may not say."""


class Entry(dict[str, Any]):
    """A mapping in a data file that remembers its file and its first line."""

    file: str = "data"
    line: int = 0

    def fail(self, complaint: str) -> DataError:
        """The error to raise, led by file, line and the entry's own name."""
        name = self.get("id") or self.get("key") or self.get("symptom")
        where = f"{self.file}, line {self.line}" + (f" ({name})" if name else "")
        return DataError(f"{where}: {complaint}")

    def only(self, *allowed: str) -> None:
        """Refuse every key that is not on the list."""
        for key in self:
            if key not in allowed:
                raise self.fail(f"unknown key {key!r}; known: {', '.join(allowed)}")

    def take(self, key: str, kind: type[T]) -> T:
        """The value under a key that must be there and be of that kind."""
        if key not in self:
            raise self.fail(f"{key!r} is missing")
        return self.check(key, self[key], kind)

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """The value under a key that may be absent or null."""
        return None if self.get(key) is None else self.take(key, kind)

    def check(self, key: str, value: object, kind: type[T]) -> T:
        """The value itself, if it is of that kind (a yes/no is not a number)."""
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(f"{key!r} must be {kind.__name__}, not {value!r}")
        return value

    def entries(self, key: str) -> tuple["Entry", ...]:
        """The list of mappings under a key."""
        return tuple(self.check(key, row, Entry) for row in self.take(key, list))

    def strings(self, key: str) -> tuple[str, ...]:
        """The list of strings under a key."""
        return tuple(self.check(key, word, str) for word in self.take(key, list))

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        """The string under a key, which must be on the list."""
        word = self.take(key, str)
        if word not in allowed:
            raise self.fail(f"{key!r} is {word!r}; allowed: {', '.join(allowed)}")
        return word

    def text(self, key: str) -> Text:
        """The words under a key, in every language."""
        return self._words(key, self.take(key, Entry))

    def maybe_text(self, key: str) -> Text | None:
        """The words under a key that may be absent or null."""
        return None if self.get(key) is None else self.text(key)

    def _words(self, key: str, words: "Entry") -> Text:
        words.only(*LANGUAGES)
        told = {tongue: words.take(tongue, str).strip() for tongue in LANGUAGES}
        for tongue, said in told.items():
            if not said:
                raise self.fail(f"{key!r} says nothing in {tongue!r}")
        return Text(**told)


# Ten times as fast where it was built, and it always is in the wheels.
_Fastest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Fastest):
    """YAML whose mappings know their line and refuse a key written twice.

    Only true and false are truth values: "no", "yes" and "on" stay words, as the
    answers and the keys of these files need them.
    """

    file = "data"
    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in found if tag != BOOLEAN]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Entry:
    loader.flatten_mapping(node)
    entry = Entry()
    entry.file, entry.line = loader.file, node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in entry:
            raise entry.fail(f"{key!r} is written twice")
        entry[key] = loader.construct_object(value_node, deep=True)
    return entry


_Loader.add_implicit_resolver(BOOLEAN, re.compile("^(true|false)$"), ["t", "f"])
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def parse(text: str, *, file: str) -> Entry:
    """The mapping that a YAML text holds; `file` is the name used in errors."""
    loader = _Loader(text)
    loader.file = file
    try:
        found = loader.get_single_data()
    except yaml.YAMLError as error:
        raise DataError(f"{file}: not valid YAML: {error}") from error
    finally:
        loader.dispose()
    if not isinstance(found, Entry):
        raise DataError(f"{file}: must hold one mapping")
    return found


def plain(text: str) -> Any:
    """What a YAML text of our own says, in plain YAML: no line is remembered."""
    return _Fastest(text).get_single_data()


def read(name: str) -> Entry:
    """The data file of that name, for example "triage.yaml"."""
    return parse((FOLDER / name).read_text(encoding="utf-8"), file=name)


def rows(text: str, *, file: str) -> tuple[Entry, ...]:
    """The lines of a CSV text as entries of strings; the first line names them."""
    found = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        entry = Entry(row)
        entry.file, entry.line = file, number
        if None in row or None in row.values():
            raise entry.fail("this line has not the columns of the first line")
        found.append(entry)
    return tuple(found)


def read_rows(name: str) -> tuple[Entry, ...]:
    """The lines of the CSV data file of that name."""
    return rows((FOLDER / name).read_text(encoding="utf-8"), file=name)


def version(entry: Entry) -> str:
    """The version of a data file: the day of its last change, as YYYY-MM-DD.n."""
    told = entry.take("version", str)
    day, _, count = told.partition(".")
    try:
        date.fromisoformat(day)
        int(count)
    except ValueError:
        raise entry.fail(f"version {told!r} is not like '2026-11-23.1'") from None
    return told
