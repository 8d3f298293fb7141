"""What the templates of pages are given beside the page itself."""

import time

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from portal.content import kept, links, sharing, structured_data, tree
from portal.content.domain import translations as translating
from portal.operations import page_cache


def shared(page, request) -> dict:
    """For every page: the way to it, its translations, its descriptions.

    `kept_under` names all that it hangs on, for parts to be kept; None for a draft.
    """
    key = kept_under(page, request)
    facts = kept.once(key, "facts", lambda: _facts(page, request))
    return facts | {"kept_under": key}


def _facts(page, request) -> dict:
    crumbs = way_to(page, request)
    language = page.locale.language_code
    siblings = translations_of(page, request)
    translations = {each.locale.language_code: each.full_url for each in siblings}
    return {
        "crumbs": crumbs,
        "canonical": page.full_url,
        "translations": translations,
        "alternates": translations | {language: page.full_url},
        "description": page.search_description or page.listing_summary,
        "picture": sharing.picture(page),
        "content_language": language,
        "foreign": language != get_language(),
        "language_name": get_language_info(language)["name_translated"],
        "original_newer_since": translating.newer_since(page, siblings),
        "original_url": translations.get(settings.LANGUAGE_CODE, ""),
        "numbers": {},
    }


def other(page, request) -> dict:
    """For the front page and the lists: the words for machines as well."""
    context = shared(page, request)
    told = {name: context[name] for name in ("description", "crumbs", "picture")}
    return context | {"structured_data": structured_data.other(page, **told)}


def article(page, request) -> dict:
    """For an article: its sources numbered, its parts, and the words for machines."""
    context = shared(page, request)
    key = context["kept_under"]
    return context | kept.once(key, "article", lambda: _of_article(page, context))


def _of_article(page, context: dict) -> dict:
    links.gather(page)
    description = context["description"] or page.in_short
    return {
        "description": description,
        "numbers": {row.key: n for n, row in enumerate(page.source_list, 1) if row.key},
        "contents": page.contents(),
        "structured_data": structured_data.article(
            page,
            description=description,
            crumbs=context["crumbs"],
            picture=context["picture"],
        ),
    }


def kept_under(page, request) -> tuple | None:
    """What the parts of a live page hang on: what was published, language, day."""
    current = page_cache.version()
    preview = getattr(request, "is_preview", False)
    if current is None or preview or page.live_revision_id is None:
        return None
    era = current, time.monotonic() // page_cache.LIFETIME
    return era, page.live_revision_id, get_language(), timezone.localdate()


def way_to(page, request) -> list[tuple[str, str]]:
    """The pages above this one, from the front page down."""
    known = tree.of(request)
    if known is None or page.depth < 3:
        return []
    language = known.language(page.locale.language_code)
    above = [known.homes[language], *known.sections[language].values()]
    crumbs = [
        (each.title, each.get_url(request))
        for each in above
        if page.path.startswith(each.path) and page.depth > each.depth
    ]
    return [(_("Home"), crumbs[0][1]), *crumbs[1:]] if crumbs else []


def translations_of(page, request) -> list:
    """The live pages that say the same in other languages, without long texts."""
    known = tree.of(request)
    if known is None or len(known.homes) < 2:
        return []
    others = page.get_translations().live().select_related("locale")
    return list(others.defer_streamfields())


def headings(stream) -> list[tuple[str, str]]:
    """The sections of a body: anchor and heading."""
    return [
        (slugify(block.value["heading"]), block.value["heading"])
        for block in stream
        if block.block_type == "section"
    ]
