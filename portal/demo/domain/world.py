"""Building the demo world through the same functions that people's acts go through."""

import datetime
from collections.abc import Callable

import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.demo import files
from portal.demo.domain import acts
from portal.settings.env import DEMO_MARK

MORNING = datetime.time(9, tzinfo=datetime.UTC)


class NotHere(Exception):
    """The demo world may not be built in this place; the text says why."""


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


def is_here() -> bool:
    """Whether this database holds the demo world and nothing else ever did."""
    emails = {person["email"] for person in files.accounts()}
    return User.objects.filter(email__in=emails).count() == len(emails)


def refuse_by_settings() -> None:
    """Raise NotHere unless this kind of installation may show the demo world."""
    if not settings.DEMO_ALLOWED:
        raise NotHere("The demo world is for the embedded installation only.")


def refuse_other_people() -> None:
    """Raise NotHere when the database was begun by somebody else."""
    if not (is_empty() or is_here()):
        raise NotHere(
            "This database holds other people's accounts, and the demo world is only "
            "built in an empty one: name another folder in SCALPWISE_VAR."
        )


@transaction.atomic
def build(*, today: datetime.date, tell: Callable[[str], None]) -> None:
    """Fill an empty database; `tell` hears what comes next. Raises NotHere.

    Acts happen on their own days, so that the log, the plans and the reports tell
    one story; whatever the files say happens today, happens now.
    """
    refuse_by_settings()
    if not is_empty():
        raise NotHere("The demo world is only built in an empty database.")
    tell("Building the demo world: people and clinics …")
    now = timezone.now()
    for day, act in acts.in_order(today=today):
        moment = datetime.datetime.combine(day, MORNING)
        with time_machine.travel(min(moment, now), tick=False):
            act()
    mark()


def mark() -> None:
    """Write into the database file itself that it holds the demo world.

    The settings switch the second factor off for a file with this mark. It cannot
    outlive the file, and no other kind of database can carry it: on PostgreSQL the
    world is only built by tests.
    """
    if connection.vendor == "sqlite":  # pragma: no branch (counted on SQLite)
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA application_id = {DEMO_MARK}")
