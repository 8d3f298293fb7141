"""Brings the kinds of certification that ship with the portal into the catalogue."""

from django.core.management.base import BaseCommand, CommandError

from clinics.domain import catalogue
from portal.knowledge.datafile import DataError


class Command(BaseCommand):
    help = (
        "Add the kinds of certification that the catalogue does not hold yet. Those "
        "that are there stay as reviewers left them."
    )

    def handle(self, **options):
        try:
            added = catalogue.load(by=None)
        except DataError as error:
            raise CommandError(error) from error
        for kind in added:
            self.stdout.write(f"{kind.code} {kind}")
        self.stdout.write(f"{len(added)} kinds of certification were added.")
