"""What was found against what is allowed, on a logarithmic scale, with its table."""

import math
from dataclasses import dataclass

from django.utils.functional import cached_property

from portal.ui.charts import Tick

LEFT, RIGHT, TOP, ROW, BELOW = 112, 336, 26, 22, 30
WIDTH = 360
LONGEST_LABEL = 17
DECADES = (-3, 2)  # a thousandth of the limit to a hundred times it


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One substance; `found` in the unit of `limit`, None where nothing is known."""

    label: str
    found: float | None
    limit: float
    is_bound: bool  # less than that was found
    shown_found: str
    shown_limit: str
    kind: str  # good, bad or warn
    word: str

    @property
    def short(self) -> str:
        """A name that fits beside the chart; the table has it in full."""
        if len(self.label) <= LONGEST_LABEL:
            return self.label
        return f"{self.label[: LONGEST_LABEL - 1]}…"


@dataclass(frozen=True, kw_only=True)
class LimitChart:
    """Dots left and right of one line, ready for `components/limit_chart.html`."""

    id: str
    title: str
    description: str
    dots: tuple[Dot, ...]

    width = WIDTH
    left = LEFT
    right = RIGHT
    top = TOP

    @property
    def bottom(self) -> int:
        return TOP + ROW * len(self.dots)

    @property
    def height(self) -> int:
        return self.bottom + BELOW

    def x(self, times: float) -> float:
        """Where that many times the limit lies; off the scale is its end."""
        first, last = DECADES
        decade = min(max(math.log10(times), first), last) if times > 0 else first
        return round(LEFT + (decade - first) * (RIGHT - LEFT) / (last - first), 1)

    @property
    def limit_at(self) -> float:
        return self.x(1)

    @cached_property
    def ticks(self) -> list[Tick]:
        words = {
            -3: "1/1000",
            -2: "1/100",
            -1: "1/10",
            0: "1",
            1: "10 \N{MULTIPLICATION SIGN}",
            2: "100 \N{MULTIPLICATION SIGN}",
        }
        return [Tick(at=self.x(10**power), label=told) for power, told in words.items()]

    @cached_property
    def rows(self) -> list[tuple[Dot, float, float | None]]:
        """Each dot with its height and its place; None where there is none to draw."""
        return [
            (
                dot,
                TOP + ROW * number + ROW / 2,
                None if dot.found is None else self.x(dot.found / dot.limit),
            )
            for number, dot in enumerate(self.dots)
        ]
