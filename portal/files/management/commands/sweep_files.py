"""`manage.py sweep_files [--delete]`: files that no row names, rows without a file."""

from django.core.management.base import BaseCommand, CommandError

from portal.files import keeping


class Command(BaseCommand):
    help = "Compares the private files with the rows that name them, both ways."

    def add_arguments(self, parser):
        parser.add_argument(
            "--delete", action="store_true", help="removes files that no row names"
        )

    def handle(self, *, delete, **_options):
        found = keeping.orphans()
        for name in found.unnamed:
            self.stdout.write(f"no row names {name}")
            if delete:
                keeping.let_go(name)
        for name in found.lost:
            self.stderr.write(f"a row names {name}, which is not there")
        if found.lost:
            raise CommandError(f"{len(found.lost)} files are lost.")
        done = "removed" if delete else "found"
        self.stdout.write(f"{len(found.unnamed)} files without a row {done}.")
