"""Compile the message catalogues: `python -m tests.house.catalogues`.

The compiled files are kept in the repository: whoever only runs the portal has no
gettext on the machine.
"""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[2] / "portal" / "locale"


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compiled(catalogue: Path) -> bytes:
    """What the .mo beside a .po should hold."""
    return polib.pofile(str(catalogue)).to_binary()


if __name__ == "__main__":
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))
