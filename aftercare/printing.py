"""On paper: a plan on one sheet, and all that is kept about a person."""

from dataclasses import dataclass

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from aftercare import own_data
from aftercare.enums import PlanKind
from aftercare.models import PlanStep
from aftercare.reading import Reading
from portal.accounts.models import User
from portal.ui import sheets

TAKES = 60  # seconds; the most that a record is waited for
FOR_GOOD = 365  # a step that lasts longer has no end worth printing
ORDER = [PlanKind.AVOID, PlanKind.DO, PlanKind.WATCH, PlanKind.ADMIN]


class BeingMade(Exception):
    """The record of this person is on its way to paper already."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A step and its dates."""

    title: str
    when: str


def pdf(read: Reading) -> bytes:
    """The sheet as tagged PDF, in the language spoken. Raises sheets.NoPrinter."""
    context = {"plan": read.plan, "groups": groups(read), "on": read.today}
    html = render_to_string("aftercare/sheet.html", context)
    return sheets.pdf(html, style="plan-sheet.css")


def record(user: User) -> bytes:
    """All that is kept about a person, as tagged PDF, one at a time for each.

    Moments are told by the clock of the person. Raises BeingMade, sheets.NoPrinter.
    """
    mark = f"own-record:{user.pk}"
    # A cache that cannot be reached says None and holds nobody back.
    if cache.add(mark, "making", TAKES) is False:
        raise BeingMade
    try:
        return _record(user)
    finally:
        cache.delete(mark)


def _record(user: User) -> bytes:
    context = {
        "sections": own_data.gather(user),
        "person": user,
        "on": timezone.now(),
    }
    with timezone.override(user.zone):
        html = render_to_string("aftercare/own_data/sheet.html", context)
    return sheets.pdf(html, style="record.css")


def groups(read: Reading) -> list[tuple[str, list[Row]]]:
    """What to leave, to do, to watch and to see to, each with its dates."""
    found = []
    for kind in ORDER:
        steps = [step for step in read.steps if step.kind == kind]
        steps.sort(key=lambda step: step.first_day)
        rows = [Row(title=str(step.title), when=_when(read, step)) for step in steps]
        if rows:
            found.append((str(kind.label), rows))
    return found


def _when(read: Reading, step: PlanStep) -> str:
    first = _short(read, step.first_day)
    if step.first_day == step.last_day:
        return first
    if step.last_day - step.first_day > FOR_GOOD:
        return _("from %(first)s") % {"first": first}
    return _("%(first)s to %(last)s") % {
        "first": first,
        "last": _short(read, step.last_day),
    }


def _short(read: Reading, day: int) -> str:
    return date_format(read.plan.date_of(day), "SHORT_DATE_FORMAT")
