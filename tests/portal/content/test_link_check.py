"""Asks addresses on loopback, with leave to; refuses every place that is not public."""

import datetime
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from portal.content.domain import addresses
from portal.content.enums import LinkOutcome
from portal.content.models import CheckedAddress, PageSource
from portal.content.sources import asking
from portal.content.sources.asking import Answer, Asker, Pace, is_public
from portal.content.tasks import check_source_links
from tests.conftest import NOW
from tests.factories.content import CheckedAddressFactory, SideEffectPageFactory

PAPER = "https://www.example.org/paper"
MISSING = Answer(LinkOutcome.MISSING, 404)
FINE = Answer(LinkOutcome.ANSWERS, 200)


class Site(BaseHTTPRequestHandler):
    """`/404` answers 404; `/to/…` leads there; `/get/404` is 404 for HEAD alone."""

    seen: list

    def do_HEAD(self):
        self.seen.append((self.command, self.path, dict(self.headers)))
        kind, _, rest = urlsplit(self.path).path.strip("/").partition("/")
        if kind == "get":
            kind = rest if self.command == "HEAD" else "200"
        if kind == "drop":
            self.close_connection = True
            return
        self.send_response(302 if kind in {"to", "round"} else int(kind or 200))
        if kind == "to":
            self.send_header("Location", rest)
        if kind == "round":
            self.send_header("Location", "/round")
        self.send_header("Set-Cookie", "who=you")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the name http.server calls

    def log_message(self, *_args):
        pass


@pytest.fixture
def site():
    """A server on loopback; `.address` leads to it, `.seen` is what it was asked."""
    handler = type("Here", (Site,), {"seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.seen = handler.seen
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def asker(**changes):
    """One that may reach loopback and does not wait."""
    pace = Pace(sleep=lambda seconds: None)
    return Asker(**{"may_reach": lambda ip, port: True, "pace": pace} | changes)


def resolving_to(*places):
    """A name server that always says these, each time the next list if lists."""
    turns = [[place] if isinstance(place, str) else place for place in places]

    def resolve(host, port, type=0):  # noqa: A002 - the name in socket
        found = turns.pop(0) if len(turns) > 1 else turns[0]
        return [(socket.AF_INET, type, 6, "", (place, port)) for place in found]

    return resolve


class TestRefusals:
    @pytest.mark.parametrize(
        "place",
        [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",  # noqa: S104 - refused
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "169.254.169.254",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:93.184.215.14",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001:0:7f00:1::1",
        ],
    )
    def test_a_place_that_is_not_public_is_refused(self, place):
        assert not is_public(place, 443)
        # A connection would fail here: sockets reach nothing but loopback.
        answer = Asker(resolve=resolving_to(place)).ask("https://www.example.org/")
        assert answer == Answer(LinkOutcome.NOT_PUBLIC)

    @pytest.mark.parametrize(
        ("place", "port", "may"),
        [
            ("93.184.215.14", 443, True),
            ("93.184.215.14", 80, True),
            ("2606:2800:21f:cb07::1", 443, True),
            ("93.184.215.14", 22, False),
            ("93.184.215.14", 6379, False),
        ],
    )
    def test_the_open_web_may_be_reached_and_no_other_port(self, place, port, may):
        assert is_public(place, port) is may

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1"]
    )
    def test_loopback_is_refused_however_it_is_written(self, host, site):
        address = f"http://{host}:{site.server_port}/"

        assert Asker(pace=Pace(sleep=lambda _: None)).ask(address).outcome in {
            LinkOutcome.NOT_PUBLIC,
            LinkOutcome.NO_HOST,
        }
        assert site.seen == []

    def test_one_place_of_a_host_that_is_not_public_refuses_the_host(self, site):
        both = resolving_to(["93.184.215.14", "127.0.0.1"])

        answer = asker(resolve=both, may_reach=is_public).ask("http://example.org/")

        assert answer.outcome == LinkOutcome.NOT_PUBLIC
        assert site.seen == []

    def test_a_name_is_looked_up_once_and_the_place_that_was_looked_at_is_asked(
        self, site
    ):
        """A name that is public when checked and private when connected to."""
        looked_at = []

        def resolve(host, port, type=0):  # noqa: A002 - the name in socket
            looked_at.append(host)
            places = ["127.0.0.1"] if len(looked_at) == 1 else ["10.0.0.1"]
            return [(socket.AF_INET, type, 6, "", (place, port)) for place in places]

        asking_it = asker(resolve=resolve, may_reach=lambda ip, _: ip == "127.0.0.1")
        answer = asking_it.ask(f"http://rebinding.example:{site.server_port}/200")

        assert answer == FINE
        assert looked_at == ["rebinding.example"]
        assert site.seen[0][2]["Host"] == f"rebinding.example:{site.server_port}"

    def test_a_redirect_is_looked_at_like_the_first_address(self, site):
        only_here = asker(may_reach=lambda ip, port: port == site.server_port)

        answer = only_here.ask(f"{site.address}/to/http://127.0.0.1:9/secret")

        assert answer == Answer(LinkOutcome.NOT_PUBLIC)

    def test_a_name_that_changes_between_redirects_is_looked_at_again(self, site):
        resolve = resolving_to("127.0.0.1", "169.254.169.254")
        here = asker(resolve=resolve, may_reach=lambda ip, _: ip == "127.0.0.1")
        host = f"http://rebinding.example:{site.server_port}"

        answer = here.ask(f"{host}/to/{host}/200")

        assert answer == Answer(LinkOutcome.NOT_PUBLIC)
        assert [path for _, path, _ in site.seen] == [f"/to/{host}/200"]

    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc/passwd",
            "ftp://example.org/",
            "gopher://127.0.0.1:6379/_INFO",
            "javascript:alert(1)",
            "//example.org/",
            "http://",
            "http://user:word@example.org/",
            "http://example.org:99999/",
            "http://[::1/",
            f"http://{'a' * 70}.example/",
        ],
    )
    def test_only_addresses_of_the_web_are_asked(self, address):
        assert asker().ask(address) == Answer(LinkOutcome.MALFORMED)

    def test_a_redirect_to_a_file_is_refused(self, site):
        answer = asker().ask(f"{site.address}/to/file:///etc/passwd")

        assert answer == Answer(LinkOutcome.MALFORMED)


