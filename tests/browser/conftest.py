"""Real Chromium in front of a real server. Every test here is marked `browser`.

A test asks for `page` and gets it twice, on a phone and on a desk; `width` can be
parametrised (indirect) to narrow that. `another_page()` is a second person's browser.
`server` is the portal behind them: shared, with the demo world and without a second
factor, unless `@pytest.mark.own_server(second_factor=True)` asks for another.

An error on the console, a violated policy, a failed request or a request to another
host fails the test; `problems.expect("words")` names one that belongs to the story.
"""

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect, sync_playwright

from portal.demo import files
from tests import services
from tests.browser import server as servers

HERE = Path(__file__).parent
HEIGHTS = {390: 844, 1280: 900}
PATIENCE = 30_000  # milliseconds: a build server may be busy


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Problems(list):
    """What went wrong in the browser, in words; `expect` takes some of it out."""

    def __init__(self):
        super().__init__()
        self.expected = []

    def expect(self, words: str) -> None:
        self.expected.append(words)

    def unexpected(self) -> list[str]:
        return [
            problem
            for problem in self
            if not any(words in problem for words in self.expected)
        ]

    def watch(self, context, home: str) -> None:
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.append(f"script: {error.error}"))
        context.on("requestfailed", self.on_request_failed)
        context.on("response", self.on_response)
        context.on("request", lambda request: self.on_request(request, home))

    def on_console(self, message):
        # The answer behind "Failed to load resource" is judged in on_response.
        loading = message.text.startswith("Failed to load resource")
        if message.type == "error" and not loading:
            self.append(f"console: {message.text}")

    def on_request_failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # the reader went elsewhere
            self.append(f"request: {request.url} {request.failure}")

    def on_response(self, response):
        own_page = response.request.resource_type == "document"
        if response.status >= (500 if own_page else 400):
            self.append(f"answer: {response.url} {response.status}")

    def on_request(self, request, home):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != home:
            self.append(f"another host: {request.url}")


@pytest.fixture(scope="session")
def browser():
    """The machine's Chromium, without a window."""
    binary = services.chromium()
    if binary is None:
        pytest.skip(services.advice("Chromium"))
    # Playwright's loop runs in this thread, and Django would take every later query
    # of the process for one inside a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)  # five seconds otherwise
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=binary, args=["--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo_worlds(tmp_path_factory) -> Callable[[], Path]:
    """`demo_worlds()`: the folder of today's, shared by the processes of one run.

    Its plans are on the days on which it was built, so a run that goes on over midnight
    builds another.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def of_today() -> Path:
        today = datetime.datetime.now(datetime.UTC).date()
        return servers.world(shared / f"demo-world-{today}")

    return of_today


@pytest.fixture(scope="session")
def demo_world(demo_worlds) -> Path:
    """The demo world for tests that share a portal and look only."""
    return demo_worlds()


@pytest.fixture(scope="session")
def portal_server(demo_world, tmp_path_factory):
    """The portal that tests share: the demo world, no second factor."""
    folder = tmp_path_factory.mktemp("portal") / "var"
    with servers.serve(demo_world, folder, second_factor=False) as server:
        yield server


@pytest.fixture(scope="session")
def warm_servers(demo_world, tmp_path_factory):
    """Portals for one test each, forked from one that has read its code."""
    return servers.WarmServers(demo_world, tmp_path_factory.mktemp("warm"))


@pytest.fixture
def server(request):
    """The portal behind this test's pages."""
    marker = request.node.get_closest_marker("own_server")
    if marker is None:
        yield request.getfixturevalue("portal_server")
        return
    folder = request.getfixturevalue("tmp_path") / "var"
    world = request.getfixturevalue("demo_worlds")()
    if marker.kwargs.get("second_factor", False):
        serving = servers.serve(world, folder, second_factor=True)
    else:
        serving = request.getfixturevalue("warm_servers").serve(world, folder)
    with serving as server:
        yield server


@pytest.fixture
def problems(server):
    problems = Problems()
    yield problems
    unexpected = problems.unexpected()
    broken = any("answer: " in each and each.endswith(" 500") for each in unexpected)
    assert unexpected == [], server.log[-3000:] if broken else ""


@pytest.fixture(params=sorted(HEIGHTS))
def width(request) -> int:
    """A phone's and a desk's width, in pixels."""
    return request.param


@pytest.fixture
def another_page(browser, server, problems, width):
    """`another_page()`: a browser of its own, without cookies, as for a new person."""
    contexts = []

    def open_page(**options) -> Page:
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": HEIGHTS[width]},
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        problems.watch(context, urlsplit(server.url).netloc)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(another_page) -> Page:
    return another_page()


def sign_in(page: Page, role: str) -> None:
    """Come in through the door, as `editor`, `clinical-reviewer` and so on."""
    page.goto("/account/login/")
    page.fill("input[name=login]", f"{role}@example.com")
    page.fill("input[name=password]", files.password())
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def send(page: Page, words: str) -> None:
    """Press the button and wait for the page that comes of it.

    For what is asked of the browser itself afterwards (back, reload, another address):
    it would not wait, and a page on its way out has no answer.
    """
    with page.expect_navigation():
        press(page, words)


@pytest.fixture(scope="session")
def doors() -> dict[tuple[str, str], list]:
    """The cookies of who came in, by portal and role."""
    return {}


@pytest.fixture
def come_in(doors, server) -> Callable[[Page, str], None]:
    """`come_in(page, role)`: as `sign_in`, with the session of who came in before.

    For tests that look and change nothing: a session is for all who come in so.
    """

    def come(page: Page, role: str) -> None:
        if (server.url, role) in doors:
            page.context.add_cookies(doors[server.url, role])
        else:
            sign_in(page, role)
            doors[server.url, role] = page.context.cookies()

    return come


def axe(page: Page, **options) -> list[str]:
    """What axe finds on the page as it stands; `[]` is what a test wants.

    `runOnly` names the tags of the rules where the others were asked before.
    """
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    wanted = {"resultTypes": ["violations"], **options}
    found = page.evaluate("wanted => axe.run(wanted)", wanted)["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node['html'][:160]}"
        for each in found
        for node in each["nodes"]
    ]
