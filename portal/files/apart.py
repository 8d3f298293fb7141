"""Asking about a stranger's bytes in a process apart, with bounds on all it takes."""

import json
import subprocess
import sys
import threading

from django.conf import settings

from portal.files.reading.faults import Fault, Faulty

SECONDS = 20
AT_ONCE = threading.BoundedSemaphore(2)  # of each web process


class Busy(Exception):
    """Others are being read; it is worth another try in a moment."""


def ask(act: str, data: bytes, **how) -> tuple[dict, bytes]:
    """The facts, and the picture or b"". Raises Faulty, Busy."""
    if not AT_ONCE.acquire(timeout=SECONDS):
        raise Busy
    try:
        answer = _run(json.dumps({"act": act, **how}).encode() + b"\n" + data)
    finally:
        AT_ONCE.release()
    line, _, picture = answer.partition(b"\n")
    facts = json.loads(line)
    if "fault" in facts:
        raise Faulty(Fault(facts["fault"]))
    return facts, picture


def _run(question: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "portal.files.reading"],
            input=question,
            capture_output=True,
            timeout=SECONDS,
            cwd=settings.BASE_DIR,
            env={"PATH": "", "MALLOC_ARENA_MAX": "1"},
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Faulty(Fault.TAKES_TOO_MUCH) from error
    except subprocess.CalledProcessError as error:
        # A library fell over it, or the limits ended it: nothing we would show on.
        raise Faulty(
            Fault.DAMAGED if error.returncode > 0 else Fault.TAKES_TOO_MUCH
        ) from error
    return done.stdout
