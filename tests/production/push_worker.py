"""`manage.py worker`, for which every push service is one on loopback.

Settings know no way to speak to a neighbour, and shall know none: what a line may
reach is said here, as in the tests of one process.

    python -m tests.production.push_worker PORT CERTIFICATE
"""

import socket
import ssl
import sys
from functools import partial

from django.core.management import execute_from_command_line


def main(port: int, certificate: str) -> None:
    import django

    django.setup()
    from aftercare import push

    def to_loopback(_place, *, timeout):
        return socket.create_connection(("127.0.0.1", port), timeout=timeout)

    push.Line = partial(
        push.Line,
        may_reach=lambda _place, _port: True,
        resolve=lambda *_name, **_how: [(0, 0, 0, "", ("127.0.0.1", port))],
        trust=ssl.create_default_context(cafile=certificate),
        connect=to_loopback,
    )
    execute_from_command_line(["manage.py", "worker"])


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
