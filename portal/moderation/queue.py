"""The one list of all that waits, whatever its kind, soonest due on top.

The database puts the kinds together: each gives the numbers of its first 500, by
an index, so that fifty thousand open items cost what fifty do. What a line says is read
for the fifty of a page alone, in one query for each kind that stands on it.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.moderation.kinds import KINDS, Kind
from portal.moderation.models import Claim

MOST = 500  # of each kind; past them the list says "more than"
PER_PAGE = 50
MINE, UNCLAIMED, OVERDUE = "mine", "unclaimed", "overdue"
SHOWN = {
    "": _("Everything"),
    MINE: _("Mine"),
    UNCLAIMED: _("Unclaimed"),
    OVERDUE: _("Overdue"),
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which part of the queue is shown; all of it, to begin with."""

    kind: str = ""
    show: str = ""  # one of SHOWN


@dataclass(frozen=True, kw_only=True)
class Line:
    """One item as the list shows it."""

    kind: Kind
    item: Model
    since: datetime.datetime
    due: datetime.datetime | None
    claim: Claim | None
    is_mine: bool
    is_overdue: bool

    @property
    def key(self) -> str:
        return f"{self.kind.key}-{self.item.pk}"

    @property
    def what(self) -> str:
        return self.kind.what(self.item)

    @property
    def where(self) -> str:
        return self.kind.where(self.item)

    @property
    def why(self) -> str:
        return self.kind.why(self.item)

    @property
    def address(self) -> str:
        return self.kind.address(self.item)


def kinds_for(user: User) -> list[Kind]:
    """The kinds that this person has in their queue."""
    return [kind for kind in KINDS.values() if kind.seen_by(user)]


def waiting(user: User, filters: Filters) -> QuerySet | None:
    """(kind, number, since, due) of what waits, soonest due first.

    None for somebody who has no queue.
    """
    kinds = [kind for kind in kinds_for(user) if filters.kind in {"", kind.key}]
    if not kinds:
        return None
    first, *others = (_first_of(kind, user, filters) for kind in kinds)
    return first.union(*others, all=True).order_by("queue_due", "queue_kind", "pk")


def page(user: User, filters: Filters, number: str | None) -> Page:
    """Fifty lines; `paginator.count` is how many wait, one more than 500 at most."""
    rows = waiting(user, filters)
    first = [] if rows is None else list(rows[: MOST + 1])
    cut = Paginator(first, PER_PAGE).get_page(number)
    cut.object_list = lines(user, cut.object_list)
    return cut


def lines(user: User, rows: list[tuple]) -> list[Line]:
    """The items behind those rows with their claims: a query per kind and one more."""
    now, wanted = timezone.now(), defaultdict(list)
    for key, pk, *_moments in rows:
        wanted[key].append(pk)
    items = {
        (key, item.pk): item
        for key, pks in wanted.items()
        for item in KINDS[key]
        .waiting_for(user)
        .filter(pk__in=pks)
        .select_related(*KINDS[key].related)
        .order_by()
    }
    claims = _claims(wanted, now)
    return [
        Line(
            kind=KINDS[key],
            item=items[key, pk],
            since=since,
            due=due,
            claim=claims.get((key, pk)),
            is_mine=(key, pk) in claims and claims[key, pk].by_id == user.pk,
            is_overdue=due is not None and due < now,
        )
        for key, pk, since, due in rows
        if (key, pk) in items  # decided upon since the rows were read
    ]


def _first_of(kind: Kind, user: User, filters: Filters) -> QuerySet:
    now = timezone.now()
    found = kind.waiting_for(user)
    claimed = Claim.objects.alive(at=now).filter(kind=kind.key)
    if filters.show == MINE:
        found = found.filter(pk__in=claimed.filter(by=user).values("item"))
    if filters.show == UNCLAIMED:
        found = found.exclude(Exists(claimed.filter(item=OuterRef("pk"))))
    if filters.show == OVERDUE:
        found = found.filter(kind.due.passed(now))
    first = found.order_by(kind.due.field, "pk").values("pk")[: MOST + 1]
    rows = found.model._default_manager.filter(pk__in=first).order_by()
    return rows.annotate(
        queue_kind=Value(kind.key, output_field=CharField()),
        queue_since=F(kind.since),
        queue_due=kind.due.moment,
    ).values_list("queue_kind", "pk", "queue_since", "queue_due")


def _claims(wanted: dict[str, list[int]], now) -> dict[tuple[str, int], Claim]:
    among = Q(pk__in=[])
    for key, pks in wanted.items():
        among |= Q(kind=key, item__in=pks)
    alive = Claim.objects.alive(at=now).filter(among).select_related("by")
    return {(claim.kind, claim.item): claim for claim in alive}
