"""The words people agree to, each with its version; older ones stay readable."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from portal.accounts.enums import Purpose
from portal.knowledge import datafile
from portal.knowledge.text import Text

FILE = Path(__file__).with_name("consent_texts.yaml")


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    """What is asked for one purpose, in the words of one version."""

    purpose: Purpose
    version: str
    asks: Text
    if_not: Text

    @property
    def since(self) -> datetime.date:
        """The first day on which it could be asked."""
        return datetime.date.fromisoformat(self.version.partition(".")[0])


def load() -> dict[Purpose, tuple[ConsentText, ...]]:
    """Every text, oldest first. Raises DataError naming file and line."""
    content = datafile.parse(FILE.read_text(encoding="utf-8"), file=FILE.name)
    content.only("purposes")
    texts: dict[Purpose, tuple[ConsentText, ...]] = {}
    for entry in content.entries("purposes"):
        entry.only("id", "versions")
        purpose = Purpose(entry.one_of("id", Purpose.values))
        texts[purpose] = tuple(
            ConsentText(
                purpose=purpose,
                version=datafile.version(row),
                asks=row.text("asks"),
                if_not=row.text("if_not"),
            )
            for row in entry.entries("versions")
        )
    if missing := set(Purpose) - set(texts):
        raise content.fail(f"no text for {', '.join(sorted(missing))}")
    return texts


TEXTS = load()


def current(purpose: Purpose) -> ConsentText:
    """The text that is asked today."""
    return TEXTS[purpose][-1]


def asked_on(purpose: Purpose, *, day: datetime.date) -> ConsentText:
    """The text that was asked on that day; the first one for any day before it."""
    first, *later = TEXTS[purpose]
    return next((text for text in reversed(later) if text.since <= day), first)


def text(purpose: Purpose, *, version: str) -> ConsentText:
    """The text of that version; LookupError if there never was one."""
    for found in TEXTS[purpose]:
        if found.version == version:
            return found
    raise LookupError(f"{purpose} has no text of version {version!r}")
