"""The figures as a table, on the terminal and in docs/performance.md."""

from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
START, END = "<!-- figures: start -->", "<!-- figures: end -->"


@dataclass(kw_only=True)
class Line:
    """One page on one database at one size of the world."""

    database: str
    pages: int
    page: str
    cache: str
    queries: int | None
    instructions: float | None = None
    ratio: float | None = None
    spread: tuple[float, float] | None = None
    rate: float | None = None

    def cells(self) -> list[str]:
        return [
            self.database,
            str(self.pages),
            self.page,
            self.cache,
            "–" if self.queries is None else str(self.queries),
            f"{self.instructions / 1e6:.2f} M" if self.instructions else "–",
            f"{self.ratio:.3f}" if self.ratio else "–",
            f"{self.spread[0]:.3f} to {self.spread[1]:.3f}" if self.spread else "–",
            f"{self.rate:.0f}" if self.rate else "–",
        ]


COLUMNS = [
    "database",
    "pages in the list",
    "page",
    "page cache",
    "queries",
    "instructions",
    "ratio to the bare view",
    "spread",
    "requests per second",
]
WEIGHT_COLUMNS = ["page", "HTML, gzip", "first visit", "requests", "other hosts"]


def table(columns: list[str], rows: list[list[str]]) -> str:
    """A Markdown table whose columns also line up on a terminal."""
    widths = [
        max(len(row[number]) for row in [columns, *rows])
        for number in range(len(columns))
    ]
    lines = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        + " |"
        for row in [columns, *rows]
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def write(text: str) -> None:
    """Put the figures between their marks and leave the words around them alone."""
    before, _, rest = DOCUMENT.read_text().partition(START)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{START}\n{text}\n{END}{after}")
