"""The door: a file from outside comes in as what it truly is, or not at all."""

import hashlib
from dataclasses import dataclass

from django.core.files import File

from portal.files import apart, names, refusing
from portal.files.policies import ENDINGS, Kind, Policy
from portal.files.reading.faults import Fault, Faulty

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
PDF, JPEG = "application/pdf", "image/jpeg"


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file that came in.

    `content` is what is kept: a PDF as it came, a picture redrawn as JPEG. `sha256` is
    of the bytes that came. `text` is that of the first pages of a PDF. The last three
    are of pictures; `taken_on` is the day by the camera's clock as ISO text, or "".
    """

    kind: Kind
    name: str
    content: bytes
    sha256: str
    pages: int
    reads_poorly: bool
    text: str
    is_dark: bool = False
    is_blurred: bool = False
    taken_on: str = ""

    @property
    def media_type(self) -> str:
        return PDF if self.kind == Kind.PDF else JPEG


def receive(upload: File, policy: Policy) -> Received:
    """Raises Refused with a sentence, and apart.Busy."""
    kind = None
    try:
        data = _read(upload, policy)
        kind = _sniffed(data)
        if kind not in policy.kinds:
            raise Faulty(Fault.UNKNOWN)
        name = names.cleaned(upload.name or "")
        if names.ending_of(name) not in ENDINGS[kind]:
            raise Faulty(Fault.MISNAMED)
        facts, redrawn = apart.ask("look", data, kind=kind, **_bounds(policy))
    except Faulty as faulty:
        raise refusing.refusal(faulty.fault, policy, kind) from faulty
    return Received(
        kind=kind,
        name=name,
        content=redrawn or data,
        sha256=hashlib.sha256(data).hexdigest(),
        **facts,
    )


def shown_name(upload: File) -> str:
    """For a sentence about a file that did not come in."""
    return names.cleaned(upload.name or "")


def _read(upload: File, policy: Policy) -> bytes:
    if not upload.size:
        raise Faulty(Fault.EMPTY)
    if upload.size > policy.most_bytes:
        raise Faulty(Fault.TOO_BIG)
    upload.seek(0)
    return upload.read()


def _sniffed(data: bytes) -> Kind | None:
    """By the first bytes; what a browser or a name says of it does not count."""
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return Kind.HEIC
    return None


def _bounds(policy: Policy) -> dict[str, dict[str, int]]:
    return {
        "bounds": {
            "most_pixels": policy.most_pixels,
            "shortest_side": policy.shortest_side,
            "longest_side": policy.longest_side,
            "kept_side": policy.kept_side,
        },
        "pdf": {
            "most_pages": policy.most_pages,
            "most_unpacked": policy.most_unpacked,
        },
    }
