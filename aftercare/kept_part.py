"""The shape of a part of what is kept about people."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from portal.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of thing that is kept: which rows, and which of their fields.

    A field is the name of a model's field, or (name, label, how to tell it).
    """

    key: str
    title: Promise
    rows: Callable[[User], QuerySet]
    fields: tuple
