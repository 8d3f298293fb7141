"""The site's main menu, from the page tree."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language

from portal.content import tree

register = template.Library()

GET_HELP_SLUG = "when-to-get-help"


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One place in the main menu."""

    label: str
    url: str
    language: str  # of the label, when the page around it speaks another
    urgent: bool
    current: bool


@register.simple_tag(takes_context=True)
def main_menu(context) -> list[MenuItem]:
    """The live pages marked "show in menus", in tree order.

    A language without a front page of its own gets the menu of the site's language.
    """
    request = context["request"]
    known = tree.of(request)
    spoken = get_language()
    language = known.language(spoken) if known else spoken
    entries = known.menus[language] if known else ()
    return [
        MenuItem(
            label=entry.title,
            url=entry.url,
            language="" if language == spoken else language,
            urgent=entry.slug == GET_HELP_SLUG,
            current=request.path.startswith(entry.url),
        )
        for entry in entries
    ]
