"""Answers to forms at addresses of their own, for programs that can only GET."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP = {"connection", "transfer-encoding", "content-length", "server", "date"}


@contextmanager
def relay(site: str, answers: dict[str, tuple[str, bytes]]) -> Iterator[str]:
    """The site once more; `answers` name a path, and what is posted where for it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path, body = answers.get(self.path, (self.path, None))
            request = urllib.request.Request(site + path, body, dict(self.headers))  # noqa: S310 - loopback
            try:
                answer = urllib.request.urlopen(request, timeout=60)  # noqa: S310 (our own server on loopback)
            except urllib.error.HTTPError as refusal:
                answer = refusal
            with answer:
                content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
