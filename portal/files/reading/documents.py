"""A PDF: looked into for what must not be in it, and drawn page by page."""

import io
import zlib
from collections.abc import Iterator

import pikepdf
import pypdfium2
from PIL import Image

from portal.files.reading.faults import Fault, Faulty

END = b"%%EOF"
DRAWN_SIDE = 2000  # pixels of the longer side: A4 at 170 dots an inch
MOST_ENLARGED = 4.0  # a page the size of a stamp stays small
READ_PAGES = 10
READ_LETTERS = 20_000
ACTIVE = {"/JS", "/JavaScript", "/RichMedia"}
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/RichMediaExecute"}
CARRIES = {"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF"}
PICTURE_CODES = {"/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode"}
FLATE = {"/FlateDecode", "/Fl"}


def inspect(
    data: bytes, *, most_pages: int, most_unpacked: int, most_pixels: int
) -> int:
    """The number of its pages. Raises Faulty for what must not be in it."""
    if data[-1024:].rpartition(END)[2].strip(b"\0 \t\r\n") or END not in data[-1024:]:
        raise Faulty(Fault.CUT_OFF)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Faulty(Fault.ENCRYPTED)
            pages = len(pdf.pages)
            left = most_unpacked
            for thing in pdf.objects:
                for part in _parts(thing):
                    _refuse_active(part)
                    left -= _unpacked(part, most=left, most_pixels=most_pixels)
    except pikepdf.PasswordError as error:
        raise Faulty(Fault.ENCRYPTED) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        raise Faulty(Fault.DAMAGED) from error
    if not pages:
        raise Faulty(Fault.NO_PAGE)
    if pages > most_pages:
        raise Faulty(Fault.TOO_MANY_PAGES)
    return pages


def drawn(data: bytes, page: int) -> Image.Image:
    """One page as a picture, counted from 1. Raises Faulty."""
    try:
        document = pypdfium2.PdfDocument(data)
        sheet = document[page - 1]
        scale = min(DRAWN_SIDE / max(sheet.get_size()), MOST_ENLARGED)
        return sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError) as error:
        raise Faulty(Fault.DAMAGED) from error


def text_of(data: bytes) -> str:
    """The text of the first pages; "" for a scan."""
    document = pypdfium2.PdfDocument(data)
    pages = (document[number] for number in range(min(len(document), READ_PAGES)))
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)[
        :READ_LETTERS
    ]


def _parts(thing, *, depth: int = 0) -> Iterator[pikepdf.Object]:
    """The dictionaries of an object, also those written inside it."""
    if depth > 50:
        raise Faulty(Fault.TAKES_TOO_MUCH)
    if isinstance(thing, pikepdf.Array):
        inner = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inner = [each for _key, each in thing.items()]
    else:
        return
    for each in inner:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _parts(each, depth=depth + 1)


def _refuse_active(part) -> None:
    keys = set(part.keys())
    if (
        keys & ACTIVE
        or _name(part, "/S") in ACTS
        or _name(part, "/Subtype") == "/RichMedia"
    ):
        raise Faulty(Fault.ACTIVE)
    if keys & CARRIES or _name(part, "/Type") == "/EmbeddedFile":
        raise Faulty(Fault.CARRIES_FILES)
    if "/XFA" in keys:
        raise Faulty(Fault.FILLED_IN)


def _name(part, key: str) -> str:
    value = part.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _unpacked(part, *, most: int, most_pixels: int) -> int:
    """The bytes of a stream once unpacked, never more of them than may be."""
    if not isinstance(part, pikepdf.Stream):
        return 0
    filters = part.get("/Filter")
    names = (
        [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else []
    )
    names = names or ([str(filters)] if filters is not None else [])
    data = part.read_raw_bytes()
    for name in names:
        if name in PICTURE_CODES:
            if int(part.get("/Width", 0)) * int(part.get("/Height", 0)) > most_pixels:
                raise Faulty(Fault.TOO_MANY_PIXELS)
            break
        if name not in FLATE:  # rare codes of old programs, unpacked within the limits
            data = part.read_bytes()
            break
        data = _inflated(data, most=most)
    if len(data) > most:
        raise Faulty(Fault.UNPACKS)
    return len(data)


def _inflated(data: bytes, *, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most + 1)
    except zlib.error as error:
        raise Faulty(Fault.DAMAGED) from error
