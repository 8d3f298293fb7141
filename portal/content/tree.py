"""The upper part of the page tree, kept in the process until somebody publishes.

Which site a host name means, its front page in each language, the sections below it
and the main menu change only with a publication. Asking for them again on each
request would cost more queries than the article itself.
"""

import copy
import time
from dataclasses import dataclass

from django.http import Http404
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from portal.operations import page_cache


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """A page in the main menu."""

    title: str
    slug: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Tree:
    """One site: its front pages by language, their sections by slug, their menus."""

    site: Site
    homes: dict[str, Page]
    sections: dict[str, dict[str, Page]]
    menus: dict[str, tuple[MenuEntry, ...]]
    built_at: float

    def language(self, wanted: str) -> str:
        """The wanted language when there is a front page in it, else the site's own."""
        return wanted if wanted in self.homes else next(iter(self.homes))

    def route(self, request, path: str, *, language: str) -> RouteResult:
        """The live page at a path. Raises Http404 when there is none."""
        if not self.homes:
            raise Http404
        language = self.language(language)
        first, *rest = [part for part in path.split("/") if part] or [None]
        page = self.homes[language]
        if first is not None:
            page = self.sections[language].get(first)
        if page is None:
            raise Http404
        return copy.copy(page).route(request, rest)


_known: dict[tuple[str, str], Tree] = {}


def of(request) -> Tree | None:
    """The tree that a request's host name leads to; None before there is a site."""
    current = page_cache.version()
    key = (current, request.get_host())
    tree = _known.get(key) if current else None
    if tree is None or time.monotonic() - tree.built_at > page_cache.LIFETIME:
        tree = _build(Site.find_for_request(request))
        if tree is None:
            return None
        for old in [known for known in _known if known[0] != current]:
            _known.pop(old, None)
        if current:
            _known[key] = tree
    return tree


def _build(site: Site | None) -> Tree | None:
    if site is None:
        return None
    fronts = site.root_page.specific_class.objects.live().filter(
        translation_key=site.root_page.translation_key
    )
    homes = {
        home.locale.language_code: home for home in fronts.select_related("locale")
    }
    own_first = sorted(homes.items(), key=lambda pair: pair[1].pk != site.root_page_id)
    homes = dict(own_first)
    sections = {code: _sections(home) for code, home in homes.items()}
    menus = {code: _menu(home) for code, home in homes.items()}
    return Tree(
        site=site,
        homes=homes,
        sections=sections,
        menus=menus,
        built_at=time.monotonic(),
    )


def _sections(home: Page) -> dict[str, Page]:
    found = {page.slug: page for page in home.get_children().live().specific()}
    for page in found.values():
        page.locale = home.locale
    return found


def _menu(home: Page) -> tuple[MenuEntry, ...]:
    pages = Page.objects.descendant_of(home).live().in_menu().select_related("locale")
    return tuple(
        MenuEntry(title=page.title, slug=page.slug, url=page.url) for page in pages
    )
