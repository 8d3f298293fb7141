"""Lot numbers as labels print them and people type them, made comparable.

"lot 12024090", "LOT#12024090" and "1202-4090" are one lot. Letters and digits count,
their case and all between them do not. A letter O and a zero stay apart: to take two
lots for one hides a recall, and to take one for two only shows it twice.
"""

import re
import unicodedata

LONGEST = 40

# The word "lot" as its own word, or with a sign behind it: "Lot No. 12", "LOT#12".
_LED_BY_WORD = re.compile(
    r"^(?:lot|batch|lote|charge|partida)(?:[\W_]+(?:number|número|numero|núm|num|nr|no)"
    r"(?![^\W_]))?(?=[\W_])"
)
# "LOT12": the word stands right before the number.
_LED_BY_DIGITS = re.compile(r"^(?:lot|batch|lote|charge|partida)(?=\d)")
_BETWEEN = re.compile(r"[\W_]+")


class UnreadableLot(ValueError):
    """What was typed names no lot: nothing is left, or far too much."""


def normal(raw: str) -> str:
    """The form in which two lots are compared: letters and digits, lower case.

    Raises `UnreadableLot` where nothing is left, or more than `LONGEST` characters.
    """
    told = unicodedata.normalize("NFKC", raw)
    told = unicodedata.normalize("NFKC", told.casefold()).strip()
    bare = _BETWEEN.sub("", _LED_BY_WORD.sub("", told))
    while shorter := _LED_BY_DIGITS.sub("", bare):
        if shorter == bare:
            break
        bare = shorter
    if not bare or len(bare) > LONGEST or not any(map(str.isdigit, bare)):
        raise UnreadableLot(raw)
    return bare


def without_word(raw: str) -> str:
    """The number as printed, without "lot" or "batch no." before it, to be shown."""
    bare = _LED_BY_WORD.sub("", raw.strip().casefold())
    if len(bare) == len(raw.strip()):
        return raw.strip()
    return raw.strip()[-len(bare) :].lstrip(" #:.-_") or raw
