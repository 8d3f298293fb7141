"""Reports that waited on a phone for a network: when they were written.

A phone's clock is not asked what time it is, only how long the report has waited: a
clock that is wrong all the time still measures that.
"""

import datetime

from django.utils import timezone

# Advice on how the skin was before that helps nobody; the phone asks to check in anew.
LONGEST = datetime.timedelta(days=3)
AT_ONCE = datetime.timedelta(minutes=2)


class TooLate(Exception):
    """It waited for so long that it says nothing of today."""


def written_at(waited: datetime.timedelta) -> datetime.datetime | None:
    """When a report that waited so long was written; None where it was sent at once.

    Raises TooLate.
    """
    if waited > LONGEST:
        raise TooLate
    return timezone.now() - waited if waited >= AT_ONCE else None
