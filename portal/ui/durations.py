"""How long something took, as one would say it."""

import datetime

from django.utils.translation import ngettext

MINUTE, HOUR, DAY = (
    datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days")
)


def about(took: datetime.timedelta) -> str:
    """Rounded up to 5 minutes, from 2 hours on to hours, from 2 days on to days."""
    if took > 2 * DAY - HOUR:
        number = -(-took // DAY)
        return ngettext("about %d day", "about %d days", number) % number
    if took > 2 * HOUR - 5 * MINUTE:
        number = -(-took // HOUR)
        return ngettext("about %d hour", "about %d hours", number) % number
    number = max(1, -(-took // (5 * MINUTE))) * 5
    return ngettext("about %d minute", "about %d minutes", number) % number