class TestAsking:
    @pytest.mark.parametrize(
        ("path", "answer", "verbs"),
        [
            ("/", FINE, ["HEAD"]),
            ("/to/200", FINE, ["HEAD", "HEAD"]),
            ("/get/405", FINE, ["HEAD", "GET"]),
            ("/get/drop", FINE, ["HEAD", "GET"]),
            ("/404", MISSING, ["HEAD", "GET"]),
            ("/410", Answer(LinkOutcome.MISSING, 410), ["HEAD", "GET"]),
            ("/403", Answer(LinkOutcome.TURNED_AWAY, 403), ["HEAD", "GET"]),
            ("/500", Answer(LinkOutcome.ERROR, 500), ["HEAD", "GET"]),
            ("/304", Answer(LinkOutcome.ERROR, 304), ["HEAD", "GET"]),
            ("/drop", Answer(LinkOutcome.SILENT), ["HEAD", "GET"]),
            ("/round", Answer(LinkOutcome.REDIRECTS), ["HEAD"] * 5 + ["GET"] * 5),
        ],
    )
    def test_the_answer_is_told_in_words(self, path, answer, verbs, site):
        path = path.replace("/to/200", f"/to/{site.address}/200")

        assert asker().ask(site.address + path) == answer
        assert [verb for verb, _, _ in site.seen] == verbs

    def test_it_sends_no_cookie_and_no_name_but_its_own(self, site):
        asker().ask(f"{site.address}/200?a=ñ b")

        asker().ask(f"{site.address}/to/{site.address}/200")

        assert [set(headers) for _, _, headers in site.seen] == [
            {"Host", "Accept-Encoding", "User-Agent", "Accept", "Connection"}
        ] * 3
        assert site.seen[0][2]["User-Agent"].startswith("Scalpwise link check (+http")
        assert site.seen[0][1].endswith("200?a=%C3%B1%20b")

    def test_a_host_without_a_name_server_is_told(self):
        def nobody(*_args, **_kwargs):
            raise socket.gaierror

        assert asker(resolve=nobody).ask(PAPER) == Answer(LinkOutcome.NO_HOST)
        assert asker(resolve=resolving_to([])).ask(PAPER).outcome == "no-host"

    def test_a_closed_port_is_silent(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # bound, not listening
            port = taken.getsockname()[1]
            answer = asker().ask(f"http://127.0.0.1:{port}/")

        assert answer == Answer(LinkOutcome.SILENT)

    def test_a_server_that_sends_a_byte_now_and_then_is_cut_off(self, monkeypatch):
        monkeypatch.setattr(asking, "SECONDS", 0.3)
        with socket.create_server(("127.0.0.1", 0)) as server, Drip(server) as drip:
            answer = asker().ask(f"http://127.0.0.1:{server.getsockname()[1]}/")

        assert answer == Answer(LinkOutcome.SILENT)
        assert drip.sent < 40

    def test_a_certificate_nobody_vouches_for_is_told(self, site, certificate):
        server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server_side.load_cert_chain(certificate)
        site.socket = server_side.wrap_socket(site.socket, server_side=True)
        address = site.address.replace("http://127.0.0.1", "https://localhost")
        trusting = ssl.create_default_context(cafile=certificate)
        here = resolving_to("127.0.0.1")

        assert asker(resolve=here).ask(address) == Answer(LinkOutcome.UNTRUSTED)
        assert asker(resolve=here, trust=trusting).ask(address) == FINE
        other = address.replace("localhost", "other.example")
        assert asker(resolve=here, trust=trusting).ask(other).outcome == "untrusted"

    def test_a_host_is_asked_once_a_second(self, site):
        slept = []
        clock = iter(range(100, 10_000))
        pace = Pace(sleep=slept.append, now=lambda: next(clock) / 1000)
        one = asker(pace=pace, resolve=resolving_to("127.0.0.1"))

        one.ask(f"{site.address}/200")
        one.ask(f"{site.address}/get/405")
        one.ask(f"http://other.example:{site.server_port}/200")

        assert len(site.seen) == 4
        assert len(slept) == 2
        assert all(0.9 < pause < 1 for pause in slept)

    def test_no_request_begins_when_the_time_is_over(self, site):
        times = iter([0, *[31] * 20])
        pace = Pace(sleep=lambda _: None, now=lambda: next(times))

        assert asker(pace=pace).ask(site.address) == Answer(LinkOutcome.SILENT)
        assert site.seen == []


class Drip:
    """Answers each caller with one byte at a time, without end."""

    def __init__(self, server):
        self.server, self.sent = server, 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.serve)

    def __enter__(self):
        self.server.settimeout(0.05)
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self.thread.join()

    def serve(self):
        while not self.over.is_set():
            try:
                line, _ = self.server.accept()
            except TimeoutError:
                continue
            with line:
                self.drip(line)

    def drip(self, line):
        line.sendall(b"HTTP/1.1 ")
        try:
            while not self.over.wait(0.02):
                line.sendall(b"2")
                self.sent += 1
        except OSError:
            return


