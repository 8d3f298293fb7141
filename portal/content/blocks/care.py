"""Blocks that tell a reader what to do."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.content.blocks.choices import WordChoiceBlock
from portal.content.blocks.text import PLAIN_FEATURES
from portal.content.enums import CareLevel


class CareCardBlock(blocks.StructBlock):
    """A card that says how fast to get which help. One of each level on a page."""

    level = WordChoiceBlock(label=_("Level"), choices=CareLevel.choices)
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    items = blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("Signs"))
    body = blocks.RichTextBlock(
        label=_("What to do"),
        features=PLAIN_FEATURES,
        required=False,
        help_text=_("No links in an emergency card: nobody may be led away from it."),
    )

    class Meta:
        icon = "warning"
        label = _("Care card")
        template = "components/streamfield/care_card.html"


class DoDontBlock(blocks.StructBlock):
    """What helps and what to leave, side by side."""

    do = blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("Do"))
    dont = blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("Do not"))

    class Meta:
        icon = "list-ul"
        label = _("Do and do not")
        template = "components/streamfield/do_dont.html"
