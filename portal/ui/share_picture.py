"""The picture that stands beside an address when somebody shares it.

Our type, palette, mark and dotted head, as on the pages themselves. Pillow reads the
variable woff2 of the pages, so there is no second font file.
"""

import io
import re
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from portal.settings.env import BASE_DIR

WIDTH, HEIGHT = 1200, 630  # what every network shows uncut
LOOK = 1  # another number makes every picture anew

PAPER, INK, ACCENT = "#faf8f3", "#17211f", "#0b585c"  # as in base.css
FONT = Path(__file__).parent / "static/ui/fonts/atkinson-hyperlegible-next.woff2"
REGULAR, SEMIBOLD, BOLD = 400, 600, 700

MARGIN = 76
TITLE_WIDTH, TITLE_HEIGHT, TITLE_END = 740, 322, 548
SIZES = range(92, 39, -4)
LEADING = 1.14
FINER = 4  # Pillow's circles have rough edges: drawn larger and made smaller


def draw(*, title: str, kicker: str = "") -> bytes:
    """A PNG of 1200 by 630 pixels; a long title is set smaller, in more lines."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    picture.paste(ACCENT, (800, 142), _head())
    picture.paste(ACCENT, (MARGIN - 2, 50), _mark())
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, HEIGHT - 18, WIDTH, HEIGHT), fill=ACCENT)
    pen.text((MARGIN + 98, 98), "Scalpwise", ACCENT, _font(46, BOLD), anchor="lm")
    font, lines = _fit(title)
    line_height = font.size * LEADING
    top = TITLE_END - line_height * len(lines)
    for number, line in enumerate(lines):
        baseline = top + line_height * number + font.size * 0.9
        pen.text((MARGIN, baseline), line, INK, font, anchor="ls")
    pen.text((MARGIN + 2, top - 22), kicker, ACCENT, _font(36, SEMIBOLD), anchor="ls")
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    # Few colours, so a palette halves the file and nobody sees the difference.
    picture.quantize(64, method=Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()


def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size)
    font.set_variation_by_axes([weight])
    return font


def _fit(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest type in which the whole title has room, and its lines.

    In the smallest an endless word is broken, and what is too much is cut.
    """
    words = title.split()
    for size in SIZES:
        font = _font(size, BOLD)
        room = int(TITLE_HEIGHT / (size * LEADING))
        widest = max(map(font.getlength, words), default=0)
        lines = _wrap(words, font)
        if widest <= TITLE_WIDTH and len(lines) <= room:
            return font, lines
    lines = _wrap([part for word in words for part in _broken(word, font)], font)
    if len(lines) > room:
        lines = [*lines[: room - 1], f"{lines[room - 1][:-2]}…"]
    return font, lines


def _wrap(words: list[str], font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= TITLE_WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(word: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """A word in pieces, each of which has room in a line."""
    pieces = [""]
    for letter in word:
        if font.getlength(pieces[-1] + letter) > TITLE_WIDTH:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _mark() -> Image.Image:
    """The dots of the wordmark."""
    dots = re.findall(r"M([\d.]+) ([\d.]+)a(1\.15)", _drawing("wordmark"))
    return _dots([(float(x) + 1.15, float(y), float(r)) for x, y, r in dots], 2.75)


@cache
def _head() -> Image.Image:
    """The dotted head of the front page."""
    dots = re.findall(r"M(\d+) (\d+)h\.1", _drawing("hero_art"))
    full = _dots([(float(x), float(y), 3.1) for x, y in dots], 1.75)
    return full.point([round(0.2 * depth) for depth in range(256)])


def _drawing(component: str) -> str:
    return (BASE_DIR / "templates/components" / f"{component}.html").read_text()


def _dots(dots: list[tuple[float, float, float]], scale: float) -> Image.Image:
    """A stencil with these dots: x, y and radius, enlarged by `scale`."""
    fine = scale * FINER
    size = [int(max(dot[axis] + dot[2] for dot in dots) * fine) + 1 for axis in (0, 1)]
    stencil = Image.new("L", tuple(size))
    pen = ImageDraw.Draw(stencil)
    for x, y, radius in dots:
        pen.circle((x * fine, y * fine), radius * fine, fill=255)
    return stencil.resize([side // FINER for side in size], Image.Resampling.LANCZOS)
