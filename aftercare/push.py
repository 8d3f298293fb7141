"""Messages to browsers, by the push services of those who make them.

A browser names the address of its push service, so anybody can name any: only https
to public hosts is spoken to, at the very address that was looked at, without following
where an answer leads, and never longer than SECONDS. pywebpush encrypts and signs; it
would look names up by itself and wait for hours, so the line it speaks over is ours.
"""

import contextlib
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parseaddr
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from aftercare.models import PushSubscription
from portal.operations import reaching, signing

SECONDS = 10
PORT = 443
KEPT_FOR = 12 * 3600  # seconds in which a phone that is off may still get it
GONE = {404, 410}
NEIGHBOURS = (".local", ".localhost", ".internal", ".home.arpa")


class Refused(Exception):
    """The address is none that we speak to."""


class NotDelivered(Exception):
    """The push service said no, or nothing."""


class Gone(NotDelivered):
    """The push service knows the device no more."""


@dataclass(frozen=True)
class Reply:
    """As much of an answer as pywebpush asks for."""

    status_code: int
    reason: str
    text: str = ""
    headers: dict = field(default_factory=dict)


def is_on() -> bool:
    """Whether this installation has a key to sign with."""
    return bool(settings.PUSH_KEY)


def public_key() -> str:
    """What a browser needs to allow messages of ours, and of nobody else's."""
    number = int.from_bytes(signing.decoded(settings.PUSH_KEY))
    public = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    form = PublicFormat.UncompressedPoint
    return signing.encoded(public.public_bytes(Encoding.X962, form))


def host_of(endpoint: str) -> str:
    """The host of an address that may be one of a push service. Raises Refused."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port or PORT
    except ValueError:
        raise Refused from None
    if parts.scheme != "https" or port != PORT or "@" in parts.netloc:
        raise Refused
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(host)
        raise Refused  # services have names
    if "." not in host.strip(".") or host.rstrip(".").endswith(NEIGHBOURS):
        raise Refused
    return host


@dataclass(kw_only=True)
class Line:
    """What pywebpush sends over. Tests say which places it may reach."""

    may_reach: Callable[[str, int], bool] = reaching.is_public
    resolve: Callable = socket.getaddrinfo
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    connect: Callable = socket.create_connection

    def post(self, endpoint: str, *, data: bytes, headers: dict, timeout: float):
        """One request, one answer. Raises Refused, OSError, HTTPException."""
        host, parts = host_of(endpoint), urlsplit(endpoint)
        line = self.connect((self._place(host), PORT), timeout=timeout)
        end = threading.Timer(timeout, _cut, [line])  # for all of it, not for each read
        end.start()
        try:
            with self.trust.wrap_socket(line, server_hostname=host) as safe:
                return _say(safe, host, parts, data, headers)
        finally:
            end.cancel()
            line.close()

    def _place(self, host: str) -> str:
        """The IP address to connect to. One of a host's that is refused refuses all."""
        found = self.resolve(host, PORT, type=socket.SOCK_STREAM)
        places = list(dict.fromkeys(each[4][0] for each in found))
        if not places or not all(self.may_reach(place, PORT) for place in places):
            raise Refused
        return places[0]


def deliver(
    subscription: PushSubscription, message: dict, *, line: Line | None = None
) -> None:
    """Send a message to one device. Raises Gone, NotDelivered."""
    from pywebpush import WebPushException, webpush  # slow to import, seldom needed

    told = {
        "endpoint": subscription.endpoint,
        "keys": {"p256dh": subscription.p256dh, "auth": subscription.auth},
    }
    try:
        webpush(
            told,
            data=json.dumps(message),
            vapid_private_key=settings.PUSH_KEY,
            vapid_claims={"sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"},
            ttl=KEPT_FOR,
            timeout=SECONDS,
            requests_session=line or Line(),
        )
    except WebPushException as error:
        failure = Gone if error.status_code in GONE else NotDelivered
        raise failure(f"Status {error.status_code}.") from None
    except (Refused, OSError, HTTPException, ValueError) as error:
        raise NotDelivered(type(error).__name__) from None


def _say(safe: ssl.SSLSocket, host: str, parts, data: bytes, headers: dict) -> Reply:
    connection = HTTPConnection(host, PORT)
    connection.default_port = PORT
    connection.auto_open = 0  # it may not look the name up again
    connection.sock = safe
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("POST", target, body=data, headers=dict(headers))
    with connection.getresponse() as answer:
        return Reply(answer.status, answer.reason)


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it ended by itself
        line.shutdown(socket.SHUT_RDWR)
