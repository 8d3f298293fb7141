"""A picture, decoded and drawn anew: sRGB, upright, and nothing but its pixels."""

import io
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageCms, ImageFilter, ImageOps, ImageStat

from portal.files.reading.faults import Fault, Faulty

pillow_heif.register_heif_opener()

KEPT_SIDE = 4096  # of the picture that is kept; small print stays readable
MEASURED_SIDE = 1000
# Below these a page is hard to read: pixels of the shorter side, and the variance of
# a Laplacian. Found by trying; a hint rests on them, never a refusal.
FEWEST_PIXELS = 700
LEAST_SHARP = 90.0
TURNED = 0x0112  # the EXIF tag of how the camera was held
SEE_THROUGH = {"P", "PA", "LA", "La", "RGBA", "RGBa"}
LAPLACIAN = ImageFilter.Kernel(
    (3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128
)


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """In pixels."""

    most_pixels: int
    shortest_side: int
    longest_side: int


def redrawn(data: bytes, kind: str, bounds: Bounds) -> tuple[Image.Image, bool]:
    """The picture in sRGB, upright, at most 4096 pixels long; whether it reads poorly.

    Raises Faulty.
    """
    Image.MAX_IMAGE_PIXELS = None  # measured below, by the bounds of the place
    try:
        picture = Image.open(io.BytesIO(data), formats=[*_formats(kind)])
        _refuse_by_measure(picture, kind, bounds)
        smaller = 2 * KEPT_SIDE  # a JPEG is read at half its size where that is enough
        picture.draft("RGB", (smaller, smaller))
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Faulty(Fault.DAMAGED) from error
    upright = ImageOps.exif_transpose(_in_srgb(picture))
    poorly = min(upright.size) < FEWEST_PIXELS or is_blurred(upright)
    upright.thumbnail((KEPT_SIDE, KEPT_SIDE))
    return upright, poorly


def as_jpeg(picture: Image.Image, *, quality: int) -> bytes:
    """Its pixels alone: comments, profiles and positions do not come along."""
    clean = Image.frombytes("RGB", picture.size, picture.tobytes())
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=quality)
    return out.getvalue()


def is_blurred(picture: Image.Image) -> bool:
    """Whether hardly anything on it has an edge."""
    small = picture.convert("L")
    small.thumbnail((MEASURED_SIDE, MEASURED_SIDE))
    return ImageStat.Stat(small.filter(LAPLACIAN)).var[0] < LEAST_SHARP


def _formats(kind: str) -> tuple[str, ...]:
    # What telephones call MPO is a JPEG with a second, smaller picture behind it.
    return {"HEIC": ("HEIF",), "JPEG": ("JPEG", "MPO")}.get(kind, (kind,))


def _refuse_by_measure(picture: Image.Image, kind: str, bounds: Bounds) -> None:
    width, height = picture.size
    if min(width, height) < bounds.shortest_side:
        raise Faulty(Fault.TOO_SMALL)
    if max(width, height) > bounds.longest_side:
        raise Faulty(Fault.TOO_LONG)
    if width * height > bounds.most_pixels:
        raise Faulty(Fault.TOO_MANY_PIXELS)
    if kind != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        raise Faulty(Fault.MOVES)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """RGB, by the colours it was meant in; how it is turned goes along."""
    turned = picture.getexif().get(TURNED)
    flat = _in_rgb(picture)
    if turned:
        flat.getexif()[TURNED] = turned
    return flat


def _in_rgb(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):  # 16 bits of grey
        grey = picture.convert("I").point(lambda value: value / 256)
        return grey.convert("L").convert("RGB")
    if picture.mode in SEE_THROUGH or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        paper.alpha_composite(layer)
        return paper.convert("RGB")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        return _by_profile(picture, profile)
    return picture.convert("RGB")


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, own, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # unreadable: the colours as they are
        return picture.convert("RGB")
