"""The name a file had on somebody's device: shown to people, and used for nothing."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 80
# Control and format characters (NUL, right-to-left override), and what has no glyph.
UNSHOWN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def cleaned(name: str) -> str:
    """At most 80 characters without folders and hidden signs; the ending is kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(each for each in last if unicodedata.category(each) not in UNSHOWN)
    shown = " ".join(shown.split()) or "file"
    if len(shown) <= LONGEST:
        return shown
    ending = ending_of(shown)[: LONGEST // 2]
    return shown[: LONGEST - len(ending)].rstrip() + ending


def ending_of(name: str) -> str:
    """The last ending in small letters, with its dot; "" for none."""
    return PurePosixPath(name).suffix.lower()


def with_ending(name: str, ending: str) -> str:
    return cleaned(f"{PurePosixPath(name).stem}{ending}")
