"""Keeps the words of every live page, in step with each publication."""

from collections import Counter

from django.db import transaction

from portal.content import reading
from portal.content.models import ArticlePage, ListingPage
from portal.content.models.search import (
    SearchDocument,
    SearchForm,
    SearchNeighbour,
    SearchWord,
)
from portal.content.search.nearness import neighbours
from portal.content.search.words import forms, stem

WEIGHTS = {"title": 12, "also_known_as": 8, "in_short": 5, "listing_summary": 3}
NOT_SHOWN = {"seo_title", "search_description", "social_text"}
MOST_OF_THE_BODY = 4  # a word that stands there more often weighs no more
ROWS = 2000  # written in one statement


def is_searched(page) -> bool:
    """Whether readers find that sort of page: articles and lists."""
    return isinstance(page, ArticlePage | ListingPage)


def texts(page) -> list[tuple[str, str]]:
    """Every text of a page that readers see, under the name of its field."""
    found = (
        (each.field, reading.plain(each.source)) for each in reading.passages(page)
    )
    return [(name, text) for name, text in found if text and name not in NOT_SHOWN]


def weights(written: list[tuple[str, str]]) -> Counter[str]:
    """What each form of a page weighs: by field, and for the body by how often."""
    heavy: dict[str, set[str]] = {}
    body: Counter[str] = Counter()
    for name, text in written:
        if name in WEIGHTS:
            heavy.setdefault(name, set()).update(forms(text))
        else:
            body.update(forms(text))
    found = Counter({form: min(n, MOST_OF_THE_BODY) for form, n in body.items()})
    for name, each in heavy.items():
        found.update(dict.fromkeys(each, WEIGHTS[name]))
    return found


@transaction.atomic
def index(page) -> None:
    """Read a live page anew; forget one of a sort that nobody searches."""
    if not is_searched(page):
        return forget(page)
    language = page.locale.language_code
    written = texts(page)
    passages = [
        text for name, text in written if name not in {"title", "also_known_as"}
    ]
    document, _made = SearchDocument.objects.update_or_create(
        pk=page.pk, defaults={"language": language, "text": "\n".join(passages)}
    )
    by_form = weights(written)
    by_stem: dict[str, int] = {}
    for form, weight in by_form.items():
        key = stem(form, language)
        by_stem[key] = max(by_stem.get(key, 0), weight)
    document.words.all().delete()
    SearchWord.objects.bulk_create(
        (
            SearchWord(document=document, language=language, stem=each, weight=weight)
            for each, weight in by_stem.items()
        ),
        batch_size=ROWS,
    )
    _learn(set(by_form), language)
    return None


def forget(page) -> None:
    """Let nobody find a page that is not live any more."""
    SearchDocument.objects.filter(pk=page.pk).delete()


def _learn(found: set[str], language: str) -> None:
    """Keep the forms nobody wrote before, and what is near to them."""
    known = SearchForm.objects.filter(language=language, form__in=found)
    new = sorted(found - set(known.values_list("form", flat=True)))
    SearchForm.objects.bulk_create(
        (
            SearchForm(language=language, form=each, stem=stem(each, language))
            for each in new
        ),
        ignore_conflicts=True,
    )
    rows = SearchForm.objects.filter(language=language, form__in=new)
    SearchNeighbour.objects.bulk_create(
        (
            SearchNeighbour(form=row, rest=rest)
            for row in rows
            for rest in sorted(neighbours(row.form))
        ),
        batch_size=ROWS,
    )


@transaction.atomic
def rebuild() -> int:
    """Forget everything and read every live page; says how many there were."""
    for model in (SearchNeighbour, SearchForm, SearchWord, SearchDocument):
        model.objects.all().delete()
    count = 0
    for model in [*ArticlePage.__subclasses__(), *ListingPage.__subclasses__()]:
        for page in model.objects.live().select_related("locale").iterator(100):
            index(page)
            count += 1
    return count


def on_published(instance, **_event) -> None:
    """Wagtail says that a page went live, or that a live one changed."""
    index(instance.specific)


def on_unpublished(instance, **_event) -> None:
    """Wagtail says that a page is not for readers any more."""
    forget(instance)
