"""A door in front of a server: shut, it died; held, it has ceased to answer."""

import socket
import threading
from contextlib import suppress


class Gate:
    """Passes a loopback port on to another one, until it is shut.

    Shutting it cuts every connection and refuses new ones, without touching the
    server's data; opening it is the server's return. While it is held, connections
    stay and new ones are taken, but nothing passes.
    """

    def __init__(self, target: int):
        self.target = target
        self.pairs: set[socket.socket] = set()
        self.passing = threading.Event()
        self.passing.set()
        self.held = 0  # so many wait for it to let them pass
        self.door = self._listen(0)
        self.port = self.door.getsockname()[1]

    def _listen(self, port: int) -> socket.socket:
        door = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._welcome, args=[door], daemon=True).start()
        return door

    def _welcome(self, door: socket.socket) -> None:
        with suppress(OSError):  # shut
            while True:
                visitor, _ = door.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                self.pairs |= {visitor, server}
                for one, other in ((visitor, server), (server, visitor)):
                    threading.Thread(
                        target=self._pass_on, args=[one, other], daemon=True
                    ).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while chunk := one.recv(65536):
                self._wait()
                other.sendall(chunk)
        self._cut(one, other)

    def _wait(self) -> None:
        if not self.passing.is_set():
            self.held += 1
            self.passing.wait()
            self.held -= 1

    def _cut(self, *ends: socket.socket) -> None:
        for end in ends:
            self.pairs.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def shut(self) -> None:
        # A listening socket whose thread waits in accept() must be shut down, or the
        # kernel goes on taking connections.
        with suppress(OSError):
            self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self._cut(*self.pairs)

    def hold(self) -> None:
        self.passing.clear()

    def let_pass(self) -> None:
        self.passing.set()

    def open(self) -> None:
        self.door = self._listen(self.port)
