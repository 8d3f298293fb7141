"""The site's main menu, from the page tree."""

from dataclasses import dataclass

from django import template
from django.urls import reverse, translate_url
from django.utils.translation import get_language, gettext, override

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
    """The live pages marked "show in menus", in tree order, and the clinics.

    A language without a front page of its own gets the menu of the site's language;
    its addresses keep the reader's language for what surrounds the page.
    """
    request = context["request"]
    known = tree.of(request)
    spoken = get_language()
    language = known.language(spoken) if known else spoken
    foreign = language != spoken
    items = []
    with override(language):
        for entry in known.menus[language] if known else ():
            url = translate_url(entry.url, spoken) if foreign else entry.url
            urgent = entry.slug == GET_HELP_SLUG
            items.append(
                MenuItem(
                    label=gettext("Get help now") if urgent else entry.title,
                    url=url,
                    language=language if foreign else "",
                    urgent=urgent,
                    current=request.path.startswith(url),
                )
            )
    place = next((at for at, item in enumerate(items) if item.urgent), len(items))
    return [*items[:place], _clinics(request), *items[place:]]


def _clinics(request) -> MenuItem:
    """The register, before the way to help, which stays the last word."""
    url = reverse("clinics:directory")
    return MenuItem(
        label=gettext("Clinics"),
        url=url,
        language="",
        urgent=False,
        current=request.path.startswith(url),
    )
