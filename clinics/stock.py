"""A clinic's bottles as its team sees them, and what needs doing about them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinics.enums import BottleState
from clinics.models import Bottle
from portal.ui.templatetags.ui import day

KINDS = {
    BottleState.QUARANTINED: "bad",
    BottleState.PAST: "bad",
    BottleState.IN_USE: "good",
    BottleState.SEALED: "info",
    BottleState.EMPTY: "neutral",
}
SOON = datetime.timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A bottle with its state on a day; `to_do` is "" where nothing needs doing."""

    bottle: Bottle
    state: BottleState
    to_do: str

    @property
    def kind(self) -> str:
        return KINDS[self.state]


def shelves(
    bottles: Iterable[Bottle], *, on: datetime.date
) -> list[tuple[BottleState, list[Kept]]]:
    """The bottles by state, the one that needs somebody first; no empty shelf."""
    found: dict[BottleState, list[Kept]] = {state: [] for state in BottleState}
    for bottle in bottles:
        state = bottle.state(on=on)
        kept = Kept(bottle=bottle, state=state, to_do=to_do(bottle, state, on=on))
        found[state].append(kept)
    for kept in found.values():
        kept.sort(key=lambda each: each.bottle.last_day or datetime.date.max)
    return [(state, kept) for state, kept in found.items() if kept]


def to_do(bottle: Bottle, state: BottleState, *, on: datetime.date) -> str:
    """What somebody should do about it; "" for nothing."""
    if state == BottleState.PAST:
        return _("Throw it away, and mark it as empty.")
    if state == BottleState.QUARANTINED:
        return _("Release it, or throw it away.")
    last = bottle.last_day
    if state == BottleState.EMPTY or last is None or last - on > SOON:
        return ""
    days = (last - on).days + 1
    return ngettext(
        "May be used %(days)s more day, until %(last)s.",
        "May be used %(days)s more days, until %(last)s.",
        days,
    ) % {"days": days, "last": day(last)}
