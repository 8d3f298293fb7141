"""Pages in a second language: what they were made from, and whether that moved on.

A page in the site's first language is an original. Its translations share its
`translation_key` and hold the version of it with which somebody last compared them.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery
from wagtail.models import Locale, Page, Revision


class OriginalMissing(LookupError):
    """A translation was asked for before its original is in the tree."""


def is_translation(page: Page) -> bool:
    """Whether a page is in another language than the site's first."""
    return page.locale.language_code != settings.LANGUAGE_CODE


def original_of(page: Page) -> Page | None:
    """The page that a translation renders; None for an original, or without one."""
    if page.pk is None or not is_translation(page):
        return None
    first = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    return page.get_translation_or_none(first)


def newer_since(page: Page, siblings: Iterable[Page]) -> datetime | None:
    """When the original was published that a live translation does not know yet.

    `siblings` are the live pages of the same translation key, with their locales.
    None while the translation keeps up, and for an original.
    """
    if not is_translation(page):
        return None
    for each in siblings:
        if not is_translation(each) and each.live_revision_id != page.compared_with_id:
            return each.last_published_at
    return None


def behind(models: Iterable[type[Page]]) -> list[Page]:
    """The live translations behind their originals, longest first.

    Each has `newer_since`, the day its original was published.
    """
    found = chain.from_iterable(map(_behind, models))
    return sorted(found, key=lambda page: (page.newer_since, page.title))


def _behind(model: type[Page]):
    original = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"),
        locale__language_code=settings.LANGUAGE_CODE,
    )
    return (
        model.objects.live()
        .exclude(locale__language_code=settings.LANGUAGE_CODE)
        .annotate(
            newer_since=Subquery(original.values("last_published_at")[:1]),
            newer_version=Subquery(original.values("live_revision")[:1]),
        )
        .filter(newer_since__isnull=False)
        .filter(Q(compared_with=None) | ~Q(newer_version=F("compared_with")))
        .select_related("locale", "compared_with")
        .defer_streamfields()
    )


def shipped_version(original: Page, *, with_doors: bool = False) -> Revision | None:
    """The version of an original that its article file made.

    A front page takes two: its doors are hung when the pages behind them are there.
    """
    versions = list(original.revisions.order_by("created_at", "pk")[:2])
    return versions[-1 if with_doors else 0] if versions else None
