"""Answers as people write them in JSON, turned into what the questions take.

"yes", "38,5 °C", 3.0 or {"breathing": true} are accepted because they can mean one
thing only. What could mean two things comes back as it was, and the question
refuses it.
"""

import re
from collections.abc import Mapping

from portal.knowledge.questions import Item, Kind
from portal.knowledge.symptoms import CATALOGUE

YES = frozenset({"yes", "y", "true", "1", "sí", "si"})
NO = frozenset({"no", "n", "false", "0", "none", "ninguno", "ninguna", "nada"})
NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?")
OUT_OF_TEN = re.compile(r"\s*/\s*10\s*$")
DEGREES = re.compile(r"\s*°?\s*[CF]\s*$", re.IGNORECASE)  # the number tells which


def whole(told: object) -> object:
    """5 for 5.0, "5" and "5.0"; anything else as it was."""
    written = NUMBER.fullmatch(told.strip()) if isinstance(told, str) else None
    number = float(written[0].replace(",", ".")) if written else told
    if isinstance(number, float) and number.is_integer():
        return int(number)
    return told


def _plain(word: str) -> str:
    """A word without what people write differently: case, blanks, hyphens."""
    return re.sub(r"[\s_-]+", "_", word.strip()).casefold()


def _word(item: Item, told: object) -> object:
    """The option that is meant by its value or its label."""
    if not isinstance(told, str):
        return told
    for option in item.options:
        names = (str(option.value), option.label.en, option.label.es)
        if _plain(told) in map(_plain, names):
            return option.value
    return told


def _scale(item: Item, told: object) -> object:
    if told is False:
        return 0
    number = whole(told)
    return _word(item, told) if number is told else number


def _choice(item: Item, told: object) -> object:
    denied = told is False or (isinstance(told, str) and _plain(told) in NO)
    return "no" if denied and "no" in item.values else _word(item, told)


def _number(item: Item, told: object) -> object:
    if not isinstance(told, str):
        return whole(told) if item.whole else told
    if item.whole:
        return whole(OUT_OF_TEN.sub("", told))
    written = NUMBER.fullmatch(DEGREES.sub("", told).strip())
    return float(written[0].replace(",", ".")) if written else told


def _yes_no(_item: Item, told: object) -> object:
    word = _plain(str(told)) if isinstance(told, (str, int)) else ""
    if word in YES:
        return True
    return False if word in NO else told


def _ticks(item: Item, told: object) -> object:
    if told is False:
        return []
    if isinstance(told, Mapping):  # {"breathing": true, "fainted": false}
        marks = [(key, _yes_no(item, mark)) for key, mark in told.items()]
        if not all(mark is None or isinstance(mark, bool) for _key, mark in marks):
            return told
        told = [key for key, mark in marks if mark]
    if isinstance(told, str):
        whole_word = _word(item, told)
        told = [whole_word] if whole_word != told else told.split(",")
    if not isinstance(told, list):
        return told
    words: list[object] = []
    for tick in told:
        word = _word(item, tick)
        if word not in words and (word in item.values or not _says_none(word)):
            words.append(word)
    return words


def _says_none(word: object) -> bool:
    return isinstance(word, str) and _plain(word) in NO


def _text(_item: Item, told: object) -> object:
    return told


_READERS = {
    Kind.SCALE: _scale,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.TICKS: _ticks,
    Kind.TEXT: _text,
}


def answer(item: Item, told: object) -> object:
    """The answer that was meant; None, "not asked", for a blank."""
    if told is None or (isinstance(told, str) and not told.strip()):
        return None
    return _READERS[item.kind](item, told)


def answers(told: Mapping[str, object]) -> dict[str, object]:
    """All answers of a report. An `AnswerError` names a question nobody asks."""
    return {key: answer(CATALOGUE.item(key), value) for key, value in told.items()}
