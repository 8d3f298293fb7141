"""The questions of a symptom report, as an instrument with a version.

The words are our own; the shape (grades from 0 to 4, numbers from 0 to 10) follows
what published instruments do. Answers are checked against the version that was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from portal.knowledge import datafile, sources
from portal.knowledge.text import Text, nearest

FILE = "symptoms.yaml"
LONGEST_NOTE = 4000

Answer = int | float | str | bool | tuple[str, ...] | list[str]
Answers = Mapping[str, Answer | None]


class Kind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    CHOICE = "choice"
    NUMBER = "number"
    YES_NO = "yes_no"
    TICKS = "ticks"
    TEXT = "text"


class Role(StrEnum):
    """Whether an answer says something about the body, or helps to read the rest."""

    SIGN = "sign"
    CONTEXT = "context"


class AnswerError(ValueError):
    """An answer that this version of the questions cannot hold; str() says why."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be picked: a grade (int) or a word."""

    value: int | str
    label: Text


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form, with its heading."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question; `lowest` and `highest` bound scales and numbers, inclusive."""

    key: str
    section: str
    role: Role
    core: bool
    kind: Kind
    name: Text
    question: Text
    help: Text | None
    sources: tuple[str, ...]
    options: tuple[Option, ...] = ()
    ordered: bool = False
    lowest: int | None = None
    highest: int | None = None
    whole: bool = False

    @property
    def values(self) -> tuple[int | str, ...]:
        """What can be picked, in the order of the form."""
        return tuple(option.value for option in self.options)

    def option(self, value: object) -> Option:
        """The option of that value; `KeyError` when there is none."""
        for option in self.options:
            if option.value == value:
                return option
        raise KeyError(value)

    def check(self, answer: object) -> None:
        """Raise `AnswerError` when the answer does not fit the question."""
        wanted = _REFUSALS[self.kind](self, answer)
        if wanted:
            raise AnswerError(
                self.key, f"{self.key!r} must be {wanted}, not {answer!r}."
            )


def _is_number(answer: object, *, whole: bool) -> bool:
    kinds = (int,) if whole else (int, float)
    return isinstance(answer, kinds) and not isinstance(answer, bool)


def _refuse_number(item: Item, answer: object) -> str:
    fits = _is_number(answer, whole=item.whole)
    if fits and item.lowest <= answer <= item.highest:  # type: ignore[operator]
        return ""
    number = "whole number" if item.whole else "number"
    return f"a {number} from {item.lowest} to {item.highest}"


def _refuse_choice(item: Item, answer: object) -> str:
    if isinstance(answer, str) and answer in item.values:
        return ""
    return f"one of {', '.join(map(repr, item.values))}"


def _refuse_yes_no(item: Item, answer: object) -> str:
    return "" if isinstance(answer, bool) else "true or false"


def _refuse_ticks(item: Item, answer: object) -> str:
    picked = isinstance(answer, (list, tuple, set, frozenset))
    if picked and all(tick in item.values for tick in answer):  # type: ignore[attr-defined]
        return ""
    return f"a list out of {', '.join(map(repr, item.values))}"


def _refuse_text(item: Item, answer: object) -> str:
    if isinstance(answer, str) and len(answer) <= LONGEST_NOTE:
        return ""
    return f"a text of at most {LONGEST_NOTE} characters"


_REFUSALS = {
    Kind.SCALE: _refuse_number,
    Kind.NUMBER: _refuse_number,
    Kind.CHOICE: _refuse_choice,
    Kind.YES_NO: _refuse_yes_no,
    Kind.TICKS: _refuse_ticks,
    Kind.TEXT: _refuse_text,
}


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
            hint = nearest(key, self.items)
            raise AnswerError(key, f"There is no question {key!r}. {hint}") from None

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
    Kind.NUMBER: ("lowest", "highest", "whole"),
    Kind.TICKS: ("options",),
}
_COMMON = ("key", "section", "role", "core", "kind", "name", "question", "help")


def _bounds(entry: datafile.Entry, kind: Kind) -> dict[str, object]:
    if kind is Kind.NUMBER:
        low, high = entry.take("lowest", int), entry.take("highest", int)
        return {"lowest": low, "highest": high, "whole": entry.take("whole", bool)}
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
        **_bounds(entry, kind),  # type: ignore[arg-type]
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
