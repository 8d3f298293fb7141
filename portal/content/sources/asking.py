"""Asks an address whether it still answers, and reaches nothing that is not public.

Editors type addresses, other people's servers lead on to more: none of them may make
this machine talk to itself or to its neighbours. So each name is resolved here, every
address it has must be public, and the connection goes to the address that was looked
at: there is no second look-up that could answer otherwise. The same holds for each
place that an answer leads on to. Nothing is sent but the request, nothing is read but
the head of the answer, and no proxy from the environment is used.
"""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from portal.content.enums import LinkOutcome
from portal.operations.reaching import PORTS, is_public

SECONDS = 10  # for one request
SECONDS_IN_ALL = 30  # after this no further request is made for an address
BETWEEN = 1.0  # seconds between two requests to a host
LED_ON = 4  # times at most
TURNS_AWAY = {401, 403, 406, 429, 451}
LEADS_ON = {301, 302, 303, 307, 308}
# Some servers know no HEAD. These answers would be the same to GET.
FINAL = {
    LinkOutcome.ANSWERS,
    LinkOutcome.NO_HOST,
    LinkOutcome.UNTRUSTED,
    LinkOutcome.NOT_PUBLIC,
    LinkOutcome.MALFORMED,
}
MayReach = Callable[[str, int], bool]


@dataclass(frozen=True)
class Answer:
    """The outcome, and the status if a server said one."""

    outcome: LinkOutcome
    status: int | None = None


class Stopped(Exception):
    """There is no answer, or nobody may be asked."""

    def __init__(self, outcome: LinkOutcome):
        self.outcome = outcome
        super().__init__(outcome.label)


@dataclass
class Pace:
    """At most one request a second to a host."""

    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _next: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        pause = self._next.get(host, 0) - self.now()
        if pause > 0:
            self.sleep(pause)
        self._next[host] = self.now() + BETWEEN


@dataclass(kw_only=True)
class Asker:
    """Asks addresses one after the other. Tests say which places it may reach."""

    may_reach: MayReach = is_public
    resolve: Callable = socket.getaddrinfo
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    pace: Pace = field(default_factory=Pace)

    def ask(self, address: str) -> Answer:
        """What the address answers to HEAD, or else to GET."""
        until = self.pace.now() + SECONDS_IN_ALL
        answer = self._answer("HEAD", address, until)
        if answer.outcome in FINAL:
            return answer
        return self._answer("GET", address, until)

    def _answer(self, method: str, address: str, until: float) -> Answer:
        try:
            for _ in range(LED_ON + 1):
                status, location = self._exchange(method, address, until)
                if status not in LEADS_ON or not location:
                    return Answer(_outcome(status), status)
                address = urljoin(address, location)
        except Stopped as stopped:
            return Answer(stopped.outcome)
        return Answer(LinkOutcome.REDIRECTS)

    def _exchange(self, method: str, address: str, until: float):
        """The status and the place it leads on to. Raises Stopped."""
        parts, host, port = _taken_apart(address)
        self.pace.wait(host)
        if self.pace.now() > until:
            raise Stopped(LinkOutcome.SILENT)
        try:
            with self._connected(parts.scheme, host, port) as line:
                return _say(line, method, parts, host)
        except ssl.SSLCertVerificationError:
            raise Stopped(LinkOutcome.UNTRUSTED) from None
        except (OSError, HTTPException, ValueError):
            raise Stopped(LinkOutcome.SILENT) from None

    def _connected(self, scheme: str, host: str, port: int) -> socket.socket:
        """An open connection; over TLS, hands are still to be shaken."""
        place = self._place(host, port)
        line = socket.create_connection((place, port), timeout=SECONDS)
        if scheme == "http":
            return line
        return self.trust.wrap_socket(
            line, server_hostname=host, do_handshake_on_connect=False
        )

    def _place(self, host: str, port: int) -> str:
        """The IP address to connect to. One of a host's that is refused refuses all."""
        try:
            found = self.resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise Stopped(LinkOutcome.NO_HOST) from None
        places = list(dict.fromkeys(each[4][0] for each in found))
        if not places:
            raise Stopped(LinkOutcome.NO_HOST)
        if not all(self.may_reach(place, port) for place in places):
            raise Stopped(LinkOutcome.NOT_PUBLIC)
        return places[0]


def _taken_apart(address: str) -> tuple[SplitResult, str, int]:
    """The parts of an address, its host in ASCII, its port. Raises Stopped."""
    try:
        parts = urlsplit(address)
        usual = PORTS[parts.scheme]
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or usual
    except (ValueError, KeyError):
        raise Stopped(LinkOutcome.MALFORMED) from None
    if not host or "@" in parts.netloc:
        raise Stopped(LinkOutcome.MALFORMED)
    return parts, host, port


def _say(line: socket.socket, method: str, parts: SplitResult, host: str):
    """Send one request over an open connection; the head of the answer."""
    connection = HTTPConnection(host, parts.port or PORTS[parts.scheme])
    connection.default_port = PORTS[parts.scheme]
    connection.auto_open = 0  # it may not look the name up again
    connection.sock = line
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "User-Agent": f"Scalpwise link check (+{settings.BASE_URL})",
        "Accept": "*/*",
        "Connection": "close",
    }
    # A server that sends a byte now and then would keep each read below its limit.
    end = threading.Timer(SECONDS, _cut, [line])
    end.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        connection.request(method, iri_to_uri(target), headers=headers)
        with connection.getresponse() as answer:
            return answer.status, answer.getheader("Location")
    finally:
        end.cancel()


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it ended by itself
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _outcome(status: int) -> LinkOutcome:
    if 200 <= status < 300:
        return LinkOutcome.ANSWERS
    if status in TURNS_AWAY:
        return LinkOutcome.TURNED_AWAY
    if status in {404, 410}:
        return LinkOutcome.MISSING
    return LinkOutcome.ERROR
