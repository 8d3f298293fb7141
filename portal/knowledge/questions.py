"""One question of a symptom report, and which answers it takes."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from portal.knowledge.text import Text, shown

LONGEST_NOTE = 4000


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


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question; `lowest` and `highest` bound scales and numbers, inclusive.

    Numbers strictly inside `gap` are no answer.
    """

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
    gap: tuple[int, ...] = ()
    whole: bool = False

    @cached_property
    def values(self) -> tuple[int | str, ...]:
        """What can be picked, in the order of the form."""
        return tuple(option.value for option in self.options)

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The runs of numbers that are an answer, each with both its ends."""
        ends = (self.lowest, *self.gap, self.highest)
        return tuple(zip(ends[::2], ends[1::2], strict=True))

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
                self.key, f"{self.key!r} must be {wanted}, not {shown(answer)}."
            )


def _is_number(answer: object, *, whole: bool) -> bool:
    kinds = (int,) if whole else (int, float)
    return isinstance(answer, kinds) and not isinstance(answer, bool)


def _refuse_number(item: Item, answer: object) -> str:
    fits = _is_number(answer, whole=item.whole)
    for low, high in item.ranges if fits else ():
        if low <= answer <= high:
            return ""
    number = "whole number" if item.whole else "number"
    told = " or ".join(f"from {low} to {high}" for low, high in item.ranges)
    return f"a {number} {told}"


def _refuse_choice(item: Item, answer: object) -> str:
    if isinstance(answer, str) and answer in item.values:
        return ""
    return f"one of {', '.join(map(repr, item.values))}"


def _refuse_yes_no(item: Item, answer: object) -> str:
    return "" if isinstance(answer, bool) else "true or false"


def _refuse_ticks(item: Item, answer: object) -> str:
    picked = isinstance(answer, (list, tuple, set, frozenset))
    if picked and all(tick in item.values for tick in answer):
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
