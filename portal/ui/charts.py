"""Charts drawn on the server: an SVG and the same figures as a table."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.functional import cached_property

LEFT, RIGHT, TOP, BOTTOM = 92, 350, 14, 176
WIDTH, HEIGHT = 360, 214


@dataclass(frozen=True, kw_only=True)
class Step:
    """The highest expected grade from one day to another, both included.

    A step without a last day lasts on; the axis ends two days after it begins.
    """

    first_day: int
    last_day: int | None
    grade: int
    label: str

    @property
    def days(self) -> str:
        if self.last_day is None:
            return f"{self.first_day}+"
        return f"{self.first_day}–{self.last_day}"


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A place on an axis, in units of the drawing, and its word."""

    at: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Steps over days, ready for `components/chart.html`."""

    id: str
    title: str
    description: str
    steps: tuple[Step, ...]
    scale: tuple[str, ...]
    marker_at: tuple[int, int] | None
    earlier_at: tuple[tuple[int, int], ...]

    width = WIDTH
    height = HEIGHT
    left = LEFT
    right = RIGHT
    bottom = BOTTOM

    @cached_property
    def last_day(self) -> int:
        last = self.steps[-1]
        return last.first_day + 2 if last.last_day is None else last.last_day + 1

    def x(self, day: float) -> float:
        first = self.steps[0].first_day
        span = self.last_day - first
        return round(LEFT + (day - first) * (RIGHT - LEFT) / span, 1)

    def y(self, grade: float) -> float:
        highest = len(self.scale) - 1
        return round(BOTTOM - grade * (BOTTOM - TOP) / highest, 1)

    @cached_property
    def grades(self) -> list[Tick]:
        return [Tick(at=self.y(n), label=word) for n, word in enumerate(self.scale)]

    @cached_property
    def days(self) -> list[Tick]:
        return [
            Tick(at=self.x(step.first_day), label=str(step.first_day))
            for step in self.steps
        ]

    @cached_property
    def edge(self) -> str:
        """The upper edge of what is expected, as path data."""
        points = []
        for step in self.steps:
            end = self.last_day if step.last_day is None else step.last_day + 1
            points.append(f"{self.x(step.first_day)} {self.y(step.grade)}")
            points.append(f"{self.x(end)} {self.y(step.grade)}")
        return "M" + "L".join(points)

    @cached_property
    def area(self) -> str:
        return f"{self.edge}L{self.x(self.last_day)} {BOTTOM}L{LEFT} {BOTTOM}Z"

    @cached_property
    def marker(self) -> tuple[float, float] | None:
        return self._dot(*self.marker_at) if self.marker_at else None

    @cached_property
    def earlier(self) -> list[tuple[float, float]]:
        return [self._dot(*each) for each in self.earlier_at]

    def _dot(self, day: int, grade: int) -> tuple[float, float]:
        return self.x(min(day, self.last_day - 0.5) + 0.5), self.y(grade)


def band_chart(
    *,
    title,
    description,
    steps,
    scale,
    marker=None,
    earlier=(),
    name="chart",
) -> Chart:
    """A chart of the highest expected grade over the days.

    `name` is its id on the page. `steps` follow each other without a gap; `scale`
    holds the words for grades 0, 1, 2 and so on; `marker` is a person's own (day,
    grade), `earlier` those before it. Raises ValueError when a step lies off the scale
    or does not follow the one before.
    """
    steps = tuple(steps)
    for before, after in pairwise(steps):
        if before.last_day is None or after.first_day != before.last_day + 1:
            raise ValueError(f"Day {after.first_day} does not follow {before.days}.")
    for step in steps:
        if not 0 <= step.grade < len(scale):
            raise ValueError(f"Grade {step.grade} is not on the scale.")
    return Chart(
        id=name,
        title=title,
        description=description,
        steps=steps,
        scale=tuple(scale),
        marker_at=marker,
        earlier_at=tuple(earlier),
    )
