"""What may come in at one place: which kinds of file, and how large."""

from dataclasses import dataclass
from enum import StrEnum

MB = 1024 * 1024


class Kind(StrEnum):
    """What a file truly is, by its first bytes."""

    PDF = "PDF"
    JPEG = "JPEG"
    PNG = "PNG"
    HEIC = "HEIC"


ENDINGS = {
    Kind.PDF: (".pdf",),
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.PNG: (".png",),
    Kind.HEIC: (".heic", ".heif"),
}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The bounds of one place; figures in bytes, pixels and pages, all inclusive."""

    kinds: frozenset[Kind]
    most_bytes: int = 10 * MB
    most_pixels: int = 50_000_000
    shortest_side: int = 100
    longest_side: int = 16_000
    kept_side: int = 4_096
    most_pages: int = 300
    most_unpacked: int = 60 * MB

    @property
    def takes_pictures_alone(self) -> bool:
        return Kind.PDF not in self.kinds

    @property
    def endings(self) -> str:
        """For the `accept` of a file field."""
        return ",".join(end for kind in sorted(self.kinds) for end in ENDINGS[kind])


PAPERS = Policy(kinds=frozenset(Kind))
