"""Words as the search compares them: folded, stemmed, alike on every database.

A form is one word as somebody wrote it, without accents, capitals and apostrophes.
A stem is what the forms of one word share: "scabs" and "scab" are both "scab".
"""

import re
import threading
import unicodedata
from functools import lru_cache
from unicodedata import name

import snowballstemmer
from anyascii import anyascii

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
BEYOND_FORMS = re.compile(r"[^a-z0-9]+")
LONGEST = 40
STEMMERS = {"en": "english", "es": "spanish"}

_of_thread = threading.local()  # a stemmer keeps the word it works on


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """One word without accents, capitals and apostrophes; "" when nothing is left.

    A word of another script keeps its letters: spelled in ours it would only look like
    a slip of some other word.
    """
    if not all("LATIN" in name(c, "") for c in word if c.isalpha()):
        return unicodedata.normalize("NFKC", word).casefold()[:LONGEST]
    return BEYOND_FORMS.sub("", anyascii(word).lower())[:LONGEST]


def spans(text: str) -> list[tuple[int, int, str]]:
    """Where each word of a text stands, and its form."""
    found = ((*m.span(), fold(m.group())) for m in WORD.finditer(text))
    return [each for each in found if each[2]]


def forms(text: str) -> list[str]:
    """The forms of a text, in its order."""
    return [form for _, _, form in spans(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=50_000)
def stem(form: str, language: str) -> str:
    """What the forms of a word share; a language we cannot stem keeps its forms."""
    if language not in STEMMERS:
        return form
    known = _of_thread.__dict__.setdefault("stemmers", {})
    if language not in known:
        known[language] = snowballstemmer.stemmer(STEMMERS[language])
    return known[language].stemWord(form)


def stems(text: str, language: str) -> list[str]:
    """The stems of a text, in its order."""
    return [stem(form, language) for form in forms(text)]


@lru_cache(maxsize=50_000)
def stems_between_spaces(piece: str, language: str) -> frozenset[str]:
    """The stems of what stands between two spaces, such as “red/sore,”."""
    return frozenset(stem(form, language) for _, _, form in spans(piece))
