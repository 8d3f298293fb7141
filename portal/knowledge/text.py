"""Words for people, in every language the portal speaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from reprlib import Repr

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Text:
    """One statement for people, in English and in Spanish."""

    en: str
    es: str

    def to(self, language: str) -> str:
        """The statement in a language tag such as "es" or "es-MX".

        A language that the portal does not speak gets the English words.
        """
        tongue = language.replace("_", "-").split("-")[0].lower()
        return self.es if tongue == "es" else self.en


LONGEST_QUOTE = 80


def shown(value: object) -> str:
    """A value as an error sentence quotes it, in JSON's words and never at length."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    short = Repr()
    short.maxstring = short.maxother = LONGEST_QUOTE
    return short.repr(value)


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that names the known words nearest to an unknown one."""
    close = get_close_matches(str(word)[:LONGEST_QUOTE], list(known), n=3, cutoff=0.5)
    if not close:
        return f"Known are: {', '.join(known)}."
    return f"Did you mean {' or '.join(map(repr, close))}?"
