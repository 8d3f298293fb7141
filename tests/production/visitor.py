"""Somebody with a browser behind the proxy that ends TLS."""

import gzip
import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit


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
        page = self.get(port, path)
        known = {
            "csrfmiddlewaretoken": _Fields(page.text).values["csrfmiddlewaretoken"]
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        headers["Referer"] = f"https://{self.host}{path}"
        return self._ask(
            port, "POST", path, body=urlencode(known | values), headers=headers
        )

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
