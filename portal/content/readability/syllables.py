"""Counts syllables in English and Spanish words.

English spelling needs a list of words (syllapy's). Spanish spelling tells by itself:
each run of vowels is a syllable, and two vowels in a run part where both are strong
("ma-es-tro") or a weak one bears an accent ("dí-a").
"""

import re
from functools import lru_cache

import syllapy

RUN = re.compile(r"[aeiouáéíóúü]+")
PARTING = re.compile(r"(?=[aeoáéó]{2}|[íú][aeoáéó]|[aeoáéó][íú]|ii|uu)")
WEAK_Y = re.compile(r"y(?![aeiouáéíóúü])")
APOSTROPHE = re.compile("[’']")
OWNERS_S = re.compile(r"[’']s\b")


@lru_cache(maxsize=20_000)
def count(word: str, language: str) -> int:
    """The syllables of a word, at least one; a figure counts as one."""
    counted = _spanish if language == "es" else _english
    return max(counted(word.lower()), 1)


def _english(word: str) -> int:
    # The list knows "dont" and "ive"; the s of "skin's" is no syllable.
    parts = APOSTROPHE.sub("", OWNERS_S.sub("", word)).split("-")
    return sum(syllapy.count(part) for part in parts)


def _spanish(word: str) -> int:
    runs = RUN.findall(WEAK_Y.sub("i", word))
    return sum(1 + len(PARTING.findall(run)) for run in runs)
