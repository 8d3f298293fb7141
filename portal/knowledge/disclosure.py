"""What of a count of people may be shown, so that nobody can be found in it.

The rule is that of the hospital statistics of the NHS: 1 to 7 is never shown, every
other count is rounded to the nearest 5, and percentages come from the rounded counts.
That nothing is shown for fewer than 20 people is our own.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

LEAST_PEOPLE = 20
FEW = range(1, 8)
STEP = 5
Z = NormalDist().inv_cdf(0.975)  # both ends of 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of so many, so many; both rounded. `part` is None where it is too few to tell."""

    whole: int
    part: int | None

    @property
    def percent(self) -> int | None:
        if self.part is None:
            return None
        return round(100 * self.part / self.whole)

    @property
    def range(self) -> tuple[int, int] | None:
        """Between which percentages the true share lies with 95 % probability."""
        if self.part is None:
            return None
        low, high = wilson(self.part, self.whole)
        return round(100 * low), round(100 * high)


def rounded(count: int) -> int:
    return STEP * round(count / STEP)


def share(part: int, whole: int, *, people: int, people_in_part: int) -> Share | None:
    """A part of some whole, or None while fewer than 20 people stand behind it.

    One person may stand for several of what is counted: what is hidden goes by people.
    """
    if people < LEAST_PEOPLE:
        return None
    few = people_in_part in FEW
    return Share(whole=rounded(whole), part=None if few else rounded(part))


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share by its score, which holds for few and for none too.

    E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212; without a correction for
    continuity. `whole` must be above 0.
    """
    found, shrinks = part / whole, Z * Z / whole
    middle = found + shrinks / 2
    reach = Z * math.sqrt(found * (1 - found) / whole + shrinks / (4 * whole))
    scale = 1 + shrinks
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
