"""A picture, decoded and drawn anew: sRGB, upright, and nothing but its pixels."""

import datetime
import io
from dataclasses import dataclass

import pillow_heif
from PIL import ExifTags, Image, ImageCms, ImageFilter, ImageOps, ImageStat

from portal.files.reading.faults import Fault, Faulty

pillow_heif.register_heif_opener()

KEPT_SIDE = 4096  # of the picture that is kept; small print stays readable
MEASURED_SIDE = 1000
# Below these a page is hard to read: pixels of the shorter side, and the variance of
# a Laplacian. Found by trying; a hint rests on them, never a refusal.
FEWEST_PIXELS = 700
LEAST_SHARP = 90.0
# The same for a photo of skin, which has fewer edges than print: a drawn scalp measures
# 770 sharp, 23 blurred over 4 pixels of 3000, and 5 over 6. And its light, 0 to 255, of
# the brightest tenth: a mean would call dark skin a dark photo.
LEAST_SHARP_SKIN = 12.0
LEAST_LIGHT, BRIGHTEST = 90, 0.1
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
    kept_side: int = KEPT_SIDE


@dataclass(frozen=True, kw_only=True)
class Redrawn:
    """The picture in sRGB and upright, and what can be said of it.

    `taken_on` is a day by the camera's clock as ISO text, "" where it says none.
    """

    picture: Image.Image
    reads_poorly: bool
    is_dark: bool
    is_blurred: bool
    taken_on: str


def redrawn(data: bytes, kind: str, bounds: Bounds) -> Redrawn:
    """Drawn anew, no longer than the place keeps it. Raises Faulty."""
    Image.MAX_IMAGE_PIXELS = None  # measured below, by the bounds of the place
    try:
        picture = Image.open(io.BytesIO(data), formats=[*_formats(kind)])
        _refuse_by_measure(picture, kind, bounds)
        smaller = 2 * bounds.kept_side  # a JPEG is read smaller where that is enough
        picture.draft("RGB", (smaller, smaller))
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Faulty(Fault.DAMAGED) from error
    upright = ImageOps.exif_transpose(_in_srgb(picture))
    poorly = min(upright.size) < FEWEST_PIXELS or is_blurred(upright)
    blurred = sharpness(upright) < LEAST_SHARP_SKIN
    upright.thumbnail((bounds.kept_side, bounds.kept_side))
    return Redrawn(
        picture=upright,
        reads_poorly=poorly,
        is_dark=light(upright) < LEAST_LIGHT,
        is_blurred=blurred,
        taken_on=_day_taken(picture),
    )


def as_jpeg(picture: Image.Image, *, quality: int) -> bytes:
    """Its pixels alone: comments, profiles and positions do not come along."""
    clean = Image.frombytes("RGB", picture.size, picture.tobytes())
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=quality)
    return out.getvalue()


def is_blurred(page: Image.Image) -> bool:
    """Whether hardly anything on a page has an edge."""
    edges = _measured(page).filter(LAPLACIAN)
    return ImageStat.Stat(edges).var[0] < LEAST_SHARP


def sharpness(photo: Image.Image) -> float:
    """The variance of its edges, at one size for all, without the rim.

    The filter leaves the rim as it was, which can weigh more than what it finds.
    """
    edges = ImageOps.crop(_measured(photo).filter(LAPLACIAN), border=1)
    return ImageStat.Stat(edges).var[0]


def light(picture: Image.Image) -> int:
    """How bright its brightest tenth is at least, 0 to 255."""
    counts = _measured(picture).histogram()
    left = BRIGHTEST * sum(counts)
    for value in range(255, 0, -1):
        left -= counts[value]
        if left <= 0:
            return value
    return 0


def _measured(picture: Image.Image) -> Image.Image:
    small = picture.convert("L")
    small.thumbnail((MEASURED_SIDE, MEASURED_SIDE))
    return small


def _day_taken(picture: Image.Image) -> str:
    told = picture.getexif().get_ifd(ExifTags.IFD.Exif)
    said = str(told.get(ExifTags.Base.DateTimeOriginal, ""))[:10]
    try:
        return datetime.date(*map(int, said.split(":"))).isoformat()
    except (ValueError, TypeError):
        return ""


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
