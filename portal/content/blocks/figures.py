"""Charts, pictures and tables."""

import copy

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.shortcuts import get_rendition_or_not_found

from portal.content import charting, illustrations
from portal.content.blocks.choices import WordChoiceBlock
from portal.content.enums import SkinTone
from portal.ui import healing_chart


class HealingChartBlock(blocks.StructBlock):
    """The healing course of one symptom, drawn and as a table."""

    symptom = WordChoiceBlock(label=_("Symptom"), choices=charting.chartable_symptoms)

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {
            "chart": healing_chart.healing_chart(value["symptom"]),
            "sign_off": healing_chart.sign_off(),
        }

    class Meta:
        icon = "history"
        label = _("Healing chart")
        template = "components/streamfield/healing_chart.html"


WIDE = "width-800|format-webp"


class ChosenImageBlock(ImageChooserBlock):
    """A chosen image, all of a page's in one query and their renditions in another."""

    def bulk_to_python(self, values):
        images = self.model_class.objects.prefetch_renditions(WIDE).in_bulk(values)
        return [copy.copy(images.get(key)) for key in values]


class PictureBlock(blocks.StructBlock):
    """A picture with a text for those who cannot see it."""

    image = ChosenImageBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Short text"), max_length=160, help_text=_("What the picture is of.")
    )
    long_description = blocks.TextBlock(
        label=_("Long description"),
        required=False,
        help_text=_("Everything a reader would learn by seeing it."),
    )
    skin_tone = WordChoiceBlock(label=_("Skin"), choices=SkinTone.choices)
    caption = blocks.CharBlock(label=_("Caption"), max_length=200, required=False)

    def get_context(self, value, parent_context=None):
        image = get_rendition_or_not_found(value["image"], WIDE)
        rendition = {
            "url": image.url,
            "width": image.width,
            "height": image.height,
            "alt": value["alt"],
        }
        return super().get_context(value, parent_context) | {"rendition": rendition}

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "components/streamfield/picture.html"


class IllustrationBlock(blocks.StructBlock):
    """A drawing that ships with the portal, with its words in the page's language."""

    drawing = WordChoiceBlock(label=_("Drawing"), choices=illustrations.choices)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        language = context.get("content_language") or get_language() or "en"
        return context | {"drawing": illustrations.told(value["drawing"], language)}

    class Meta:
        icon = "view"
        label = _("Drawing")
        template = "components/streamfield/illustration.html"


class TableBlock(TypedTableBlock):
    """A small table; on a phone each row becomes a card."""

    text = blocks.CharBlock(max_length=240, required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "components/streamfield/table.html"
