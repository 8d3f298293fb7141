"""Reads every live page anew for the search."""

from django.core.management.base import BaseCommand

from portal.content.search import indexing


class Command(BaseCommand):
    help = "Rebuild the index of the search from the pages that are live now."

    def handle(self, **options):
        self.stdout.write(f"{indexing.rebuild()} pages can be found.")
