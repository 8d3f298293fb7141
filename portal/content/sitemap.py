"""Every public address with its day and its other languages, for search engines.

Search results and the answers of the check are left out: they are nobody's page.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from portal.content import tree

# Public places that are no pages of the tree, by name.
OWN = ["check", "clinics:directory", "inks:index"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One address; the same in other languages by their codes, itself among them."""

    location: str
    lastmod: datetime | None = None
    translations: dict[str, str] = field(default_factory=dict)

    @property
    def alternates(self) -> list[dict[str, str]]:
        """The translations as Django's template asks for them."""
        if len(self.translations) < 2:
            return []
        return [
            {"lang_code": code, "location": address}
            for code, address in self.translations.items()
        ]


def in_each_language(name: str) -> dict[str, str]:
    """A place of ours that is no page, in every language."""
    found = {}
    for code, _label in settings.LANGUAGES:
        with override(code):
            found[code] = f"{settings.BASE_URL}{reverse(name)}"
    return found


class Addresses(Sitemap):
    """The pages of the trees of all languages, and our own places."""

    def __init__(self, request):
        self.known = tree.of(request)

    def items(self):
        return [*self._pages(), *self._own()]

    def get_urls(self, page=1, site=None, protocol=None):
        entries = self.paginator.page(page).object_list
        days = [entry.lastmod for entry in entries if entry.lastmod]
        self.latest_lastmod = max(days, default=None)
        return entries

    def _pages(self) -> list[Entry]:
        fronts = self.known.homes.values() if self.known else ()
        trees = tuple(home.path for home in fronts)
        pages = Page.objects.live().public().select_related("locale").order_by("path")
        # No parts: a page that no site reaches. The host comes from the settings.
        found = [
            (page, f"{settings.BASE_URL}{parts[2]}")
            for page in pages
            if page.path.startswith(trees) and (parts := page.get_url_parts())
        ]
        translations: dict = defaultdict(dict)
        for page, address in found:
            translations[page.translation_key][page.locale.language_code] = address
        return [
            Entry(
                location=address,
                lastmod=page.last_published_at,
                translations=translations[page.translation_key],
            )
            for page, address in found
        ]

    def _own(self) -> list[Entry]:
        everywhere = [in_each_language(name) for name in OWN]
        return [
            Entry(location=address, translations=translations)
            for translations in everywhere
            for address in translations.values()
        ]
