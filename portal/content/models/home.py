"""The front page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from portal.content import kept
from portal.content.models.base import BasePage

# Places that are no pages of the tree, by the name of their address.
OWN_ADDRESSES = [("check", _("The symptom check"))]


class DoorBlock(blocks.StructBlock):
    """A way into the site."""

    label = blocks.CharBlock(label=_("Label"), max_length=60)
    text = blocks.CharBlock(label=_("Text"), max_length=160)
    page = blocks.PageChooserBlock(label=_("Leads to"), required=False)
    address = blocks.ChoiceBlock(
        label=_("Or leads to"), choices=OWN_ADDRESSES, required=False
    )

    class Meta:
        icon = "link"
        label = _("Door")

    def clean(self, value):
        """A door leads to one place: a page, or an address that is no page."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            problem = ValidationError(_("Choose a page or an address, one of the two."))
            raise blocks.StructBlockValidationError({"page": problem})
        return cleaned


class HomePage(BasePage):
    """The front page: what the site is, and the doors into it."""

    headline = models.CharField(_("headline"), max_length=120)
    introduction = models.TextField(_("introduction"), max_length=400)
    doors = StreamField([("door", DoorBlock())], verbose_name=_("doors"), blank=True)

    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "content.SideEffectIndexPage",
        "content.RiskFactorIndexPage",
        "content.GuideIndexPage",
    ]
    plain_texts = (*BasePage.plain_texts, "headline", "introduction")
    public_fields = BasePage.public_fields | {"headline", "introduction"}
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("doors"),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        doors = kept.once(context["kept_under"], "doors", self.open_doors)
        return context | {"doors": doors}

    def open_doors(self) -> list[dict[str, str]]:
        """The doors whose pages can be read now, with their addresses."""
        doors = [(door.value, self._address(door.value)) for door in self.doors]
        return [
            {"label": door["label"], "text": door["text"], "url": url}
            for door, url in doors
            if url
        ]

    def _address(self, door) -> str:
        if door["page"]:
            return door["page"].url if door["page"].live else ""
        if not door["address"]:  # its page was deleted
            return ""
        with override(self.locale.language_code):
            return reverse(door["address"])
