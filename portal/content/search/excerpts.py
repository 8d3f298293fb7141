"""The place in a page where the words of a query stand, with the words marked."""

from dataclasses import dataclass

from portal.content.search.words import spans, stem, stems_between_spaces

AROUND = 110  # letters on each side of the middle
PASSAGES = 40  # looked at, at most


@dataclass(frozen=True)
class Part:
    """A piece of an excerpt; `marked` when it is a word of the query."""

    text: str
    marked: bool = False


def excerpt(
    text: str, asked: set[str], language: str, *, enough: int
) -> tuple[Part, ...]:
    """The passage that holds most of the words; the first one when none does.

    A passage with `enough` of the words is taken at once.
    """
    passages = text.splitlines()[:PASSAGES] or [""]
    best, places = passages[0], []
    for passage in passages:
        found = _places(passage, asked, language)
        if len({each[2] for each in found}) > len({each[2] for each in places}):
            best, places = passage, found
        if len({each[2] for each in places}) >= enough:
            break
    return _cut(best, [(start, end) for start, end, _ in places])


def _places(passage: str, asked: set[str], language: str) -> list[tuple[int, int, str]]:
    """Where the words stand: start, end, stem.

    Most passages hold none of them, which is told without looking for words letter
    by letter.
    """
    pieces = passage.split()
    if all(asked.isdisjoint(stems_between_spaces(each, language)) for each in pieces):
        return []
    return [
        (start, end, its_stem)
        for start, end, form in spans(passage)
        if (its_stem := stem(form, language)) in asked
    ]


def _cut(passage: str, places: list[tuple[int, int]]) -> tuple[Part, ...]:
    """About 220 letters around the first place, from a word's edge to a word's edge."""
    first = places[0][0] if places else 0
    start = 0
    if first > AROUND and len(passage) > 2 * AROUND:
        start = passage.find(" ", first - AROUND) + 1
        start = start if 0 < start <= first else first
    end = len(passage)
    if end - start > 2 * AROUND:
        last = places[0][1] if places else 0
        end = max(passage.rfind(" ", start, start + 2 * AROUND), last)
    parts = [Part("… ")] if start else []
    at = start
    for left, right in places:
        if left < start or right > end:
            continue
        parts += [Part(passage[at:left]), Part(passage[left:right], marked=True)]
        at = right
    parts.append(Part(passage[at:end]))
    if end < len(passage):
        parts.append(Part(" …"))
    return tuple(part for part in parts if part.text)
