"""Reading age by formula: words to a sentence, syllables to a word.

Formulas: Flesch-Kincaid for English (Kincaid et al. 1975), Flesch-Szigriszt with the
INFLESZ scale for Spanish (Barrio-Cantalejo et al., An Sist Sanit Navar 2008;31:135).
docs/readability.md says how each becomes an age, and what none of them can tell.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.content.readability import syllables

WORD = re.compile(r"[^\W_]+(?:[-’'.,][^\W_]+)*")
END_OF_SENTENCE = re.compile(r"(?<=[.!?…])[\"”»)]*\s+|\n+")
A_SENTENCE = 3  # fewer words are a heading, a label or a cell of a table
YOUNGEST = 5
LONG_WORD = 4  # syllables


@dataclass(frozen=True)
class Age:
    """The years a reader may need, at most, and how to say so.

    `hardness` orders the texts of one language; those of two have no common scale.
    """

    years: int
    label: str
    hardness: float = 0

    def __str__(self):
        return str(self.label)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence and how many words it has."""

    text: str
    words: int


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word as first written, its syllables, and how often it stands there."""

    text: str
    syllables: int
    times: int


ADULT = 19, _("18 or older")
# Spain's school stages, which the scale names, end at 12, 16 and 18.
INFLESZ = (
    (65, (12, _("12 or younger"))),
    (55, (16, _("12 to 16"))),
    (40, (18, _("16 to 18"))),
)


def _flesch_kincaid(*, words: float, syllables: float) -> Age:
    exact = 0.39 * words + 11.8 * syllables - 15.59 + 5  # children begin grade 1 at 6
    years = max(round(exact), YOUNGEST)
    told = ADULT if years >= ADULT[0] else (years, str(years))
    return Age(*told, exact)


def _flesch_szigriszt(*, words: float, syllables: float) -> Age:
    score = 206.835 - 62.3 * syllables - words
    told = next((stage for lowest, stage in INFLESZ if score >= lowest), ADULT)
    return Age(*told, -score)


FORMULAS: dict[str, Callable[..., Age]] = {
    "en": _flesch_kincaid,
    "es": _flesch_szigriszt,
}
NAMES = {"en": "Flesch-Kincaid", "es": "Flesch-Szigriszt, INFLESZ"}


def sentences(text: str) -> list[Sentence]:
    """The sentences of a plain text; every line ends one."""
    parts = (part.strip() for part in END_OF_SENTENCE.split(text))
    counted = (Sentence(text=part, words=len(WORD.findall(part))) for part in parts)
    return [each for each in counted if each.words >= A_SENTENCE]


def age(text: str, language: str) -> Age | None:
    """The reading age of a plain text; None without a sentence or a formula."""
    found = sentences(text)
    if not found or language not in FORMULAS:
        return None
    words = [word for each in found for word in WORD.findall(each.text)]
    spoken = sum(syllables.count(word, language) for word in words)
    return FORMULAS[language](
        words=len(words) / len(found), syllables=spoken / len(words)
    )


def longest(text: str, *, most: int) -> list[Sentence]:
    """The sentences with the most words, longest first."""
    return sorted(sentences(text), key=lambda each: -each.words)[:most]


def hardest(text: str, language: str, *, most: int) -> list[Word]:
    """The words with the most syllables, then the most frequent; long ones only."""
    written: dict[str, str] = {}
    times: Counter[str] = Counter()
    for word in WORD.findall(text):
        written.setdefault(word.lower(), word)
        times[word.lower()] += 1
    words = [
        Word(text=written[key], syllables=syllables.count(key, language), times=number)
        for key, number in times.items()
    ]
    long = [each for each in words if each.syllables >= LONG_WORD]
    return sorted(long, key=lambda each: (-each.syllables, -each.times))[:most]
