"""The bottles of a clinic as whoever writes a session down sees them."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aftercare.domain import sessions
from clinics.enums import NotUsable
from clinics.models import Bottle, Clinic
from portal.knowledge import lots

UNKNOWN = _("It is no bottle in the stock of this clinic.")
UNREADABLE = _("No lot number can be read in that.")


class NotFound(Exception):
    """What was scanned leads to no bottle that may be used; `sentence` says why."""

    def __init__(self, sentence: str | Promise):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A bottle on a day; `refusal` is "" where it may be used."""

    bottle: Bottle
    refusal: str | Promise


def shelf(
    bottles: Iterable[Bottle],
    clinic: Clinic,
    *,
    on: datetime.date,
    known: Collection[int] = (),
) -> list[Offered]:
    """Each bottle with whether it may go into a session of that day.

    One that the session names already (`known`) may have been set aside since.
    """
    found = []
    for bottle in bottles:
        reason = sessions.why_not(bottle, clinic, on=on)
        if reason == NotUsable.QUARANTINED and bottle.pk in known:
            reason = None
        found.append(Offered(bottle=bottle, refusal=reason.label if reason else ""))
    return found


def scanned(text: str, offers: Iterable[Offered]) -> Bottle:
    """The bottle whose lot number was scanned or typed. Raises NotFound.

    Of several bottles of one lot, the first that may be used.
    """
    try:
        lot = lots.normal(text)
    except lots.UnreadableLot:
        raise NotFound(UNREADABLE) from None
    same = [each for each in offers if each.bottle.batch.lot == lot]
    if not same:
        raise NotFound(UNKNOWN)
    for each in same:
        if not each.refusal:
            return each.bottle
    raise NotFound(same[0].refusal)
