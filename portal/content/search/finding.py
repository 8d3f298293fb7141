"""Finds pages: the same ones on every database, however many there are.

Of each word only the pages in which it weighs most are looked at, so that a search in
ten thousand pages costs little more than one in twenty.
"""

import math
from collections import Counter
from dataclasses import dataclass

from django.db import connection
from wagtail.models import Page

from portal.content.models.search import PromotedResult, SearchWord
from portal.content.search import asking
from portal.content.search.asking import Word
from portal.content.search.excerpts import Part, excerpt
from portal.content.search.words import stems

SHOWN = 10
HEAVIEST = 60  # pages looked at for each stem
MOST_STEMS = 40
# Not in the ORM: SQLite takes a limit inside a union only in a query of its own.
OF_ONE_STEM = """SELECT * FROM (
    SELECT document_id, stem, weight FROM content_searchword
    WHERE language = %s AND stem = %s
    ORDER BY weight DESC, document_id LIMIT %s) AS of_stem_{}"""


@dataclass(frozen=True, kw_only=True)
class Result:
    """A page that answers, with the words of the query marked in its text."""

    title: str
    url: str
    excerpt: tuple[Part, ...]
    promoted: bool


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The pages for a query, best first, and the words that were read otherwise."""

    results: tuple[Result, ...]
    read_as: tuple[Word, ...]


def find(query: str, *, language: str, request) -> Answer:
    """Search the live, open pages of one language; seven queries at most."""
    asked = asking.words(query[: asking.LONGEST], language=language)
    if not asked:
        return Answer(results=(), read_as=())
    first = promoted(query, language)
    found = best(asked, language)
    order = list(dict.fromkeys([*first, *found]))[: SHOWN * 2]
    pages = _open_pages(order, language)
    stems_asked = {each for word in asked for each in word.stems}
    results = (
        Result(
            title=pages[key].title,
            url=pages[key].get_url(request),
            excerpt=excerpt(
                pages[key].search_document.text,
                stems_asked,
                language,
                enough=len(asked),
            ),
            promoted=key in first,
        )
        for key in [key for key in order if key in pages][:SHOWN]
    )
    return Answer(
        results=tuple(results),
        read_as=tuple(word for word in asked if word.read_as),
    )


def promoted(query: str, language: str) -> list[int]:
    """The pages that editors put first for these words."""
    asked = set(stems(query, language))
    rows = PromotedResult.objects.values_list("words", "page_id")
    return [
        page
        for words, page in rows
        if any(set(stems(part, language)) <= asked for part in words.split(","))
    ]


def best(asked: list[Word], language: str) -> list[int]:
    """Pages that answer at least half as many words as the best one does.

    First those that answer more words, then those in which the words weigh more; a
    word that few pages hold counts for more than one that stands everywhere.
    """
    rows = _postings(asked, language)
    spread = Counter(found for _, found, _ in rows)
    weights = {(page, found): weight for page, found, weight in rows}
    scores: dict[int, list[float]] = {}
    for page in {page for page, _, _ in rows}:
        scores[page] = [
            score
            for word in asked
            if (score := _score(word, page, weights, spread)) > 0
        ]
    enough = (max(map(len, scores.values()), default=0) + 1) // 2
    ranked = sorted(scores, key=lambda p: (-len(scores[p]), -sum(scores[p]), p))
    return [page for page in ranked if len(scores[page]) >= enough]


def _score(word: Word, page: int, weights: dict, spread: Counter) -> float:
    return max(
        (
            how_well * weights[page, each] / (1 + math.log(spread[each]))
            for each, how_well in word.stems.items()
            if (page, each) in weights
        ),
        default=0,
    )


def _postings(asked: list[Word], language: str) -> list[tuple[int, str, int]]:
    """(page, stem, weight), complete for every page among the heaviest of a stem."""
    wanted = list(dict.fromkeys(each for word in asked for each in word.stems))
    wanted = wanted[:MOST_STEMS]
    union = " UNION ALL ".join(OF_ONE_STEM.format(n) for n in range(len(wanted)))
    limits = [value for each in wanted for value in (language, each, HEAVIEST)]
    with connection.cursor() as cursor:
        cursor.execute(union, limits)
        rows = cursor.fetchall()
    counts = Counter(found for _, found, _ in rows)
    cut = [each for each in wanted if counts[each] >= HEAVIEST]
    if len(wanted) > 1 and cut:
        pages = {page for page, _, _ in rows}
        others = SearchWord.objects.filter(document__in=pages, stem__in=cut)
        rows += others.values_list("document_id", "stem", "weight")
    return sorted({tuple(row) for row in rows})


def _open_pages(keys: list[int], language: str) -> dict[int, Page]:
    """Those in the language that are live and that nobody needs a key for."""
    if not keys:
        return {}
    pages = Page.objects.live().public().filter(search_document__language=language)
    pages = pages.select_related("search_document")
    return pages.only("title", "url_path", "search_document__text").in_bulk(keys)
