"""Pages that lead on: the home page and the lists."""

from itertools import groupby

from django.core.paginator import Paginator
from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from portal.content import kept
from portal.content.models.base import BasePage

ON_A_PAGE = 30
ON_A_CARD = ("slug", "title", "listing_summary", "last_reviewed_on", "next_review_on")


class ListingPage(BasePage):
    """A list of pages, all of the one type its `subpage_types` names."""

    schema_type = "CollectionPage"

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    plain_texts = (*BasePage.plain_texts, "introduction")
    public_fields = BasePage.public_fields | {"introduction"}
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        abstract = True

    def route(self, request, path_components):
        """Find a page of the list in one query, with all that it shows of people."""
        if len(path_components) != 1:
            return super().route(request, path_components)
        pages = self._children().for_reading()
        page = get_object_or_404(pages, slug=path_components[0])
        page.locale = self.locale  # a page speaks the language of its list
        return RouteResult(page)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        order = kept.once(context["kept_under"], "order", self.order)
        entries = Paginator(order, ON_A_PAGE).get_page(request.GET.get("page"))
        entries.object_list = self.entries(entries.object_list)
        if entries.number > 1:  # an address of its own, and in this language alone
            context["canonical"] += f"?page={entries.number}"
            context["alternates"] = {}
        return context | {
            "entries": entries,
            "address": self.get_url(request),
            "letters": [
                (letter, list(pages))
                for letter, pages in groupby(
                    entries, lambda page: page.title[:1].upper()
                )
            ],
        }

    def order(self) -> list[int]:
        """The keys of the live pages of the list, by title."""
        pages = self._children().order_by("title", "pk")
        return list(pages.values_list("pk", flat=True))

    def entries(self, keys: list[int]) -> list:
        """Some of the live pages of the list, with no more than a card shows."""
        pages = self._children().only(*ON_A_CARD).in_bulk(keys)
        return [pages[key] for key in keys if key in pages]

    def _children(self):
        only_type = self.allowed_subpage_models()[0]
        return only_type.objects.live().child_of(self)
