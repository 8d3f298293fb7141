"""The site's main menu, from the page tree."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language
from wagtail.models import Page

register = template.Library()

GET_HELP_SLUG = "when-to-get-help"


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One place in the main menu."""

    label: str
    url: str
    urgent: bool
    current: bool


@register.simple_tag(takes_context=True)
def main_menu(context) -> list[MenuItem]:
    """The live pages marked "show in menus", in this language, in tree order."""
    path = context["request"].path
    pages = Page.objects.live().in_menu().filter(locale__language_code=get_language())
    return [
        MenuItem(
            label=page.title,
            url=page.url,
            urgent=page.slug == GET_HELP_SLUG,
            current=path.startswith(page.url),
        )
        for page in pages
    ]
