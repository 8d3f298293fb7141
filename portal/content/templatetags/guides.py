"""The way from other parts of the portal to a guide."""

from dataclasses import dataclass

from django import template
from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page

from portal.content import tree

register = template.Library()

SECTION = "guides"


@dataclass(frozen=True, kw_only=True)
class Guide:
    """A live guide, in the reader's language or else in the site's own."""

    title: str
    url: str
    language: str


@register.simple_tag(takes_context=True)
def guide(context, slug: str) -> Guide | None:
    """The guide of that address, for a link; None while it is not live. One query."""
    request = context["request"]
    known = tree.of(request)
    spoken = known and known.language(get_language())
    sections = known.sections.values() if known else ()
    lists = [found[SECTION] for found in sections if SECTION in found]
    if not lists:
        return None
    below = Q()
    for each in lists:
        below |= Q(path__startswith=each.path, depth=each.depth + 1)
    pages = Page.objects.live().filter(below, slug=slug).select_related("locale")
    ranked = sorted(
        pages, key=lambda page: (page.locale.language_code != spoken, page.path)
    )
    if not ranked:
        return None
    first = ranked[0]
    request._wagtail_site = known.site  # or Wagtail looks it up for the address
    return Guide(
        title=first.title,
        url=first.get_url(request),
        language=first.locale.language_code,
    )
