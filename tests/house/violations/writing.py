"""Rows that break a constraint, written past every check that Python makes."""

import datetime

from django.db.models import Model
from django.db.models.functions import Upper

from tests.factories import accounts

EARLY = datetime.date(2025, 1, 1)
HOUR = datetime.timedelta(hours=1)
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


def add(instance: Model) -> None:
    """Write the row as it is: no `save()` of ours, no signal, no cleaning."""
    instance.save_base(raw=True, force_insert=True)


def one(factory, **wrong):
    """Writes a row that is right but for these fields."""

    def write():
        parents = {
            name: declaration.get_factory()()
            for name, declaration in factory._meta.pre_declarations.as_dict().items()
            if hasattr(declaration, "get_factory") and name not in wrong
        }
        add(factory.build(**parents | wrong))

    return write


def twin(factory, *fields, **others):
    """Writes a second row with the same values in these fields."""

    def write():
        first = factory()
        one(factory, **{field: getattr(first, field) for field in fields}, **others)()

    return write


def capitals(model, factory):
    def write():
        rows = model.objects.filter(pk=factory().pk)
        rows.update(email=Upper("email"))

    return write


def settled(factory, at, by, **wrong):
    """A row that somebody settled, right but for these fields."""

    def write():
        one(factory, **{at: NOON, by: accounts.UserFactory()} | wrong)()

    return write


def by_its_author(factory, author, role, **fields):
    """A row on which one person did both halves."""

    def write():
        person = accounts.UserFactory()
        one(factory, **{author: person, role: person} | fields)()

    return write


def person():
    return accounts.UserFactory()
