"""The search page, for every reader."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.content import tree
from portal.content.models import SideEffectIndexPage
from portal.content.search import finding, misses, red_flags
from portal.content.search.asking import LONGEST
from portal.content.templatetags.menu import GET_HELP_SLUG


@login_not_required
@require_safe
@never_cache
def search(request):
    """Pages for the words in the address; in an emergency, first what to do now."""
    typed = " ".join(request.GET.get("q", "").split())
    query = typed[:LONGEST]
    known = tree.of(request)
    language = known.language(get_language()) if known else get_language()
    if known:
        request._wagtail_site = known.site  # where Wagtail keeps what it found out
    answer = finding.find(query, language=language, request=request)
    flags = red_flags.raised_by(query)
    if query and not answer.results and not flags and request.method == "GET":
        misses.count(query, language=language)
    response = render(
        request,
        "content/search.html",
        {
            "query": query,
            "was_cut": len(typed) > LONGEST,
            "answer": answer,
            "flags": flags,
            "content_language": language,
            "ways_on": ways_on(known, language, request),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def ways_on(known, language: str, request) -> list[dict[str, str]]:
    """Where to look next: the side effects from A to Z, and when to get help."""
    if known is None:
        return []
    lists = [
        {"label": page.title, "url": page.get_url(request)}
        for page in known.sections[language].values()
        if isinstance(page, SideEffectIndexPage)
    ]
    return lists + [
        {"label": entry.title, "url": entry.url}
        for entry in known.menus[language]
        if entry.slug == GET_HELP_SLUG
    ]
