"""The words people use for what our pages name otherwise, from files per language.

`data/search/<language>.yaml` holds words that carry no meaning and the synonyms; an
editor or a clinician can read and extend it.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from portal.content.search.nearness import Lexicon
from portal.content.search.words import forms, stem, stems

FOLDER = Path(__file__).parents[1] / "data" / "search"
Phrase = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What one language adds to the words of its pages; all but `lexicon` in stems."""

    stop_words: frozenset[str]
    synonyms: dict[Phrase, frozenset[str]]
    known: frozenset[str]
    lexicon: Lexicon

    def meanings(self, asked: list[str]) -> list[set[str]]:
        """For each stem of a query the stems that stand for it besides itself."""
        found: list[set[str]] = [set() for _ in asked]
        longest = max(map(len, self.synonyms), default=0)
        for length in range(1, longest + 1):
            for start in range(len(asked) - length + 1):
                phrase = tuple(asked[start : start + length])
                for place in range(start, start + length):
                    found[place] |= self.synonyms.get(phrase, frozenset())
        return found


@lru_cache
def of(language: str) -> Vocabulary:
    """The vocabulary of a language; an empty one where nobody wrote a file."""
    path = FOLDER / f"{language}.yaml"
    written = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    synonyms: dict[Phrase, frozenset[str]] = {}
    known_forms: set[str] = set()
    for entry in written.get("synonyms", ()):
        meant = frozenset(
            each for text in entry["find"] for each in stems(text, language)
        )
        known_forms.update(form for text in entry["find"] for form in forms(text))
        for said in entry["when"]:
            phrase = tuple(stems(said, language))
            synonyms[phrase] = synonyms.get(phrase, frozenset()) | meant
            known_forms.update(forms(said))
    stop_words = {
        stem(form, language)
        for text in written.get("no_meaning", ())
        for form in forms(text)
    }
    return Vocabulary(
        stop_words=frozenset(stop_words),
        synonyms=synonyms,
        known=frozenset(each for phrase in synonyms for each in phrase),
        lexicon=Lexicon(known_forms),
    )
