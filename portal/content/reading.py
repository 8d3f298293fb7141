"""Turns a page, as stored or as typed, into what the publishing rules look at."""

import html
import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from portal.content import illustrations
from portal.content.blocks.care import CareCardBlock
from portal.content.blocks.evidence import ExplanationBlock
from portal.content.blocks.figures import IllustrationBlock, PictureBlock
from portal.content.enums import Strength
from portal.content.publishing import CITATION, Card, Passage, Picture

END_OF_BLOCK = re.compile(r"</(?:p|li|h\d|td|th)>|<br ?/?>")
MARK = re.compile(rf"\s*{CITATION.pattern}")


def plain(source: str) -> str:
    """A text without tags and marks of sources, a block in each line."""
    text = html.unescape(strip_tags(END_OF_BLOCK.sub("\n", source)))
    lines = (" ".join(line.split()) for line in MARK.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def texts(block: blocks.Block, value) -> Iterator[str]:
    """Every text for people inside a block, as its source."""
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield value or ""
    elif isinstance(block, BaseTypedTableBlock):
        yield (value.caption or "") if value else ""
        for column in value.columns if value else ():
            yield column["heading"]
        for row in value.rows if value else ():
            for cell in row:
                yield from texts(cell.block, cell.value)
    else:
        for child, inner in _children(block, value):
            yield from texts(child, inner)


def _children(block: blocks.Block, value) -> Iterator[tuple[blocks.Block, object]]:
    if isinstance(block, blocks.BaseStreamBlock):
        yield from ((child.block, child.value) for child in value or ())
    elif isinstance(block, blocks.ListBlock):
        yield from ((block.child_block, inner) for inner in value or ())
    elif isinstance(block, blocks.BaseStructBlock):
        yield from (
            (child, value.get(name)) for name, child in block.child_blocks.items()
        )


def blocks_of(kind: type[blocks.Block], block: blocks.Block, value) -> Iterator:
    """The values of every block of a kind, at whatever depth."""
    if isinstance(block, kind):
        yield value
    for child, inner in _children(block, value):
        yield from blocks_of(kind, child, inner)


def stream_fields(page) -> Iterator[tuple[str, StreamValue]]:
    """The stream fields of a page with what is in them."""
    for each in page._meta.get_fields():
        if isinstance(each, StreamField):
            yield each.name, getattr(page, each.name)


def passages(page) -> Iterator[Passage]:
    """Every text of a page; what is plain (title, summary) first."""
    for name in page.plain_texts:
        yield Passage(
            field=name,
            source=getattr(page, name) or "",
            about_skin=name in page.texts_about_skin,
        )
    for name, value in stream_fields(page):
        for child in value:
            yield from _passages_of(
                child, name, about_skin=name in page.texts_about_skin
            )
            for drawing in _drawings(page, child.block, child.value):
                for source in drawing.texts():
                    yield Passage(field=name, source=source, about_skin=True)


def _passages_of(child, name: str, *, about_skin: bool) -> Iterator[Passage]:
    card = isinstance(child.block, CareCardBlock)
    quotes = (
        isinstance(child.block, ExplanationBlock)
        and child.value["strength"] == Strength.TRADE
    )
    for source in texts(child.block, child.value):
        yield Passage(
            field=name,
            source=source,
            quoted=quotes and source == child.value["claim"],
            about_skin=about_skin or card,
        )


def _drawings(page, block: blocks.Block, value) -> Iterator[illustrations.Told]:
    """The drawings of ours in a block, with their words in the page's language."""
    # A page that is being added has no language before it has a place.
    language = page.locale.language_code if page.locale_id else settings.LANGUAGE_CODE
    for each in blocks_of(IllustrationBlock, block, value):
        drawing = illustrations.told(each["drawing"], language)
        if drawing:
            yield drawing


def cards(page) -> Iterator[Card]:
    """Every care card of a page."""
    for name, value in stream_fields(page):
        for card in blocks_of(CareCardBlock, value.stream_block, value):
            yield Card(
                field=name,
                level=card["level"],
                texts=tuple(texts(CareCardBlock(), card)),
            )


def pictures(page) -> Iterator[Picture]:
    """Every picture of a page, and every drawing of ours on it."""
    for name, value in stream_fields(page):
        for drawing in _drawings(page, value.stream_block, value):
            yield Picture(
                field=name,
                name=drawing.title,
                long_description=drawing.description,
                drawing=drawing.key,
            )
        for picture in blocks_of(PictureBlock, value.stream_block, value):
            yield Picture(
                field=name,
                name=picture["alt"] or "",
                long_description=picture["long_description"] or "",
            )


def cited(page) -> Iterator[tuple[str, str]]:
    """Every source a page leans on, with the field that does."""
    for passage in passages(page):
        for key in CITATION.findall(passage.source):
            yield passage.field, key
    for name, value in stream_fields(page):
        for explanation in blocks_of(ExplanationBlock, value.stream_block, value):
            for key in explanation["sources"]:
                yield name, key
