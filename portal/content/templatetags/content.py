"""What page templates need from Python."""

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText, expand_db_html

from portal.content import kept as kept_parts
from portal.content import samples
from portal.content.enums import SkinTone, SourceKind, Strength
from portal.content.publishing import CITATION
from portal.knowledge.sources import SOURCES
from portal.ui.templatetags import ui

register = template.Library()

RUN_OF_CITATIONS = re.compile(rf"\s*(?:{CITATION.pattern}\s*)+(?=[\s.,;:)<]|$)")
STATUS_KINDS = {
    Strength.CLINICAL: "good",
    Strength.OFFICIAL: "info",
    Strength.TRADE: "neutral",
}


@lru_cache(maxsize=1000)
def _link(key: str, number: int, _language: str) -> SafeString:
    return format_html(
        '<a href="#source-{}" aria-label="{}">{}</a>',
        key,
        _("Source %(number)s") % {"number": number},
        number,
    )


@register.filter
def cited(text: str | RichText, numbers: Mapping[str, int]) -> SafeString:
    """A text whose marks like "[A1]" become small numbers that lead to the sources.

    A mark that is in nobody's list stays as it was typed, for the editor to see.
    """
    if isinstance(text, RichText):  # Wagtail would go through a template for each
        text = mark_safe(expand_db_html(text.source))  # noqa: S308 - cleaned by Wagtail
    if "[" not in text:
        return conditional_escape(text)
    language = get_language()

    def linked(run: re.Match) -> str:
        keys = CITATION.findall(run.group())
        if any(key not in numbers for key in keys):
            return run.group()
        in_order = sorted(keys, key=numbers.__getitem__)
        links = format_html_join(
            ", ", "{}", ((_link(key, numbers[key], language),) for key in in_order)
        )
        return f"<sup>{links}</sup>"

    return mark_safe(RUN_OF_CITATIONS.sub(linked, conditional_escape(text)))  # noqa: S308 - escaped, or rich text that Wagtail has cleaned


@register.filter
def sources_named(keys: list[str], numbers: Mapping[str, int]) -> SafeString:
    """ "Sources: 1, 4", each number leading to its line in the list."""
    listed = sorted(filter(numbers.__contains__, keys), key=numbers.__getitem__)
    language = get_language()
    links = ((_link(key, numbers[key], language),) for key in listed)
    return format_html("{} {}", _("Sources:"), format_html_join(", ", "{}", links))


@register.simple_tag
def review_state(article) -> SafeString:
    """Whether it was reviewed, and when; cards of one day's reviews share the words."""
    if article.is_overdue:
        return ui.status("warn", _("Review is overdue"))
    if article.last_reviewed_on is None:
        return mark_safe("")
    return _reviewed(article.last_reviewed_on, get_language())


@lru_cache(maxsize=500)
def _reviewed(on: date, _language: str) -> SafeString:
    return ui.status("good", _("Reviewed %(date)s") % {"date": ui.day(on)})


@register.filter
def strength_kind(strength: str) -> str:
    return STATUS_KINDS[Strength(strength)]


@register.filter
def strength_words(strength: str) -> str:
    return Strength(strength).label


@register.filter
def skin_words(skin_tone: str) -> str:
    return SkinTone(skin_tone).label


@register.filter
def labelled_rows(table) -> list[list[tuple[str, str]]]:
    """The rows of a table, each cell with the heading of its column."""
    headings = [column["heading"] for column in table.columns]
    return [list(zip(headings, row["values"], strict=True)) for row in table.row_data]


@register.filter
def source_kind_words(kind: str) -> str:
    return SourceKind(kind).label


@register.simple_tag
def source_line(row) -> SafeString:
    """`components/source.html`; a source we know is the same on every page."""
    if row.key in SOURCES:
        return _known_source(row.key, get_language())
    return render_to_string("components/source.html", {"source": row.shown})


@cache
def _known_source(key: str, _language: str) -> SafeString:
    return render_to_string("components/source.html", {"source": SOURCES[key]})


# A "<" inside the data could end the script element it stands in.
LEFT_OUT_OF_SCRIPTS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def json_ld(facts: dict) -> SafeString:
    """Facts for machines: data, not a script, and so no matter for the policy."""
    compact = (",", ":")
    text = json.dumps(
        facts, cls=DjangoJSONEncoder, ensure_ascii=False, separators=compact
    )
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(LEFT_OUT_OF_SCRIPTS)),  # noqa: S308 - no "<" is left
    )


@register.simple_tag
def page_samples() -> dict:
    """Examples of what articles are made of, for the gallery of components."""
    return samples.everything()


INDENTATION = re.compile(r"\n\s+")


class KeptNode(template.Node):
    """What stands inside `{% kept key %}`, rendered once in this process for a key.

    The indentation of the templates stays behind: it is 3 % of a packed article.
    """

    def __init__(self, key, nodelist):
        self.key, self.nodelist = key, nodelist

    def render(self, context):
        key = self.key.resolve(context)
        return kept_parts.once(key, "parts", lambda: self._made(context))

    def _made(self, context) -> SafeString:
        return mark_safe(INDENTATION.sub("\n", self.nodelist.render(context)))  # noqa: S308 - rendered by the template, which has escaped it


@register.tag
def kept(parser, token):
    """`{% kept key %}…{% endkept %}`; a key of None renders anew."""
    _name, key = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(parser.compile_filter(key), nodelist)
