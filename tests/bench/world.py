"""The demo world in the bench's own database, and more of its articles.

`python -m tests.bench.world build` fills an empty database;
`python -m tests.bench.world grow <path> <count>` copies the article at that path until
its parent has so many pages.
"""

import datetime
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

TODAY = datetime.date(2026, 11, 23)


def build() -> None:
    from django.core.management import call_command

    from portal.demo.domain import world

    call_command("migrate", verbosity=0)
    world.build(today=TODAY, tell=lambda text: None)


def grow(path: str, count: int) -> None:
    """Copies, live and in the search index, as an editor's own copies would be."""
    from wagtail.models import Page

    slug = path.strip("/").rpartition("/")[2]
    article = Page.objects.live().get(slug=slug).specific
    have = article.get_parent().get_children().count()
    for number in range(have + 1, count + 1):
        article.copy(
            update_attrs={"slug": f"{slug}-{number}", "title": f"{article} {number}"},
            copy_revisions=False,
            keep_live=True,
        )


def main(arguments: list[str]) -> None:
    import django

    django.setup()
    match arguments:
        case ["build"]:
            build()
        case ["grow", path, count]:
            grow(path, int(count))


if __name__ == "__main__":
    main(sys.argv[1:])
