"""Good and hostile files, each made anew, and what becomes of it at the door."""

import io
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms

from portal.files.reading.faults import Fault
from tests.factories import documents
from tests.factories.documents import pdf, picture

F = Fault
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
WORD = "Licence"


def _script(document):
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _hidden_script(document):
    """In a dictionary inside the entry of a page, not an object of its own."""
    document.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("x")))


def _launch(document):
    document.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))


def _attachment(document):
    document.attachments["tool.exe"] = b"MZ"


def _associated(document):
    spec = Dictionary(Type=Name.Filespec, F=String("tool.exe"))
    document.pages[0].AF = Array([document.make_indirect(spec)])


def _xfa(document):
    document.Root.AcroForm = Dictionary(XFA=document.make_stream(b"<xdp/>"), Fields=[])


def _bomb(document):
    stream = pikepdf.Stream(document, zlib.compress(bytes(61 * 1024 * 1024), 1))
    stream.Filter = Name.FlateDecode
    document.pages[0].Extra = document.make_indirect(stream)


def _bomb_in_a_bomb(document):
    inner = zlib.compress(bytes(61 * 1024 * 1024), 1)
    stream = pikepdf.Stream(document, zlib.compress(inner, 9))
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    document.pages[0].Extra = document.make_indirect(stream)


def _huge_picture(document):
    stream = pikepdf.Stream(document, b"\xff\xd8\xff")
    stream.Filter = Name.DCTDecode
    stream.Width, stream.Height = 30_000, 30_000
    document.pages[0].Extra = document.make_indirect(stream)


def _encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(WORD))) as document:
        document.save(out, encryption=pikepdf.Encryption(user=user, owner="owner"))
    return out.getvalue()


def _no_page() -> bytes:
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def _with_position() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: the picture lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 28.0, 38.0), 3: "W"})
    exif[0x010E] = "canary-position"
    return picture(
        size=(1200, 900), exif=exif, comment=b"canary-comment", xmp=b"canary-xmp"
    )


