"""Keeps what the link check finds out about the addresses of sources in use."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.content.enums import LinkOutcome
from portal.content.models import CheckedAddress, PageSource
from portal.content.sources.asking import Answer, Asker

REST = timedelta(days=7)  # an address is not asked again within it
AT_ONCE = 5  # in one run, so that none takes more than a few minutes


def in_use() -> set[str]:
    """The addresses of the sources that live pages list."""
    rows = PageSource.objects.filter(page__live=True)
    return {row.shown.url for row in rows if row.shown.url}


def due() -> list[str]:
    """The addresses to ask now: those never asked, then the longest unasked."""
    known = dict(CheckedAddress.objects.values_list("address", "checked_at"))
    before = timezone.now() - REST
    waiting = [each for each in in_use() if each not in known or known[each] <= before]
    never = timezone.now() - 1000 * REST
    return sorted(waiting, key=lambda each: (known.get(each, never), each))


def check(asker: Asker) -> int:
    """Ask a few of the addresses that are due, and forget those no longer in use."""
    CheckedAddress.objects.exclude(address__in=in_use()).delete()
    asked = due()[:AT_ONCE]
    for address in asked:
        note(address, asker.ask(address))
    return len(asked)


@transaction.atomic
def note(address: str, answer: Answer) -> CheckedAddress:
    """Write down what an address answered; a failure keeps the day it began."""
    now = timezone.now()
    before = CheckedAddress.objects.select_for_update().filter(address=address).first()
    began = before and before.fails_since
    fails_since = None if answer.outcome in LinkOutcome.fine() else began or now
    row, _made = CheckedAddress.objects.update_or_create(
        address=address,
        defaults={
            "checked_at": now,
            "outcome": answer.outcome,
            "status": answer.status,
            "fails_since": fails_since,
        },
    )
    return row
