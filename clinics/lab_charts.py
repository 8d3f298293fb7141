"""The chart of a laboratory report: what was found against the limits of a place."""

from django.utils.translation import gettext as _

from clinics.lab_verdicts import Shown
from portal.ui.limit_chart import Dot, LimitChart

WEIGHT = {"bad": 0, "warn": 1, "good": 2}


def against_limits(shown: Shown) -> LimitChart | None:
    """The substances with a limit, the highest against it on top; None without one."""
    dots = [
        Dot(
            label=line.substance,
            found=line.found_ppm,
            limit=float(line.verdict.limit.ppm),
            is_bound=line.is_bound,
            shown_found=line.found,
            shown_limit=line.limit,
            kind=line.kind,
            word=line.word,
        )
        for line in shown.lines
        if line.verdict.limit
    ]
    if not dots:
        return None
    return LimitChart(
        id="limits",
        title=_("What was found, against the limit"),
        description=_(
            "Each step to the right is ten times as much. At the line or right of it, "
            "the limit is broken. A hollow dot: less than that was found."
        ),
        dots=tuple(sorted(dots, key=_order)),
    )


def _order(dot: Dot) -> tuple:
    return WEIGHT[dot.kind], -((dot.found or 0) / dot.limit), dot.label
