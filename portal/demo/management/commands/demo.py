"""`manage.py demo`: the fictional world that `make run` shows."""

import datetime
import json
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo import addresses, database, files
from portal.demo.domain import world


class Command(BaseCommand):
    help = "Fill an empty database with the demo world."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset", action="store_true", help="throw the world away, build it anew"
        )
        parser.add_argument(
            "--addresses",
            action="store_true",
            help="print the address of one object of each kind and state, as JSON",
        )
        parser.add_argument(
            "--today",
            type=datetime.date.fromisoformat,
            help="the day the world is built on, as 2026-11-23; by default today",
        )

    def handle(self, *, reset, addresses: bool, today, **options):
        try:
            if addresses:
                self.print_addresses()
            else:
                self.build(today or timezone.localdate(), reset=reset)
        except world.NotHere as refusal:
            raise CommandError(refusal) from refusal

    def build(self, today, *, reset):
        world.refuse_by_settings()
        database.migrate(self.stdout)
        world.refuse_other_people()
        fill = partial(database.fill, self.stdout, today=today)
        if reset:
            database.replace(fill)
        elif world.is_empty():
            fill()
        else:
            self.stdout.write("The demo world is here already.")
            return
        self.stdout.write(f"The demo world is ready. Password: {files.password()}")

    def print_addresses(self):
        self.stdout.write(json.dumps(addresses.known(), indent=2))