@pytest.mark.django_db
class TestKeeping:
    def page(self, *urls, **fields):
        own = {"title": "T", "publisher": "P", "kind": "official"}
        rows = [
            PageSource(url=url, read_on=NOW.date(), sort_order=n, **own)
            for n, url in enumerate(urls)
        ]
        return SideEffectPageFactory(**{"published": True, "sources": rows} | fields)

    def asker(self, answers):
        class Told:
            asked = []

            def ask(self, address):
                self.asked.append(address)
                return answers[address]

        return Told()

    def test_addresses_of_live_pages_are_in_use_each_once(self):
        self.page(PAPER, "")
        self.page(PAPER, slug="two")
        self.page("https://www.example.org/draft", slug="draft", published=False)
        SideEffectPageFactory(
            slug="known",
            published=True,
            sources=[PageSource(key="N1", sort_order=0), PageSource(key="M6")],
        )

        assert addresses.in_use() == {
            PAPER,
            "https://www.nhs.uk/conditions/anaphylaxis/",
        }

    def test_each_is_asked_once_a_week_the_longest_unasked_first(self, clock):
        self.page(*[f"https://www.example.org/{n}" for n in range(7)])
        told = self.asker({f"https://www.example.org/{n}": FINE for n in range(7)})

        assert addresses.check(told) == 5
        clock.shift(3600)
        assert addresses.check(told) == 2
        assert addresses.check(told) == 0
        clock.shift(datetime.timedelta(days=7) - datetime.timedelta(hours=1))
        assert addresses.check(told) == 5
        assert told.asked[-5:] == told.asked[:5]
        assert addresses.check(told) == 0

    def test_a_failure_keeps_the_day_it_began_until_it_is_over(self, clock):
        addresses.note(PAPER, FINE)
        began = clock_at(clock, days=7)
        addresses.note(PAPER, MISSING)
        clock_at(clock, days=14)
        row = addresses.note(PAPER, Answer(LinkOutcome.SILENT))

        assert (row.fails_since, row.status) == (began, None)
        assert row.checked_at == NOW + datetime.timedelta(days=14)
        clock_at(clock, days=21)
        assert addresses.note(PAPER, FINE).fails_since is None
        assert CheckedAddress.objects.get().outcome == "answers"

    def test_what_is_no_longer_in_use_is_forgotten(self):
        CheckedAddressFactory(address="https://www.example.org/gone")

        addresses.check(self.asker({}))

        assert CheckedAddress.objects.count() == 0

    def test_it_is_off_unless_the_installation_turns_it_on(self, settings, site):
        self.page(f"{site.address}/paper")

        check_source_links.enqueue()
        assert CheckedAddress.objects.count() == 0

        settings.CHECK_SOURCE_LINKS = True
        check_source_links.enqueue()
        row = CheckedAddress.objects.get()
        assert (row.outcome, row.status) == ("not-public", None)
        assert row.fails_since == NOW
        assert site.seen == []


def clock_at(clock, *, days):
    then = NOW + datetime.timedelta(days=days)
    clock.move_to(then)
    return then


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and a certificate for "localhost" that it signed itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(2060, 1, 1, tzinfo=datetime.UTC))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path
