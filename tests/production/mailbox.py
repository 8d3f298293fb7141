"""A mail server on loopback that keeps what it is given."""

import email
import socketserver
import threading
from email import policy
from email.message import EmailMessage


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as Django's backend speaks."""

    def handle(self):
        if self.server.away:
            self.say("421 away")
            return
        self.say("220 ready")
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"DATA":
                self.say("354 go on")
                self.server.keep(self.read_message())
                self.server.speaking.wait()
                self.say("250 taken")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def read_message(self):
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)


class Mailbox(socketserver.ThreadingTCPServer):
    """Every message that was handed over, in order."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.away = False  # then it turns everybody away at the door
        self.speaking = threading.Event()  # cleared, it takes mail and does not say so
        self.speaking.set()
        self.messages: list[EmailMessage] = []
        self.arrived = threading.Condition()
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()

    def keep(self, content: bytes) -> None:
        message = email.message_from_bytes(content, policy=policy.default)
        with self.arrived:
            self.messages.append(message)
            self.arrived.notify_all()

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in message["To"]]

    def wait_for(self, address: str, *, seconds: float = 30) -> EmailMessage:
        """The first message to that address; AssertionError when none comes."""
        with self.arrived:
            came = self.arrived.wait_for(lambda: self.to(address), timeout=seconds)
        assert came, f"No mail to {address} within {seconds} s."
        return self.to(address)[0]
