"""What the label of an ink must say, and which words on it show nothing.

Source: paragraph 7 of entry 75 of REACH Annex XVII (R1); R8 for what counts as nothing.
"""

from dataclasses import dataclass

from portal.knowledge import datafile, sources
from portal.knowledge.datafile import Entry
from portal.knowledge.text import Text

FILE = "label_duties.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that a label must say; `if_it_applies`: only on some inks."""

    key: str
    letter: str
    asks: Text
    note: Text | None
    if_it_applies: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthNothing:
    """Words on labels that show nothing, and why."""

    key: str
    says: Text
    sources: tuple[str, ...]


def _duty(entry: Entry) -> Duty:
    entry.only("key", "letter", "asks", "note", "if_it_applies", "sources")
    return Duty(
        key=entry.take("key", str),
        letter=entry.take("letter", str),
        asks=entry.text("asks"),
        note=entry.maybe_text("note"),
        if_it_applies=entry.take("if_it_applies", bool),
        sources=sources.cited(entry),
    )


def _worth_nothing(entry: Entry) -> WorthNothing:
    entry.only("key", "says", "sources")
    return WorthNothing(
        key=entry.take("key", str),
        says=entry.text("says"),
        sources=sources.cited(entry),
    )


def load(file: Entry) -> tuple[tuple[Duty, ...], tuple[WorthNothing, ...]]:
    """The duties in the order of the law, and the words that show nothing."""
    file.only("version", "duties", "worth_nothing")
    duties = tuple(_duty(entry) for entry in file.entries("duties"))
    letters = [duty.letter for duty in duties]
    if letters != list("abcdefg"[: len(letters)]):
        raise file.fail("the duties must be (a), (b), (c) … in this order")
    return duties, tuple(map(_worth_nothing, file.entries("worth_nothing")))


_DATA = datafile.read(FILE)
VERSION = datafile.version(_DATA)
DUTIES, WORTH_NOTHING = load(_DATA)
