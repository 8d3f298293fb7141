"""The pictures of the README: `make screenshots`."""

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests import services
from tests.browser.server import ROOT, Server, serve, world

FOLDER = ROOT / "docs" / "screenshots"
PAGES = {"article": "/side-effects/redness/"}
SIZES = {390: 844, 1280: 900}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = world(Path(folder) / "demo-world")
        browser = playwright.chromium.launch(
            executable_path=services.chromium(), args=["--no-sandbox"]
        )
        with serve(demo, Path(folder) / "var", second_factor=False) as server:
            for name, path in PAGES.items():
                for width in SIZES:
                    take(browser, server, path, width, FOLDER / f"{name}-{width}.png")
        browser.close()


def take(browser: Browser, server: Server, path: str, width: int, file: Path) -> None:
    """One page as it first shows, in few colours to keep the repository small."""
    size = {"width": width, "height": SIZES[width]}
    page = browser.new_page(base_url=server.url, viewport=size, locale="en-GB")
    page.goto(path, wait_until="networkidle")
    page.screenshot(path=file)
    page.close()
    Image.open(file).convert("RGB").quantize(64).save(file, optimize=True)


if __name__ == "__main__":
    main()
