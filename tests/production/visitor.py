"""Somebody with a browser behind the proxy that ends TLS."""

import gzip
import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import uuid4


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes
    path: str

    @property
    def text(self) -> str:
        return self.body.decode()


class _Fields(HTMLParser):
    """The named inputs of every form on a page, with what they hold."""

    def __init__(self, page: str):
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "input" and found.get("name"):
            self.values.setdefault(found["name"], found.get("value") or "")


@dataclass
class Visitor:
    """Keeps cookies; may come through any of the web processes."""

    host: str
    address: str = "203.0.113.7"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, port: int, path: str, **headers: str) -> Answer:
        return self._ask(port, "GET", path, headers=headers)

    def post(self, port: int, path: str, **values: str) -> Answer:
        """Fill in the form found at that address and send it."""
        return self.send(port, path, self.token(port, path), **values)

    def token(self, port: int, path: str) -> str:
        """What a form of that page proves itself with."""
        return _Fields(self.get(port, path).text).values["csrfmiddlewaretoken"]

    def send(self, port: int, path: str, token: str, **values: str) -> Answer:
        """Send a form whose page was read before."""
        known = {"csrfmiddlewaretoken": token}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        headers["Referer"] = f"https://{self.host}{path}"
        return self._ask(
            port, "POST", path, body=urlencode(known | values), headers=headers
        )

    def upload(
        self, port: int, path: str, token: str, name: str, content: bytes
    ) -> Answer:
        """Send one file, as the field of that name."""
        edge = uuid4().hex
        body = b"".join(
            [
                _part(edge, "csrfmiddlewaretoken", token.encode()),
                _part(edge, name, content, filename="IMG_1.jpg"),
                f"--{edge}--\r\n".encode(),
            ]
        )
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        headers["Referer"] = f"https://{self.host}{path}"
        return self._ask(port, "POST", path, body=body, headers=headers)

    def follow(self, port: int, answer: Answer) -> Answer:
        target = urlsplit(urljoin(answer.path, answer.headers["Location"]))
        return self.get(port, f"{target.path}?{target.query}".rstrip("?"))

    def _ask(self, port, method, path, *, body=None, headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(
            method,
            path,
            body=body,
            headers={
                "Host": self.host,
                "X-Forwarded-Proto": "https",
                "X-Forwarded-For": self.address,
                "Cookie": pairs,
                "Accept-Language": "en",
            }
            | headers,
        )
        response = connection.getresponse()
        content = response.read()
        connection.close()
        if response.headers["Content-Encoding"] == "gzip":
            content = gzip.decompress(content)
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, response.headers, content, path)


def _part(edge: str, name: str, content: bytes, *, filename: str = "") -> bytes:
    kind = f'; filename="{filename}"\r\nContent-Type: image/jpeg' if filename else ""
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{kind}\r\n\r\n'
    return head.encode() + content + b"\r\n"
