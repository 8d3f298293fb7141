"""The message catalogues: gather what the code says, compile what translators wrote.

    python -m tests.house.catalogues             compiles every catalogue
    python -m tests.house.catalogues --gather    first brings the texts up to date
    python -m tests.house.catalogues --missing   names texts that no catalogue has

The compiled files are kept in the repository: whoever only runs the portal has no
gettext on the machine. Gathering is Django's makemessages, which needs it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
LOCALE = Path("portal", "locale")
READ = ("portal", "clinics", "aftercare", "templates")
NOT_OURS = (".venv*", "var", "tests", "docs")


def catalogues(root: Path = ROOT) -> list[Path]:
    return sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po"))


def compiled(catalogue: Path) -> bytes:
    """What the .mo beside a .po should hold."""
    return polib.pofile(str(catalogue)).to_binary()


def gather(root: Path = ROOT) -> None:
    """Write the texts of the code into every catalogue below root.

    The guesses gettext makes for new texts are taken out: a wrong translation looks
    like a right one, an empty one is found by the tests.
    """
    ignored = [word for pattern in NOT_OURS for word in ("--ignore", pattern)]
    options = ["--all", "--no-wrap", "--no-location", "--no-obsolete", *ignored]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--verbosity=0", *options],
        cwd=root,
        env={"SCALPWISE_VAR": str(root / "var")} | os.environ,
        check=True,
    )
    for path in catalogues(root):
        catalogue = polib.pofile(str(path), wrapwidth=0)
        for entry in catalogue.fuzzy_entries():
            entry.flags.remove("fuzzy")
            entry.previous_msgctxt = entry.previous_msgid = None
            entry.msgstr = ""
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        catalogue.save()


def missing() -> list[str]:
    """Texts of the code that a catalogue lacks; gathered in a copy of the code."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in READ:
            shutil.copytree(ROOT / name, copy / name)
        shutil.copy(ROOT / "manage.py", copy)
        gather(copy)
        return [
            f"{path.parts[-3]}: {entry.msgid}"
            for path in catalogues(copy)
            for entry in polib.pofile(str(path)).untranslated_entries()
        ]


def main(arguments: list[str]) -> int:
    if "--missing" in arguments:
        found = missing()
        sys.stdout.writelines(f"{text}\n" for text in found)
        return int(bool(found))
    if "--gather" in arguments:
        gather()
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
