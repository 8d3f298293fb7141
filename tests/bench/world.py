"""The demo world in the bench's own database, and more of its articles.

`python -m tests.bench.world build` fills an empty database;
`python -m tests.bench.world grow <path> <count>` copies the article at that path until
its parent has so many pages.
"""

import datetime
import os
import sys
import uuid

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

TODAY = datetime.date(2026, 11, 23)


def build() -> None:
    from django.core.management import call_command

    from portal.demo.domain import world

    call_command("migrate", verbosity=0)
    world.build(today=TODAY, tell=lambda text: None)


def grow(path: str, count: int) -> None:
    """Copies, live and in the search index, until there are so many.

    An editor's copies take a minute for each thousand: these are written by the
    thousand, each with its heaviest words and without its sources and its history.
    """
    from django.db import connection
    from wagtail.models import Page

    from portal.operations import page_cache

    slug = path.strip("/").rpartition("/")[2]
    article = Page.objects.live().get(slug=slug, locale__language_code="en").specific
    index = article.get_parent()
    have = index.get_children().count()
    copies = [_copy(article, index, number) for number in range(have + 1, count + 1)]
    Page.objects.bulk_create(copies, batch_size=500)
    index.numchild = count
    index.save(update_fields=["numchild"])
    keys = [(page.pk, article.pk) for page in copies]
    with connection.cursor() as cursor:
        for model, key in TABLES.items():
            cursor.executemany(_copied(model, key), keys)
        if connection.vendor == "postgresql":  # which does so by itself, but later
            cursor.execute("ANALYZE")
    page_cache.renew()


# The table, and the column that names the page.
TABLES = {
    "content.SideEffectPage": "page_ptr_id",
    "content.SearchDocument": "page_id",
    "content.SearchWord": "document_id",
}
MOST_WORDS = 60


def _copy(article, index, number: int):
    from wagtail.models import Page

    values = {
        field.attname: getattr(article, field.attname)
        for field in Page._meta.concrete_fields
        if field.attname not in {"id", "live_revision_id", "latest_revision_id"}
    }
    slug = f"{article.slug}-{number}"
    return Page(
        **values
        | {
            "path": Page._get_path(index.path, index.depth + 1, number),
            "slug": slug,
            "title": f"{article.title} {number}",
            "draft_title": f"{article.title} {number}",
            "url_path": f"{index.url_path}{slug}/",
            "translation_key": uuid.uuid4(),
        }
    )


def _copied(model: str, key: str) -> str:
    """SQL that writes a page's rows once more, under another page's key."""
    from django.apps import apps

    meta = apps.get_model(model)._meta
    columns = [field.column for field in meta.local_concrete_fields]
    columns = [name for name in columns if name not in {key, "id"}]
    listed = ", ".join(columns)
    heaviest = f" ORDER BY weight DESC, id LIMIT {MOST_WORDS}"
    return (
        f"INSERT INTO {meta.db_table} ({key}, {listed}) SELECT * FROM (SELECT %s, "  # noqa: S608 - names of our own tables
        f"{listed} FROM {meta.db_table} WHERE {key} = %s"
        f"{heaviest if 'weight' in columns else ''}) AS copied"
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
