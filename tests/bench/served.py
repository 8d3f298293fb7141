"""The site behind gunicorn: pace, memory, start; and what a browser would fetch."""

import gzip
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from tests.bench.targets import Target
from tests.services import free_port, wait_for_port

BARE = "/bench/bare/"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """gunicorn with two sync workers on a loopback port."""

    port: int
    process: subprocess.Popen

    def get(self, path: str, told: str = "") -> Answer:
        """One request on a connection of its own; a POST where something is told."""
        head = f"{'POST' if told else 'GET'} {path} HTTP/1.1\r\nHost: localhost\r\n"
        head += "Accept-Encoding: gzip\r\nConnection: close\r\n"
        if told:
            head += "Content-Type: application/x-www-form-urlencoded\r\n"
            head += f"Content-Length: {len(told)}\r\n"
        with socket.create_connection(("127.0.0.1", self.port), 30) as connection:
            connection.sendall(f"{head}\r\n{told}".encode())
            received = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        headers = {name.lower(): value for name, _, value in pairs}
        return Answer(int(first.split()[1]), headers, body)

    def pace(self, path: str, told: str = "", *, seconds: float) -> float:
        """Requests per second, one after the other on one connection at a time."""
        count, start = 0, time.perf_counter()
        while (passed := time.perf_counter() - start) < seconds:
            self.get(path, told)
            count += 1
        return count / passed

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def memory(self, what: str = "VmHWM") -> float:
        """MB of the largest worker, as the kernel counted it."""
        found = []
        for pid in self.workers():
            status = Path(f"/proc/{pid}/status").read_text()
            found.append(int(re.search(rf"{what}:\s+(\d+)", status)[1]) / 1024)
        return max(found)


@contextmanager
def server(environment: dict, *, workers: int = 2) -> Iterator[Server]:
    """gunicorn for as long as the block lasts."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.bench.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    command += ["--log-level", "error", "--no-control-socket", "--timeout", "120"]
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        wait_for_port(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def start_time(environment: dict) -> float:
    """Seconds from the command to the first answer, one worker."""
    start = time.perf_counter()
    with server(environment, workers=1) as site:
        site.get(BARE)
        return time.perf_counter() - start


@dataclass
class Pace:
    """Requests per second over the rounds, and the ratio to the bare view in each."""

    rates: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        return min(self.ratios), max(self.ratios)


def paces(
    site: Server, targets: list[Target], *, rounds: int, seconds: float
) -> list[Pace]:
    """Baseline and targets in turn; each ratio is taken within its own round.

    The bare view is asked again before each target: on a machine that others use as
    well, what is compared must lie side by side.
    """
    found = [Pace() for _ in targets]
    for target in targets:
        site.pace(target.address, target.told, seconds=seconds)  # both workers are warm
    for _ in range(rounds):
        for target, pace in zip(targets, found, strict=True):
            bare = site.pace(BARE, seconds=seconds / 2)
            rate = site.pace(target.address, target.told, seconds=seconds)
            pace.rates.append(rate)
            pace.ratios.append(rate / bare)
    return found


class Assets(HTMLParser):
    """The addresses a browser fetches for a page on its first visit."""

    LINKS = {"stylesheet", "icon", "preload", "manifest"}

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "link" and self.LINKS & set((values.get("rel") or "").split()):
            self.found.append(values["href"])
        if tag in {"script", "img", "iframe", "video", "audio", "source"}:
            self.found += [values[key] for key in ("src",) if values.get(key)]
            self.found += [
                part.split()[0]
                for part in (values.get("srcset") or "").split(",")[:1]
                if part.split()
            ]


@dataclass
class Weight:
    """What a first visit costs: bytes as they travel, and how many requests."""

    html: int
    whole: int
    requests: int
    other_hosts: set[str]


def weight(site: Server, path: str) -> Weight:
    """The page with its assets and what its css asks for, gzip where it is text."""
    page = site.get(path)
    text = plain(page).decode()
    parser = Assets()
    parser.feed(text)
    waiting, seen, total, hosts = [*parser.found], set(), 0, set()
    while waiting:
        address = urlsplit(urljoin(f"http://localhost{path}", waiting.pop()))
        if address.scheme == "data" or address.path in seen:
            continue
        if address.netloc != "localhost":
            hosts.add(address.netloc)
            continue
        seen.add(address.path)
        asset = site.get(address.path)
        total += travelled(asset)
        if "text/css" in asset.headers.get("content-type", ""):
            css = plain(asset).decode()
            urls = re.findall(r"""@import\s+["']([^"']+)""", css)
            waiting += [urljoin(address.path, url) for url in urls]
            waiting += [urljoin(address.path, url) for url in fonts_used(css)]
    html = travelled(page)
    return Weight(html, html + total, 1 + len(seen), hosts)


def fonts_used(css: str) -> list[str]:
    """The files css names; a browser may do without some of them."""
    return re.findall(r"""url\(["']?([^)"']+)""", css)


def plain(answer: Answer) -> bytes:
    packed = answer.headers.get("content-encoding") == "gzip"
    return gzip.decompress(answer.body) if packed else answer.body


def travelled(answer: Answer) -> int:
    """Bytes on the wire; text that came unpacked is counted as a proxy packs it."""
    kind = answer.headers.get("content-type", "")
    is_text = kind.startswith("text/") or "javascript" in kind or "svg" in kind
    if answer.headers.get("content-encoding") == "gzip" or not is_text:
        return len(answer.body)
    return len(gzip.compress(answer.body, 6))
