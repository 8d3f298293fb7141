"""When a scalp may be worked on again without saying why.

Clinics disagree on the days, from 7 to 30 (reference, 1.1); no trial was found behind
any of them. The shortest of these is the least that goes without a reason. Crusts have
to be gone, and redness with them.
"""

import datetime
from collections.abc import Mapping

LEAST_DAYS = 7
SOURCES = ("S10", "A9", "A11")
HEALING_SIGNS = ("scabs", "redness_extent")  # graded questions; 0 is none


def is_too_soon(last: datetime.date, following: datetime.date) -> bool:
    """Whether two local dates of sessions lie nearer to each other than usual."""
    return (following - last).days < LEAST_DAYS


def is_still_healing(answers: Mapping) -> bool:
    """Whether the answers of a check-in tell of crusts or redness.

    What was not asked is not read as a sign.
    """
    return any(answers.get(sign) for sign in HEALING_SIGNS)
