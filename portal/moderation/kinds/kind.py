"""What a kind of item in the queue has to say of itself."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateTimeField, ExpressionWrapper, F, Model, Q, QuerySet
from django.urls import reverse

from clinics import working_time
from portal.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Until when an item waits, told from the moment in `field`.

    `moment` is what the database makes of that field, `after` the same in Python.
    Overdue is what has a moment before `limit` in it.
    """

    field: str

    def passed(self, at: datetime.datetime) -> Q:
        return Q(**{f"{self.field}__lt": self.limit(at)})


@dataclass(frozen=True, kw_only=True)
class Stored(Rule):
    """Due at a moment that stands in a field of its own."""

    @property
    def moment(self) -> F:
        return F(self.field)

    def after(self, moment: datetime.datetime) -> datetime.datetime:
        return moment

    def limit(self, at: datetime.datetime) -> datetime.datetime:
        return at


@dataclass(frozen=True, kw_only=True)
class After(Rule):
    """Due some time after the moment in `field`, by day and night."""

    wait: datetime.timedelta

    @property
    def moment(self):
        later = F(self.field) + self.wait
        return ExpressionWrapper(later, output_field=DateTimeField())

    def after(self, moment: datetime.datetime) -> datetime.datetime:
        return moment + self.wait

    def limit(self, at: datetime.datetime) -> datetime.datetime:
        return at - self.wait


@dataclass(frozen=True, kw_only=True)
class WorkingDays(Rule):
    """Due some working days after the moment in `field`, by which it is ordered."""

    days: int

    @property
    def moment(self):
        return working_time.days_after(self.field, self.days)

    def after(self, moment: datetime.datetime) -> datetime.datetime:
        return working_time.after(moment, self.days * working_time.DAY)

    def limit(self, at: datetime.datetime) -> datetime.datetime:
        return working_time.before(at, self.days * working_time.DAY)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something that can be done to an item, and who may do it."""

    name: str
    label: Any
    may: Callable[[User, Any], bool]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of item: which there are, what a line says of one, and what is done.

    `seen_by` says who has this kind in their queue at all. `waiting_for(user)` are the
    open items that this person may see: nothing of a clinic they are close to, and
    nothing that they have done their part in. Both `since` and the field of `due` need
    an index that begins with what makes an item open.
    """

    key: str
    label: Any
    seen_by: Callable[[User], bool]
    waiting_for: Callable[[User], QuerySet]
    related: tuple[str, ...]  # read along with the items of a page
    since: str
    due: Stored | After | WorkingDays
    what: Callable[[Model], str]
    where: Callable[[Model], str]
    why: Callable[[Model], str]  # its priority, in words
    url_name: str
    deeds: tuple[Deed, ...]

    def address(self, item: Model) -> str:
        return reverse(self.url_name, args=[item.pk])

    def offered(self, user: User, item: Model) -> list[Deed]:
        """What this person may do to the item as it is; each question asked once."""
        may = {ask: ask(user, item) for ask in {deed.may for deed in self.deeds}}
        return [deed for deed in self.deeds if may[deed.may]]
