"""Where to read on after an article: at most four pages, found, not typed in.

Pages are near to each other when one leads to the other in its text, when they share
risk factors, and when they lean on the same sources. An editor who knows better picks
the pages by hand. Pages of the main menu are left out: they are on every page anyway.
"""

from dataclasses import dataclass

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.content import links
from portal.content.models.article import ArticlePage, PageSource
from portal.content.models.risk_factors import RiskFactorPage
from portal.content.models.side_effects import SideEffectPage, SideEffectRiskFactor

ROOM = 4
EFFECT, FACTOR, GUIDE = "sideeffectpage", "riskfactorpage", "guidepage"
KINDS = {EFFECT: _("Side effect"), FACTOR: _("Risk factor"), GUIDE: _("Guide")}
OF_A_LINK, OF_A_FACTOR = 4, 2  # a shared source counts 1
NEAR = 2  # one source in common may be chance


@dataclass(frozen=True, kw_only=True)
class Related:
    """A page to read on."""

    title: str
    summary: str
    url: str
    kind: Promise


def to(page: ArticlePage) -> list[Related]:
    """The pages to read on after this one, in one query."""
    chosen = [row["value"] for row in page.related.raw_data]
    return _chosen(chosen) if chosen else _found(page)


def _articles():
    """The live articles, each with its kind and its summary."""
    return (
        Page.objects.live()
        .annotate(
            kind=Case(
                *(
                    When(**{f"{kind}__isnull": False}, then=Value(kind))
                    for kind in KINDS
                )
            ),
            summary=Coalesce(*(f"{kind}__listing_summary" for kind in KINDS)),
        )
        .filter(kind__isnull=False)
        .select_related("locale")
    )


def _chosen(keys: list[int]) -> list[Related]:
    found = _articles().filter(pk__in=keys)
    return [_related(each) for each in sorted(found, key=lambda p: keys.index(p.pk))]


def _found(page: ArticlePage) -> list[Related]:
    near = _near(page)
    wanted = _wanted(page)
    first = [
        each
        for kind, number in wanted.items()
        for each in [near_page for near_page in near if near_page.kind == kind][:number]
    ]
    others = [each for each in near if each not in first]
    return [_related(each) for each in [*first, *others][:ROOM]]


def _wanted(page: ArticlePage) -> dict[str, int]:
    """How many of each kind come first, where there are as many."""
    if isinstance(page, SideEffectPage):
        return {EFFECT: 2, GUIDE: 2}
    return {EFFECT: 3, GUIDE: 1} if isinstance(page, RiskFactorPage) else {}


def _near(page: ArticlePage) -> list[Page]:
    """The nearest pages of each kind, the nearest of all first."""
    factors = _factors(page)
    about_factors = factors is not None
    of_factors = _count(factors) if about_factors else Value(0)
    sources = [row.key for row in page.source_list if row.key]
    of_sources = _count(PageSource.objects.filter(key__in=sources))
    of_links = Case(When(pk__in=links.named(page), then=OF_A_LINK), default=0)
    near = Q(closeness__gte=NEAR)
    if about_factors:  # side effects need a factor in common, and factors stand above
        near = Q(kind=EFFECT, factors__gt=0) | near & Q(kind=GUIDE)
    return list(
        _articles()
        .filter(locale_id=page.locale_id, show_in_menus=False)
        .exclude(pk=page.pk)
        .annotate(factors=of_factors)
        .annotate(closeness=of_links + OF_A_FACTOR * F("factors") + of_sources)
        .filter(near)
        .annotate(
            place=Window(
                RowNumber(),
                partition_by="kind",
                order_by=[F("closeness").desc(), "title", "pk"],
            )
        )
        .filter(place__lte=ROOM)
        .order_by("-closeness", "title", "pk")
    )


def _factors(page: ArticlePage):
    """The rows of risk factors that a page is about; None for a guide."""
    rows = SideEffectRiskFactor.objects
    if isinstance(page, RiskFactorPage):
        return rows.filter(factor=page.factor)
    if isinstance(page, SideEffectPage):
        return rows.filter(factor__in=rows.filter(page=page.pk).values("factor"))
    return None


def _count(rows):
    """How many of these rows belong to a page."""
    of_page = rows.filter(page=OuterRef("pk")).order_by().values("page")
    return Coalesce(Subquery(of_page.annotate(n=Count("pk")).values("n")), 0)


def _related(page: Page) -> Related:
    return Related(
        title=page.title, summary=page.summary, url=page.url, kind=KINDS[page.kind]
    )
