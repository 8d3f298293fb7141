"""Words for emergency signs in what somebody writes freely; found, never judged by.

The rules do not read a note. These words only put a flag beside it, so that a person
looks: they find words, not meaning.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from types import MappingProxyType

from portal.knowledge import datafile
from portal.knowledge.symptoms import CATALOGUE
from portal.knowledge.text import LANGUAGES

FILE = "note_words.yaml"
SIGNS = CATALOGUE.item("red_flags")
APOSTROPHES = re.compile("['\u2018\u2019\u00b4`\u02bc]")
BETWEEN = re.compile(r"[\W_]+")


def plain(words: str) -> str:
    """What people write differently, alike: case, accents, apostrophes, signs.

    A blank stands before, between and after the words, so that whole words are found.
    """
    apart = unicodedata.normalize("NFKD", APOSTROPHES.sub("", words))
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    return f" {BETWEEN.sub(' ', bare.casefold()).strip()} "


def load(file: datafile.Entry) -> Mapping[str, tuple[str, ...]]:
    """The plain words of each sign, in the order of the question; each has some."""
    file.only("version", "signs")
    found: dict[str, tuple[str, ...]] = {}
    for entry in file.entries("signs"):
        entry.only("sign", *LANGUAGES)
        sign = entry.one_of("sign", [str(value) for value in SIGNS.values])
        if sign in found:
            raise entry.fail("this sign is written twice")
        words = [word for tongue in LANGUAGES for word in entry.strings(tongue)]
        found[sign] = tuple(plain(word) for word in words)
        if "  " in found[sign]:
            raise entry.fail("a phrase is empty")
    if missing := [str(sign) for sign in SIGNS.values if sign not in found]:
        raise file.fail(f"no words for {', '.join(missing)}")
    return MappingProxyType({str(sign): found[str(sign)] for sign in SIGNS.values})


_DATA = datafile.read(FILE)
VERSION = datafile.version(_DATA)
WORDS: Mapping[str, tuple[str, ...]] = load(_DATA)


def mentioned(note: str, *, ticked: Collection[str] = ()) -> tuple[str, ...]:
    """The signs that a note has words for and that were not ticked, in their order."""
    text = plain(note)
    return tuple(
        sign
        for sign, words in WORDS.items()
        if sign not in ticked and any(word in text for word in words)
    )
