"""Brings the articles that ship with the portal into the page tree."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from portal.content.domain import articles
from portal.content.models import Contributor
from portal.content.search import indexing


class Command(BaseCommand):
    help = (
        "Make the pages of the article files. Articles go into review; pages that are "
        "in the tree already stay as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("--by", required=True, help="e-mail address of an editor")
        parser.add_argument("--author", help="name of a contributor; else a new one")
        parser.add_argument("--language", default="en")

    def handle(self, *, by, author, language, **options):
        editor = get_user_model().objects.filter(email=by.lower()).first()
        if editor is None:
            raise CommandError(f"Nobody has the address {by}. Make the account first.")
        writer = self._author(author or str(editor), editor)
        pages = articles.load_all(author=writer, by=editor, language=language)
        for page in pages:
            self.stdout.write(f"{page.url_path} {page.status_string}")
        indexing.rebuild()

    def _author(self, name, editor) -> Contributor:
        found = Contributor.objects.filter(name=name).first()
        return found or Contributor.objects.create(
            name=name, role="Editor", conflicts_of_interest="None", user=editor
        )
