"""An explanation, and what it rests on."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.content.blocks.choices import WordChoiceBlock
from portal.content.blocks.text import PLAIN_FEATURES
from portal.content.enums import Strength
from portal.knowledge.sources import SOURCES


def source_choices() -> list[tuple[str, str]]:
    """Every source we have read, by key, publisher and title."""
    return [
        (source.key, f"{source.key}: {source.publisher}, {source.title}")
        for source in SOURCES.values()
    ]


class ExplanationBlock(blocks.StructBlock):
    """A claim, how strong it is, and what stands behind it.

    Under "trade opinion" the claim is a quotation: it may hold words that the page
    itself may not use, so that it can be refuted.
    """

    claim = blocks.CharBlock(label=_("Claim"), max_length=240)
    strength = WordChoiceBlock(label=_("It rests on"), choices=Strength.choices)
    text = blocks.RichTextBlock(
        label=_("What we know"), features=PLAIN_FEATURES, required=False
    )
    sources = blocks.ListBlock(
        WordChoiceBlock(choices=source_choices), label=_("Sources")
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Explanation")
        template = "components/streamfield/explanation.html"
