"""The sheet that hangs on a clinic's wall: a code to scan, and nothing that ages."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from clinics.models import Certification, Clinic
from portal.ui import sheets

CROWDED = 300  # letters that fit on the sheet in its usual sizes
QUIET = 4  # modules of white on each side, as ISO/IEC 18004 asks


@dataclass(frozen=True, kw_only=True)
class QrCode:
    """As one path on a square grid; each dark module is 1 by 1."""

    address: str
    side: int
    path: str


def address_of(paper: Certification) -> str:
    """Where the paper is asked after, in the language that is spoken."""
    return settings.BASE_URL + reverse("verification:page", args=[paper.shown_code])


def qr_code(address: str) -> QrCode:
    """Readable with a quarter of it worn off or covered."""
    code = segno.make(address, error="q", micro=False, boost_error=False)
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    side = code.symbol_size(border=QUIET)[0]
    return QrCode(address=address, side=side, path=path)


def context(paper: Certification, clinic: Clinic) -> dict:
    """What the sheet says, on paper and on screen."""
    site = settings.BASE_URL + reverse("verification:find")
    words = (clinic.name, *clinic.address_lines, paper.type.name, paper.practitioner)
    return {
        "clinic": clinic,
        "paper": paper,
        "qr": qr_code(address_of(paper)),
        "find_address": site.partition("://")[2],
        "is_crowded": sum(len(str(each or "")) for each in words) > CROWDED,
        "printed_on": clinic.today,
    }


def pdf(paper: Certification, clinic: Clinic) -> bytes:
    """The sheet as tagged PDF on A4. Raises sheets.NoPrinter."""
    html = render_to_string("clinics/sharing/poster.html", context(paper, clinic))
    return sheets.pdf(html, style="poster.css")
