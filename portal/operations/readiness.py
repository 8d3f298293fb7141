"""What a web process reads once, before its first visitor comes."""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.translation import gettext, override

OF_READERS = ("bootstrap5", "components", "content", "errors", "pages")


def prepare() -> None:
    """Read every address, all words of each language and the templates of readers.

    The first page would otherwise take some forty times as long as the next.
    """
    get_resolver().url_patterns  # noqa: B018 a lazy property, read to fill it
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Search")
    for name in templates():
        get_template(name)


def templates() -> list[str]:
    """The names of the templates that public pages are made of."""
    [root] = settings.TEMPLATES[0]["DIRS"]
    return ["base.html"] + [
        str(path.relative_to(root))
        for folder in OF_READERS
        for path in sorted((Path(root) / folder).rglob("*.html"))
    ]
