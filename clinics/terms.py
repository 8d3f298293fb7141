"""The terms clinics agree to, each version with its words; older ones stay readable."""

from dataclasses import dataclass
from pathlib import Path

from portal.knowledge import datafile
from portal.knowledge.text import Text

FILE = Path(__file__).with_name("terms.yaml")


@dataclass(frozen=True, kw_only=True)
class Section:
    """One thing that is agreed on."""

    heading: Text
    text: Text


@dataclass(frozen=True, kw_only=True)
class Terms:
    """All that one version says."""

    version: str
    sections: tuple[Section, ...]


def load() -> tuple[Terms, ...]:
    """Every version, oldest first. Raises DataError naming file and line."""
    content = datafile.parse(FILE.read_text(encoding="utf-8"), file=FILE.name)
    content.only("versions")
    return tuple(
        Terms(
            version=entry.take("version", str),
            sections=tuple(
                Section(heading=row.text("heading"), text=row.text("text"))
                for row in entry.entries("sections")
            ),
        )
        for entry in content.entries("versions")
    )


CURRENT = load()[-1]
