"""The questions of a symptom report, as an instrument with a version.

The words are our own; the shape (grades from 0 to 4, numbers from 0 to 10) follows
what published instruments do. Answers are checked against the version that was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.knowledge import datafile, sources
from portal.knowledge.questions import AnswerError, Item, Kind, Option, Role
from portal.knowledge.text import Text, nearest, shown

__all__ = [
    "CATALOGUE",
    "AnswerError",
    "Answers",
    "Catalogue",
    "Item",
    "Kind",
    "Option",
    "Role",
    "Section",
]

FILE = "symptoms.yaml"

Answer = int | float | str | bool | tuple[str, ...] | list[str]
Answers = Mapping[str, Answer | None]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form, with its heading."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All questions of one version, in the order of the form."""

    version: str
    sections: tuple[Section, ...]
    items: Mapping[str, Item]

    def item(self, key: str) -> Item:
        """The question of that key; `AnswerError` when this version has none."""
        try:
            return self.items[key]
        except KeyError:
            said = f"There is no question {shown(key)}. {self.hint(key)}"
            raise AnswerError(key, said) from None

    def hint(self, word: str) -> str:
        """A sentence for a word that is no question: what was perhaps meant."""
        owners = [key for key, item in self.items.items() if word in item.values]
        if len(owners) == 1:
            return f"It is an answer to {owners[0]!r}."
        return nearest(word, self.items)

    def validate(self, answers: Answers) -> None:
        """Raise `AnswerError` for an unknown key or an answer that does not fit.

        An answer of None means "not asked", as does a key that is absent.
        """
        for key, answer in answers.items():
            item = self.item(key)
            if answer is not None:
                item.check(answer)


def _options(entry: datafile.Entry, kind: Kind) -> tuple[Option, ...]:
    wanted = int if kind is Kind.SCALE else str
    found = []
    for row in entry.entries("options"):
        row.only("value", "label")
        found.append(Option(row.take("value", wanted), row.text("label")))
    values = [option.value for option in found]
    if len(set(values)) < len(values):
        raise entry.fail("an option is written twice")
    if kind is Kind.SCALE and values != list(range(len(values))):
        raise entry.fail("the options of a scale must be 0, 1, 2 … in that order")
    return tuple(found)


_BOUNDS = {
    Kind.SCALE: ("options",),
    Kind.CHOICE: ("options", "ordered"),
    Kind.NUMBER: ("lowest", "highest", "whole", "gap"),
    Kind.TICKS: ("options",),
}
_COMMON = ("key", "section", "role", "core", "kind", "name", "question", "help")


def _bounds(entry: datafile.Entry, kind: Kind) -> dict[str, object]:
    if kind is Kind.NUMBER:
        gap = tuple(entry.check("gap", end, int) for end in entry.get("gap", ()))
        if len(gap) not in (0, 2):
            raise entry.fail("'gap' must be two numbers")
        low, high = entry.take("lowest", int), entry.take("highest", int)
        whole = entry.take("whole", bool)
        return {"lowest": low, "highest": high, "gap": gap, "whole": whole}
    if kind in (Kind.YES_NO, Kind.TEXT):
        return {}
    options = _options(entry, kind)
    if kind is Kind.SCALE:
        high = len(options) - 1
        return {"options": options, "lowest": 0, "highest": high, "whole": True}
    ordered = kind is Kind.CHOICE and entry.take("ordered", bool)
    return {"options": options, "ordered": ordered}


def _item(entry: datafile.Entry, sections: tuple[str, ...]) -> Item:
    kind = Kind(entry.one_of("kind", tuple(Kind)))
    entry.only(*_COMMON, "sources", *_BOUNDS.get(kind, ()))
    return Item(
        key=entry.take("key", str),
        section=entry.one_of("section", sections),
        role=Role(entry.one_of("role", tuple(Role))),
        core=entry.take("core", bool),
        kind=kind,
        name=entry.text("name"),
        question=entry.text("question"),
        help=entry.maybe_text("help"),
        sources=sources.cited(entry),
        **_bounds(entry, kind),
    )


def load(file: datafile.Entry) -> Catalogue:
    """The questions of a data file; a `DataError` names what is wrong, and where."""
    file.only("version", "sections", "severity", "items")
    sections = tuple(
        Section(entry.take("key", str), entry.text("title"))
        for entry in file.entries("sections")
    )
    items: dict[str, Item] = {}
    for entry in file.entries("items"):
        item = _item(entry, tuple(section.key for section in sections))
        if item.key in items:
            raise entry.fail("this key is written twice")
        items[item.key] = item
    return Catalogue(datafile.version(file), sections, MappingProxyType(items))


CATALOGUE = load(datafile.read(FILE))
