"""The demo world as its files tell it: portal/demo/world/*.yaml."""

import datetime
from pathlib import Path
from typing import Any

from portal.knowledge import datafile

FOLDER = Path(__file__).parent / "world"


def read(name: str, *, today: datetime.date | None = None) -> dict[str, Any]:
    """One file, with its dates moved as if it had been written `today`.

    Without `today` the dates stand as they are written.
    """
    content = _content(name)
    written = _content("people")["today"]
    return _moved(content, by=(today or written) - written)


def _content(name: str) -> dict[str, Any]:
    return datafile.plain((FOLDER / f"{name}.yaml").read_text("utf-8"))


def _moved(value: Any, *, by: datetime.timedelta) -> Any:
    if isinstance(value, dict):
        return {key: _moved(each, by=by) for key, each in value.items()}
    if isinstance(value, list):
        return [_moved(each, by=by) for each in value]
    return value + by if isinstance(value, datetime.date) else value


def accounts() -> list[dict[str, str]]:
    """The accounts of the demo world, in the order of the file."""
    return read("people")["people"]


def password() -> str:
    """The one password of all of them."""
    return read("people")["password"]
