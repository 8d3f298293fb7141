"""A push service on loopback: it counts what it is given, and can be away."""

import datetime
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

HOST = "push.example.com"  # that of the subscriptions of the factories
DAY = datetime.timedelta(days=1)


class _Conversation(BaseHTTPRequestHandler):
    """Takes a message, or hangs up in the middle of it."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.arrived:
            self.server.calls.append(self.path)
            self.server.arrived.notify_all()
        if self.server.away:
            self.close_connection = True
            return
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments):
        """Not into the output of the tests."""


class PushService(ThreadingHTTPServer):
    """Speaks TLS with a certificate of its own, which is in the folder."""

    daemon_threads = True

    def __init__(self, folder: Path):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.certificate, self.key = folder / "push.pem", folder / "push.key"
        _certify(self.certificate, self.key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.port = self.server_address[1]
        self.away = False  # then it hangs up
        self.calls: list[str] = []
        self.arrived = threading.Condition()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()

    def wait_for(self, path: str, *, seconds: float) -> None:
        """Until something came for that device; AssertionError when nothing does."""
        with self.arrived:
            came = self.arrived.wait_for(lambda: path in self.calls, timeout=seconds)
        assert came, f"Nothing for {path} within {seconds} s."


def _certify(certificate: Path, key: Path) -> None:
    private, now = ec.generate_private_key(ec.SECP256R1()), timezone.now()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False
        )
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
