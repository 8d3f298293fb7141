"""What the settings read from outside: environment variables and one secret file."""

import contextlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parents[2]
DEMO_MARK = int.from_bytes(b"demo", "big")  # SQLite's application_id

env = Env()


def required(name: str, purpose: str) -> str:
    """The value of a variable a production installation cannot do without.

    Raises ImproperlyConfigured with a sentence that names the variable.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {purpose}.")
    return value


def kept_secret(path: Path, *, size: int = 64) -> str:
    """A secret made on the first start and read on every later one (file mode 0600).

    `size` random bytes, written as base64url.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(size))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # of two first starts at once, one wins whole
        draft.unlink()
    return path.read_text()


def holds_demo_world(database: Path) -> bool:
    """Whether this SQLite file carries the mark that only `manage.py demo` writes."""
    if not database.exists():
        return False
    with database.open("rb") as file:
        header = file.read(72)
    return header[68:72] == DEMO_MARK.to_bytes(4, "big")
