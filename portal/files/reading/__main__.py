"""`python -m portal.files.reading`: one file in, facts and a picture out.

The first line of the input holds what to do as JSON, the rest is the file. The first
line of the output holds the facts or the fault, the rest is the picture.
"""

import contextlib
import json
import resource
import sys

MB = 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: 1024 * MB,
    resource.RLIMIT_CPU: 10,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


def keep_within_limits() -> None:
    """What one file may take; the program that asked counts the seconds."""
    for what, most in LIMITS.items():
        # Not every system knows each of them; macOS leaves memory unbounded.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> None:
    keep_within_limits()
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    from portal.files.reading.faults import Fault, Faulty

    picture = b""
    try:
        from portal.files.reading import acts

        facts, picture = acts.ACTS[asked.pop("act")](data, **asked)
    except Faulty as refusal:
        facts = {"fault": refusal.fault}
    except MemoryError:
        facts = {"fault": Fault.TAKES_TOO_MUCH}
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + picture)


main()
