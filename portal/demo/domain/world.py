"""Building the demo world through the same functions that people's acts go through."""

import datetime
from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction

from portal.accounts.domain import roles, users
from portal.accounts.enums import StaffRole
from portal.accounts.models import User
from portal.demo import files
from portal.settings.env import DEMO_MARK


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
    """Fill an empty database; `tell` hears what comes next. Raises NotHere."""
    refuse_by_settings()
    refuse_other_people()
    tell("Building the demo world: people …")
    _people()
    mark()


def _people() -> dict[str, User]:
    people = {}
    password = files.password()
    for person in files.accounts():
        user = users.register(
            email=person["email"],
            password=password,
            display_name=person["name"],
            time_zone=person.get("time_zone", "UTC"),
            language=person.get("language", settings.LANGUAGE_CODE),
        )
        if "staff" in person:
            roles.grant(user, StaffRole(person["staff"]), by=None)
        people[user.email] = user
    return people


def mark() -> None:
    """Write into the database file itself that it holds the demo world.

    The settings switch the second factor off for a file with this mark. It cannot
    outlive the file, and no other kind of database can carry it.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA application_id = {DEMO_MARK}")
