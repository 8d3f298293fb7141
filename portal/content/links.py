"""Links from texts to pages, without a query for each text that holds one.

Addresses are kept in the process until the next publication. `gather` asks for all the
links of a page at once; a page that is not live gets a link that leads nowhere, so that
no reader meets a dead end.
"""

import json
import re

from wagtail.models import Page

from portal.content import reading
from portal.operations import page_cache

PAGE_LINK = re.compile(r'<a [^>]*?\bid=\\?"(\d+)')

_known: dict[str, dict[int, str]] = {}


def addresses(keys: set[int]) -> dict[int, str]:
    """The addresses of live pages, "" for any other; at most one query."""
    current = page_cache.version() or ""
    if current not in _known:
        _known.clear()
    known = _known.setdefault(current, {}) if current else {}
    missing = keys - known.keys()
    if missing:
        pages = Page.objects.live().select_related("locale").in_bulk(missing)
        known.update((key, pages[key].url if key in pages else "") for key in missing)
    return known


def named(page) -> set[int]:
    """The keys of the pages that the texts of a page lead to."""
    sources = [getattr(page, name) or "" for name in page.plain_texts] + [
        json.dumps(list(value.raw_data)) for _, value in reading.stream_fields(page)
    ]
    return {int(key) for source in sources for key in PAGE_LINK.findall(source)}


def gather(page) -> None:
    """Look up every page that the texts of a page lead to."""
    if keys := named(page):
        addresses(keys)
