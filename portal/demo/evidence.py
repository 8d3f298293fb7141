"""Files of the demo world, each marked as invented: papers of clinics, photos."""

import hashlib
import io

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from clinics import hints
from clinics.domain import evidence
from clinics.models import Certification, EvidenceSlot
from portal.accounts.models import User
from portal.files.intake import Received
from portal.files.policies import Kind

INVENTED = "INVENTED. Made for the demo world of Scalpwise; proves nothing."
PHOTOS = {"on-display", "photo", "label"}


def hand_in(paper: Certification, slots: list[EvidenceSlot], *, by: User) -> None:
    """One file for each slot, as a reviewer would like to see it."""
    for slot in slots:
        received = _photo(paper, slot) if slot.code in PHOTOS else _scan(paper, slot)
        day = hints.latest_day(received.text)
        evidence.add(paper, slot.code, received, by=by, day=day)


def _lines(paper: Certification, slot: EvidenceSlot) -> list[str]:
    until = paper.valid_until
    return [
        paper.issuer,
        str(slot.name),
        f"Number {paper.number}" if paper.number else "Without a number",
        f"For {paper.subject}",
        paper.scope,
        f"Valid from {paper.valid_from.isoformat()}",
        f"Valid until {until.isoformat()}" if until else "Without an end",
        f"Round {paper.round}",
        "",
        INVENTED,
    ]


def _scan(paper: Certification, slot: EvidenceSlot) -> Received:
    lines = _lines(paper, slot)
    return _received(Kind.PDF, f"{slot.code}.pdf", _pdf(lines), "\n".join(lines))


def _photo(paper: Certification, slot: EvidenceSlot) -> Received:
    wall = Image.new("RGB", (1200, 1600), "#cfc8b8")
    pen = ImageDraw.Draw(wall)
    pen.rectangle((140, 200, 1060, 1400), fill="white", outline="#6b5b45", width=24)
    font = ImageFont.load_default(36)
    for number, line in enumerate(_lines(paper, slot)):
        pen.text((200, 280 + 90 * number), line[:48], fill="#222222", font=font)
    out = io.BytesIO()
    wall.save(out, "JPEG", quality=80)
    return _received(Kind.JPEG, f"{slot.code}.jpg", out.getvalue(), "")


def scalp(*, redness: int, name: str = "crown.jpg") -> Received:
    """Dots on drawn skin, redder on the first days; a photo of nobody."""
    skin = Image.new("RGB", (900, 1200), (214, 176 - 12 * redness, 150 - 12 * redness))
    pen = ImageDraw.Draw(skin)
    for row in range(12, 88):
        for column in range(10 + row % 2, 66, 2):
            x, y = 12 * column + row % 5, 12 * row + column % 4
            pen.ellipse((x, y, x + 5, y + 5), fill="#4a403c")
    pen.text((60, 1120), INVENTED[:9], fill="#222222", font=ImageFont.load_default(36))
    out = io.BytesIO()
    skin.save(out, "JPEG", quality=80)
    return _received(Kind.JPEG, name, out.getvalue(), "")


def sheet(lines: list[str], *, name: str) -> Received:
    """A page that a clinic hands to a client."""
    told = [*lines, "", INVENTED]
    return _received(Kind.PDF, name, _pdf(told), "\n".join(told))


def _received(kind: Kind, name: str, content: bytes, text: str) -> Received:
    return Received(
        kind=kind,
        name=name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=1,
        reads_poorly=False,
        text=text,
    )


def _pdf(lines: list[str]) -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    words = b"".join(
        b"BT /F1 %d Tf 60 %d Td " % (20 if number < 2 else 14, 760 - 40 * number)
        + pikepdf.String(line).unparse()
        + b" Tj ET\n"
        for number, line in enumerate(map(_in_latin, lines))
    )
    page.Contents = document.make_stream(words)
    out = io.BytesIO()
    document.save(out, static_id=True)
    return out.getvalue()


def _in_latin(line: str) -> str:
    """What the one font of every reader can show."""
    plain = line.replace("–", "-").encode("latin-1", "replace")
    return plain.decode("latin-1")
