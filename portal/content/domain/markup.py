"""The plain notation of article files, as the HTML that Wagtail stores.

A blank line parts paragraphs, "- " begins a list item, "1. " a numbered one, "### " a
small heading, two stars hold **strong** words and [words](/path/) lead to a page of
the tree, to another page of ours (/clinics/) or to another site.
"""

import re
from hashlib import sha256

from django.conf import settings
from django.urls import Resolver404, resolve, translate_url
from django.utils.html import escape
from django.utils.translation import override
from wagtail.models import Page

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
STRONG = re.compile(r"\*\*(.+?)\*\*")
ITEM = re.compile(r"(?:-|\d+\.) +")


class DeadLink(LookupError):
    """A text leads to a page that does not exist."""


def to_rich_text(text: str, *, home: Page) -> str:
    """The HTML of a text; paths in it start at `home`. Raises DeadLink."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return "".join(_part(part, home) for part in parts)


def _part(part: str, home: Page) -> str:
    if part.startswith("### "):
        return _element("h3", part.removeprefix("### "), home)
    if not ITEM.match(part):
        return _element("p", " ".join(part.split()), home)
    kind = "ul" if part.startswith("-") else "ol"
    lines = re.split(r"\n(?=(?:-|\d+\.) )", part)
    items = (_element("li", " ".join(ITEM.sub("", x, 1).split()), home) for x in lines)
    return f"<{kind}>{''.join(items)}</{kind}>"


def _element(tag: str, text: str, home: Page) -> str:
    # The editor gives each element a key on its first save; a text that has keys from
    # the start does not look changed to it.
    key = sha256(text.encode()).hexdigest()[:5]
    inner = STRONG.sub(r"<b>\1</b>", escape(text))
    inner = LINK.sub(lambda found: _link(found, home), inner)
    return f'<{tag} data-block-key="{key}">{inner}</{tag}>'


def _link(found: re.Match, home: Page) -> str:
    words, target = found.groups()
    if not target.startswith("/"):
        return f'<a href="{target}">{words}</a>'
    page = Page.objects.filter(url_path=f"{home.url_path.rstrip('/')}{target}").first()
    if page is None:
        return f'<a href="{_own_address(target, home)}">{words}</a>'
    return f'<a id="{page.pk}" linktype="page">{words}</a>'


def _own_address(path: str, home: Page) -> str:
    """A page of ours outside the tree, such as /clinics/, in the language of `home`."""
    with override(settings.LANGUAGE_CODE):
        try:
            is_of_the_tree = resolve(path).url_name == "wagtail_serve"
        except Resolver404:
            is_of_the_tree = True
        if is_of_the_tree:
            raise DeadLink(path)
        return translate_url(path, home.locale.language_code)
