"""What somebody asks for: each word with every stem that would answer it."""

from dataclasses import dataclass

from portal.content.models.search import SearchForm, SearchNeighbour
from portal.content.search import vocabulary
from portal.content.search.nearness import nearest, neighbours, slips
from portal.content.search.words import forms, stem

LONGEST = 100  # letters of a query that are read
MOST_WORDS = 8
AS_TYPED, IN_OTHER_WORDS, WITH_A_SLIP = 1.0, 0.8, 0.7
MOST_CANDIDATES = 400


@dataclass(frozen=True, kw_only=True)
class Word:
    """One word of a query: the stems that answer it, and how well each does."""

    form: str
    stems: dict[str, float]
    read_as: tuple[str, ...] = ()  # words nearby, where nobody wrote this one


def words(query: str, *, language: str) -> list[Word]:
    """The words of a query that carry a meaning; two queries at most."""
    known = vocabulary.of(language)
    typed = [(form, stem(form, language)) for form in dict.fromkeys(forms(query))]
    telling = [pair for pair in typed if pair[1] not in known.stop_words] or typed
    asked = telling[:MOST_WORDS]
    meanings = known.meanings([each for _, each in asked])
    written = _written([each for _, each in asked], language)
    strange = [
        form
        for (form, each), meant in zip(asked, meanings, strict=True)
        if each not in written and not meant and slips(form)
    ]
    near = _near(strange, language, known)
    return [
        _word(form, each, meant, near.get(form, []), known, language)
        for (form, each), meant in zip(asked, meanings, strict=True)
    ]


def _written(stems: list[str], language: str) -> set[str]:
    rows = SearchForm.objects.filter(language=language, stem__in=stems)
    return set(rows.values_list("stem", flat=True)) if stems else set()


def _near(strange: list[str], language: str, known) -> dict[str, list[str]]:
    if not strange:
        return {}
    spellings = {form: (form, stem(form, language)) for form in strange}
    rests = {
        rest
        for both in spellings.values()
        for each in both
        for rest in neighbours(each)
    }
    sharing = SearchNeighbour.objects.filter(rest__in=rests).values("form")
    # "iexact", or SQLite goes through every form of the language by its index.
    rows = SearchForm.objects.filter(pk__in=sharing, language__iexact=language)
    rows = rows.order_by("pk").values_list("form", flat=True)
    pages = set(rows[:MOST_CANDIDATES])

    def meant(each: str) -> list[str]:
        return nearest(each, pages | known.lexicon.near(each))

    return {form: meant(form) or meant(own) for form, own in spellings.values()}


def _word(form, own, meant, near, known, language) -> Word:
    stems = dict.fromkeys(sorted(meant), IN_OTHER_WORDS) | {own: AS_TYPED}
    for each in near:
        its_stem = stem(each, language)
        for other in (its_stem, *known.meanings([its_stem])[0]):
            stems.setdefault(other, WITH_A_SLIP)
    return Word(form=form, stems=stems, read_as=tuple(near))
