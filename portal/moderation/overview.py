"""How much waits for somebody, for the menu and the front page of the admin.

Every page of the admin says it, so it costs three queries: the numbers of what waits,
the claims of the moment, and the clinics that the person is close to.
"""

from collections import Counter

from django.db.models import CharField, F, QuerySet, Value
from django.utils import timezone

from portal.accounts.models import User
from portal.moderation import queue
from portal.moderation.kinds import KINDS, Kind
from portal.moderation.models import Claim

COUNTED = 100  # more is "99+"


class Overview:
    """The queue of one person at one moment."""

    def __init__(self, user: User):
        self.user, self.now = user, timezone.now()
        self.kinds = queue.kinds_for(user)
        keys = [kind.key for kind in self.kinds]
        claims = Claim.objects.alive(at=self.now).filter(kind__in=keys)
        self.claims = {
            (kind, item): by
            for kind, item, by in claims.order_by().values_list("kind", "item", "by")
        }
        claimed = Counter(kind for kind, _item in self.claims)
        # So many that a hundred are left of them without those that are claimed.
        self.most = {key: COUNTED + 1 + claimed[key] for key in keys}
        self.rows = self._read()

    def count(self, show: str = "") -> str:
        """How many wait, in figures; `show` is one of `queue.SHOWN`."""
        match show:
            case queue.MINE:
                number = sum(self._mine(kind) for kind in self.kinds)
            case queue.UNCLAIMED:
                number = sum(
                    (key, pk) not in self.claims for key, pk, *_at in self.rows
                )
            case queue.OVERDUE:
                limits = {kind.key: kind.due.limit(self.now) for kind in self.kinds}
                number = sum(
                    at is not None and at < limits[key]
                    for key, _pk, _since, at in self.rows
                )
            case _:
                number = len(self.rows)
        return str(number) if number < COUNTED else f"{COUNTED - 1}+"

    def soonest(self, number: int) -> list[tuple]:
        """The first rows of the queue, as `queue.waiting` gives them."""
        rows = [
            (key, pk, since, at and KINDS[key].due.after(at))
            for key, pk, since, at in self.rows
        ]
        return sorted(rows, key=lambda row: (row[3] is None, row[3], *row[:2]))[:number]

    def _read(self) -> list[tuple]:
        """(kind, number, since, field of due) of the first of each kind."""
        each = [self._first_of(kind) for kind in self.kinds]
        return list(each[0].union(*each[1:], all=True)) if each else []

    def _first_of(self, kind: Kind) -> QuerySet:
        found = kind.waiting_for(self.user).order_by(kind.due.field, "pk")
        first = found.values("pk")[: self.most[kind.key]]
        rows = found.model._default_manager.filter(pk__in=first).order_by()
        named = Value(kind.key, output_field=CharField())
        return rows.annotate(queue_kind=named).values_list(
            "queue_kind", "pk", F(kind.since), F(kind.due.field)
        )

    def _mine(self, kind: Kind) -> int:
        own = [
            item
            for (key, item), by in self.claims.items()
            if key == kind.key and by == self.user.pk
        ]
        here = {pk for key, pk, *_at in self.rows if key == kind.key}
        if not own or len(here) < self.most[kind.key]:
            return len(here.intersection(own))
        return kind.waiting_for(self.user).filter(pk__in=own).count()