def _archive_behind(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("canary-inside.html", HTML)
    return out.getvalue()


def _animated(kind: str) -> bytes:
    frames = [documents.drawing((200, 200)), Image.new("RGB", (200, 200), "red")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def _pixel_bomb() -> bytes:
    """A PNG of 8,000 by 8,000 pixels in a kilobyte."""
    out = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(out, "PNG")
    return out.getvalue()


def _lying_png() -> bytes:
    """Its head promises far more pixels than there are."""
    data = bytearray(picture("PNG", (200, 200)))
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def _grey_16() -> bytes:
    out = io.BytesIO()
    Image.new("I;16", (300, 300), 40_000).save(out, "PNG")
    return out.getvalue()


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LONG = "a" * 300
HEIC = picture("HEIF", enc_params={"preset": "ultrafast"})  # else seconds

# Name, bytes, and the fault; None comes in.
CORPUS = {
    # Good ones, as scanners and telephones make them
    "pdf": ("licence.pdf", pdf(WORD), None),
    "pdf in capitals": ("LICENCE.PDF", pdf(WORD), None),
    "pdf of 300 pages": ("long.pdf", pdf(*[WORD] * 300), None),
    "jpeg": ("photo.jpg", picture(), None),
    "jpeg by its long ending": ("photo.jpeg", picture(), None),
    "png": ("scan.png", picture("PNG"), None),
    "see-through png": ("scan.png", picture("PNG", mode="RGBA"), None),
    "png with a palette": ("scan.png", picture("PNG", mode="P"), None),
    "16 bits of grey": ("scan.png", _grey_16(), None),
    "heic": ("IMG_0001.HEIC", HEIC, None),
    "mpo of a telephone": ("photo.jpg", _animated("MPO"), None),
    "cmyk": ("print.jpg", picture(mode="CMYK"), None),
    "with a colour profile": ("photo.jpg", picture(icc_profile=PROFILE), None),
    "with a broken profile": ("photo.jpg", picture(icc_profile=b"canary"), None),
    "with position and comments": ("photo.jpg", _with_position(), None),
    "jpeg with an archive behind": ("photo.jpg", _archive_behind(picture()), None),
    "jpeg with a page behind": ("photo.jpg", picture() + HTML, None),
    # By their names
    "name with folders": ("../../etc/passwd/licence.pdf", pdf(WORD), None),
    "name with folders of windows": ("C:\\scans\\licence.pdf", pdf(WORD), None),
    "name with a NUL": ("licence\0.exe.pdf", pdf(WORD), None),
    "name written from the right": ("licence\u202efdp.pdf", pdf(WORD), None),
    "name of 300 characters": (f"{LONG}.pdf", pdf(WORD), None),
    "two endings, the last one true": ("licence.exe.pdf", pdf(WORD), None),
    "two endings, the last one false": ("licence.pdf.exe", pdf(WORD), F.MISNAMED),
    "no ending": ("licence", pdf(WORD), F.MISNAMED),
    "only an ending": (".pdf", pdf(WORD), F.MISNAMED),
    "pdf called a photo": ("licence.jpg", pdf(WORD), F.MISNAMED),
    "jpeg called a page": ("photo.jpg.html", picture(), F.MISNAMED),
    # By what they are
    "empty": ("licence.pdf", b"", F.EMPTY),
    "too big": ("big.pdf", b"%PDF-1.7" + bytes(10 * 1024 * 1024), F.TOO_BIG),
    "svg": ("drawing.svg", SVG, F.UNKNOWN),
    "svg called png": ("drawing.png", SVG, F.UNKNOWN),
    "page": ("page.html", HTML, F.UNKNOWN),
    "page called pdf": ("page.pdf", HTML, F.UNKNOWN),
    "page before a pdf": ("page.pdf", HTML + pdf(WORD), F.UNKNOWN),
    "program called jpeg": ("photo.jpg", b"MZ\x90\0" + bytes(200), F.UNKNOWN),
    "archive": ("scans.zip", _archive_behind(b""), F.UNKNOWN),
    "gif": ("moving.gif", picture("GIF"), F.UNKNOWN),
    "webp": ("photo.webp", picture("WEBP"), F.UNKNOWN),
    # PDFs
    "pdf with a script": ("a.pdf", pdf(WORD, change=_script), F.ACTIVE),
    "pdf with a hidden script": ("a.pdf", pdf(WORD, change=_hidden_script), F.ACTIVE),
    "pdf that starts a program": ("a.pdf", pdf(WORD, change=_launch), F.ACTIVE),
    "pdf with a file": ("a.pdf", pdf(WORD, change=_attachment), F.CARRIES_FILES),
    "pdf with a file of a page": (
        "a.pdf",
        pdf(WORD, change=_associated),
        F.CARRIES_FILES,
    ),
    "pdf with a form": ("a.pdf", pdf(WORD, change=_xfa), F.FILLED_IN),
    "pdf with a password": ("a.pdf", _encrypted("secret"), F.ENCRYPTED),
    "pdf that may not be printed": ("a.pdf", _encrypted(""), F.ENCRYPTED),
    "pdf that unpacks": ("a.pdf", pdf(WORD, change=_bomb), F.UNPACKS),
    "pdf that unpacks twice": ("a.pdf", pdf(WORD, change=_bomb_in_a_bomb), F.UNPACKS),
    "pdf with a huge picture": (
        "a.pdf",
        pdf(WORD, change=_huge_picture),
        F.TOO_MANY_PIXELS,
    ),
    "pdf cut off": ("a.pdf", pdf(WORD)[:-60], F.CUT_OFF),
    "pdf with an archive behind": ("a.pdf", _archive_behind(pdf(WORD)), F.CUT_OFF),
    "pdf without pages": ("a.pdf", _no_page(), F.NO_PAGE),
    "pdf of 301 pages": ("a.pdf", pdf(*[WORD] * 301), F.TOO_MANY_PAGES),
    "pdf that is none": ("a.pdf", b"%PDF-1.7\n" + b"x" * 200 + b"\n%%EOF", F.DAMAGED),
    # Pictures
    "jpeg cut off": ("a.jpg", picture()[:2000], F.DAMAGED),
    "png cut off": ("a.png", picture("PNG")[:2000], F.DAMAGED),
    "heic cut off": ("a.heic", HEIC[:2000], F.DAMAGED),
    "png that moves": ("a.png", _animated("PNG"), F.MOVES),
    "png of too many pixels": ("a.png", _pixel_bomb(), F.TOO_MANY_PIXELS),
    "png with a lying head": ("a.png", _lying_png(), F.TOO_LONG),
    "too small": ("a.png", picture("PNG", (99, 900)), F.TOO_SMALL),
    "too long": ("a.png", picture("PNG", (100, 16_001)), F.TOO_LONG),
}
