"""The front page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.content import kept
from portal.content.models.base import BasePage

FIRST = 3  # doors that are large and stand above all else

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
    schema_type = "WebSite"
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
        return context | {"doors": doors[:FIRST], "more_doors": doors[FIRST:]}

    @property
    def shared_title(self):
        return self.headline

    def open_doors(self) -> list[dict[str, str]]:
        """The doors whose pages can be read now, with their addresses.

        A door that was hung when its page was not translated yet leads to the
        translation as soon as that is live. Until then it names the page's language.
        """
        own = self._own_language()
        doors = [(door.value, self._behind(door.value, own)) for door in self.doors]
        return [
            {"label": door["label"], "text": door["text"], **behind}
            for door, behind in doors
            if behind
        ]

    def _own_language(self) -> dict:
        """The live translations of pages in another language, by translation key."""
        pages = [door.value["page"] for door in self.doors if door.value["page"]]
        foreign = [each for each in pages if each.locale_id != self.locale_id]
        if not foreign:
            return {}
        keys = [each.translation_key for each in foreign]
        found = Page.objects.live().filter(locale_id=self.locale_id)
        found = found.filter(translation_key__in=keys).select_related("locale")
        return {each.translation_key: each for each in found}

    def _behind(self, door, own: dict) -> dict[str, str] | None:
        """What a door leads to; None when nobody can go through."""
        if door["page"]:
            page = own.get(door["page"].translation_key, door["page"])
            if not page.live:
                return None
            foreign = page.locale_id != self.locale_id
            language = page.locale.language_code if foreign else ""
            return {"url": page.url, "language": language}
        if not door["address"]:  # its page was deleted
            return None
        with override(self.locale.language_code):
            return {"url": reverse(door["address"]), "language": ""}
