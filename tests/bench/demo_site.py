"""The demo world, served, with the address of one page of each kind."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.bench import targets
from tests.browser import server

# What is no page for readers: files for machines, and screens of Wagtail.
NOT_PAGES = {"cms", "cms_edit_article", "live", "ready", "robots", "sitemap"}
ANSWER = "/check/answer/"  # no page of ours: what was told stands in no address
TOLD = urlencode(targets.TOLD).encode()
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
        } | {"search_results": f"/search/?{urlencode({'q': 'itch'})}"}
        with server.serve(world, Path(folder) / "var", second_factor=False) as running:
            yield Site(running.url, pages)
