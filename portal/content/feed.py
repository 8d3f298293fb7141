"""The articles as an Atom feed, one in each language: what is new and what changed."""

import re
from itertools import chain
from uuid import uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from portal.content.models import ArticlePage

MOST = 30
# https://www.w3.org/TR/xml/#charsets; Django's writer raises at some of these.
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def latest(language: str) -> list[ArticlePage]:
    """The articles of a language that were published last, open to all."""
    found = chain.from_iterable(
        model.objects.live()
        .public()
        .filter(locale__language_code=language, last_published_at__isnull=False)
        .select_related("author", "locale")
        .defer_streamfields()
        .order_by("-last_published_at", "-pk")[:MOST]
        for model in ArticlePage.__subclasses__()
    )
    newest_first = sorted(found, key=lambda page: page.last_published_at, reverse=True)
    return newest_first[:MOST]


def plain(text) -> str:
    """A text without what no XML file may hold."""
    return NOT_IN_XML.sub("", str(text))


class ArticleFeed(Feed):
    """Django's feed about the articles of one language."""

    feed_type = Atom1Feed
    author_name = settings.WAGTAIL_SITE_NAME  # of an entry whose author is not known

    def __init__(self, *, language: str):
        self.language = language

    def link(self):
        return f"{settings.BASE_URL}{reverse('wagtail_serve', args=[''])}"

    def title(self):
        return _("Scalpwise: new and changed pages")

    def subtitle(self):
        return _("Side effects of scalp micropigmentation, what to do and why.")

    def feed_url(self):
        return f"{settings.BASE_URL}{reverse('feed')}"

    feed_guid = feed_url

    def items(self):
        """A page that no site reaches has no address, and no place here."""
        return [page for page in latest(self.language) if page.full_url]

    def item_title(self, item):
        return plain(item.title)

    def item_description(self, item):
        """The summary. Atom1Feed says that it is HTML, so it is made such."""
        return escape(plain(item.listing_summary or item.in_short))

    def item_link(self, item):
        return item.full_url

    def item_guid(self, item):
        """The same whatever the page is called and wherever it stands."""
        return uuid5(item.translation_key, self.language).urn

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at

    def item_author_name(self, item):
        return item.author and plain(item.author.name)

    def item_categories(self, item):
        return [str(name) for name in item.categories]
