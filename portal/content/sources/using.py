"""Which sources the live pages use, and what is wrong with them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.content import reading
from portal.content.enums import SourceKind
from portal.content.models import ArticlePage, CheckedAddress, PageSource
from portal.content.page_types import article_types
from portal.knowledge import sources as known
from portal.knowledge.sources import Kind, Source

UNSOURCED = "U"
TWO_YEARS = timedelta(days=731)
LIKE_AN_ADDRESS = re.compile(r"http://|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)


class Fault(TextChoices):
    """What is wrong with a source, the worst first."""

    UNKNOWN = "unknown", _("We know no source of this key")
    NOT_LISTED = "not-listed", _("Cited, but not in the list of sources")
    FAILING = "failing", _("Its address fails")
    NOT_HTTPS = "not-https", _("Its address does not begin with https://")
    NO_ADDRESS = "no-address", _("It has no address")
    NOT_CITED = "not-cited", _("In the list, but nothing cites it")
    UNSOURCED = "unsourced", _("Marked “U”: no published source was read yet")
    READ_IN_COPY = "read-in-copy", _("Read in a copy: look at the original")
    OLD = "old", _("Read more than two years ago")


@dataclass(kw_only=True)
class Use:
    """A source and the live pages that list or cite it, with how often each cites."""

    key: str
    source: Source | PageSource | None
    listed_by: list[ArticlePage] = field(default_factory=list)
    cited_by: dict[ArticlePage, int] = field(default_factory=dict)
    checked: CheckedAddress | None = None

    @property
    def pages(self) -> list[ArticlePage]:
        return sorted({*self.listed_by, *self.cited_by}, key=lambda page: page.title)

    @property
    def times(self) -> int:
        """How often it is cited, on all pages."""
        return sum(self.cited_by.values())

    @property
    def title(self) -> str:
        return self.source.title if self.source else ""

    @property
    def publisher(self) -> str:
        return self.source.publisher if self.source else ""

    @property
    def url(self) -> str:
        return (self.source.url or "") if self.source else ""

    @property
    def reference(self) -> str:
        """What stands in place of an address."""
        return self.source.reference if self.source and not self.url else ""

    @property
    def kind(self) -> str:
        return SourceKind(self.source.kind).label if self.source else ""

    @property
    def link(self) -> str:
        """What its address answered last; empty before it was asked."""
        return self.checked.get_outcome_display() if self.checked else ""

    @property
    def page_titles(self) -> str:
        return "; ".join(page.title for page in self.pages)


@dataclass(frozen=True, kw_only=True)
class Broken:
    """One thing that is wrong with one source, and the pages it is wrong on."""

    fault: Fault
    use: Use
    pages: list[ArticlePage]


def uses() -> list[Use]:
    """Every source that a live page lists or cites, those on most pages first."""
    pages = {
        page.pk: page
        for model in article_types()
        for page in model.objects.live().select_related("locale")
    }
    found: dict[object, Use] = {}
    rows = PageSource.objects.filter(page__in=pages).order_by("page_id", "sort_order")
    for row in rows:
        # A source typed in full is one of its own on each page.
        use = found.setdefault(row.key or row, Use(key=row.key, source=_known(row)))
        use.listed_by.append(pages[row.page_id])
    for page in pages.values():
        for key, times in Counter(key for _field, key in reading.cited(page)).items():
            source = known.SOURCES.get(key)
            use = found.setdefault(key, Use(key=key, source=source))
            use.cited_by[page] = times
    _add_checks(found.values())
    return sorted(found.values(), key=lambda use: (-len(use.pages), use.key))


def _known(row: PageSource) -> Source | PageSource | None:
    return known.SOURCES.get(row.key) if row.key else row


def _add_checks(found: Iterable[Use]) -> None:
    checked = {row.address: row for row in CheckedAddress.objects.all()}
    for use in found:
        use.checked = checked.get(use.url)


def broken(found: list[Use], *, on: date) -> list[Broken]:
    """Everything that is wrong with these sources, the worst first."""
    order = list(Fault)
    wrong = [each for use in found for each in _wrong(use, on=on)]
    return sorted(wrong, key=lambda each: (order.index(each.fault), each.use.key))


def _wrong(use: Use, *, on: date) -> Iterator[Broken]:
    if use.source is None:
        yield Broken(fault=Fault.UNKNOWN, use=use, pages=use.pages)
    unlisted = [page for page in use.cited_by if page not in use.listed_by]
    if unlisted:
        yield Broken(fault=Fault.NOT_LISTED, use=use, pages=unlisted)
    uncited = [page for page in use.listed_by if page not in use.cited_by]
    if uncited and use.key:
        yield Broken(fault=Fault.NOT_CITED, use=use, pages=uncited)
    if use.key == UNSOURCED:
        yield Broken(fault=Fault.UNSOURCED, use=use, pages=use.pages)
    elif use.source:
        for fault in _faults(use.source, on=on):
            yield Broken(fault=fault, use=use, pages=use.pages)
    if use.checked and use.checked.fails:
        yield Broken(fault=Fault.FAILING, use=use, pages=use.pages)


def _faults(source: Source | PageSource, *, on: date) -> Iterator[Fault]:
    """What is wrong with a source wherever it is used."""
    has_no_place = source.kind == Kind.OWN
    if not has_no_place and not (source.url or "").startswith("https://"):
        typed = LIKE_AN_ADDRESS.match(source.reference)
        yield Fault.NOT_HTTPS if typed else Fault.NO_ADDRESS
    if getattr(source, "read_in_copy", False):
        yield Fault.READ_IN_COPY
    if not has_no_place and source.read_on and source.read_on < on - TWO_YEARS:
        yield Fault.OLD
