"""Guides: advice that belongs to no single side effect."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.content.blocks import families
from portal.content.models.article import ArticlePage
from portal.content.models.listing import ListingPage


class GuideIndexPage(ListingPage):
    """The guides."""

    template = "pages/listing.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.GuidePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of guides")


class GuidePage(ArticlePage):
    """A guide, in the order its author wants."""

    body = StreamField(families.Body(), verbose_name=_("text"), blank=True)
    is_checklist = models.BooleanField(
        _("checklist"),
        default=False,
        help_text=_("On paper each “do” has a box to tick."),
    )

    template = "pages/guide_page.html"
    type_name = _("Guide")
    parent_page_types = ["content.GuideIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        *ArticlePage.content_panels,
        FieldPanel("in_short"),
        FieldPanel("body"),
        FieldPanel("is_checklist"),
        *ArticlePage.evidence_panels,
    ]
    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("in_short"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("guide")

    @property
    def tells_when_to_get_help(self) -> bool:
        """Whether it holds a care card, after which a reader may check a symptom."""
        return any(block.block_type == "care_card" for block in self.body)
