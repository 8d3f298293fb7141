"""The demo world, served, with the address of one page of each kind."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser import server

# What is no page for readers: files for machines, and screens of Wagtail.
NOT_PAGES = {"cms", "cms_edit_article", "feed", "live", "ready", "robots", "sitemap"}
SIGNED_IN = {"account", "second_factor", "sessions"}


@dataclass(frozen=True)
class Site:
    """Where the demo answers, and its public pages by their keys."""

    url: str
    pages: dict[str, str]


@contextmanager
def demo_site() -> Iterator[Site]:
    """A demo world of its own, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="scalpwise-site-") as folder:
        world = server.world(Path(folder) / "world")
        known = json.loads(
            subprocess.run(
                [sys.executable, "manage.py", "demo", "--addresses"],
                cwd=server.ROOT,
                env=server.environment(world, port=8000),
                stdout=subprocess.PIPE,
                check=True,
            ).stdout
        )
        pages = {
            key: path for key, path in known.items() if key not in NOT_PAGES | SIGNED_IN
        }
        with server.serve(world, Path(folder) / "var", second_factor=False) as running:
            yield Site(running.url, pages)
