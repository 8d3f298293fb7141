"""Searches that may be a cry for help: the care card stands before any result."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.content.search.nearness import Lexicon, nearest
from portal.content.search.words import forms, stem

FILE = Path(__file__).parents[1] / "data" / "search" / "red_flags.yaml"


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A danger: the words that may mean it, and the card that answers, by language."""

    phrases: tuple[frozenset[str], ...]  # folded, stemmed in their own language
    cards: dict[str, dict]

    @property
    def card(self) -> dict:
        """Heading, items and text in the language being read, else in English."""
        return self.cards.get(get_language() or "en", self.cards["en"])

    @property
    def text(self) -> SafeString:
        """What the card says below its list."""
        return format_html("<p>{}</p>", self.card["text"])


@dataclass(frozen=True, kw_only=True)
class _Watch:
    flags: tuple[Flag, ...]
    lexicon: Lexicon


@lru_cache
def _watch(language: str) -> _Watch:
    written = yaml.safe_load(FILE.read_text("utf-8"))["flags"]
    said = [each for flag in written for each in flag["words"].get(language, ())]
    flags = tuple(
        Flag(
            phrases=tuple(
                frozenset(stem(form, language) for form in forms(each))
                for each in flag["words"].get(language, ())
            ),
            cards=flag["card"],
        )
        for flag in written
    )
    long_words = {form for each in said for form in forms(each) if len(form) > 5}
    return _Watch(flags=flags, lexicon=Lexicon(long_words))


def raised_by(query: str) -> list[Flag]:
    """The dangers a query may name in any of our languages, slips of the finger too.

    The words of a phrase may stand in any order, with others between them.
    """
    found = []
    for language in ("en", "es"):
        watch = _watch(language)
        asked = set()
        for form in forms(query):
            meant = nearest(form, watch.lexicon.near(form)) if len(form) > 5 else ()
            asked.update(stem(each, language) for each in (form, *meant))
        raised = (each for each in watch.flags if any(p <= asked for p in each.phrases))
        found += [each for each in raised if each.cards not in [f.cards for f in found]]
    return found
