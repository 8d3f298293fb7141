"""A small copy of a picture that we drew ourselves, for lists of many."""

import io
from dataclasses import dataclass

from PIL import Image

QUALITY = 80


@dataclass(frozen=True)
class Smaller:
    """The copy, and the measures of the whole picture in pixels."""

    content: bytes
    width: int
    height: int


def copy(drawn: bytes, *, side: int) -> Smaller:
    """At most that many pixels long. Only for what came through the door, redrawn."""
    picture = Image.open(io.BytesIO(drawn), formats=["JPEG"])
    width, height = picture.size
    picture.draft("RGB", (2 * side, 2 * side))
    picture.thumbnail((side, side))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return Smaller(out.getvalue(), width, height)
