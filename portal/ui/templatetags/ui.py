"""What the components need from Python."""

import datetime
from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext_lazy as _

from portal.ui import durations, icons

register = template.Library()

CARE_PREFIXES = {
    "non-urgent": _("Non-urgent advice:"),
    "urgent": _("Urgent advice:"),
    "emergency": _("Emergency advice:"),
}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """`components/icon.html`, rendered once: some pages show one in every line."""
    return render_to_string("components/icon.html", {"name": name})


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """`components/status.html`, rendered once for each text."""
    return _status(kind, str(text))


@lru_cache(maxsize=500, typed=True)  # a text that is safe HTML is another one
def _status(kind: str, text: str) -> SafeString:
    return render_to_string("components/status.html", {"kind": kind, "text": text})


@register.filter
def day(date: datetime.date | None) -> str:
    """A date in the words of the language; worked out once, for long lists of them."""
    return _day(date, get_language()) if date else ""


@lru_cache(maxsize=2000)
def _day(date: datetime.date, _language: str) -> str:
    return date_format(date)


@register.filter
def about(took: datetime.timedelta) -> str:
    """How long something took, in words."""
    return durations.about(took)


@register.filter
def icon_path(name: str) -> str:
    """The outline of one of our icons. Raises KeyError on a name we do not have."""
    return icons.PATHS[name]


@register.filter
def status_icon(kind: str) -> str:
    return icons.STATUS[kind]


@register.filter
def care_icon(level: str) -> str:
    return icons.CARE[level]


@register.filter
def care_prefix(level: str) -> str:
    return CARE_PREFIXES[level]


@register.filter
def message_kind(level_tag: str) -> str:
    """Django's word for a message's level, as one of our alert kinds."""
    return {"success": "good", "warning": "warn", "error": "bad"}.get(level_tag, "info")


@register.filter
def first_control_id(bound_field) -> str:
    """The id of the control a link in the error summary leads to.

    A group of radio buttons or boxes has no id of its own: its first one is meant.
    """
    return bound_field.id_for_label or f"{bound_field.auto_id}_0"


@register.simple_tag(takes_context=True)
def language_links(context) -> list[dict[str, str]]:
    """The other languages and where this page stands in each.

    A page that knows its translations names them in `translations`, a mapping of
    language code to address; for any other address the prefix is changed.
    """
    known = context.get("translations", {})
    path = context["request"].get_full_path()
    links = []
    for code, _name in settings.LANGUAGES:
        if code == get_language():
            continue
        url = known.get(code)
        if url is None:
            url = home(code) if "translations" in context else translate_url(path, code)
        name = get_language_info(code)["name_local"].capitalize()
        links.append({"code": code, "name": name, "url": url})
    return links


@cache
def home(language: str) -> str:
    """The address of the front page in a language."""
    with override(settings.LANGUAGE_CODE):
        return translate_url("/", language)


@register.simple_tag
def home_url() -> str:
    """The home page in the language being read."""
    return home(get_language())
