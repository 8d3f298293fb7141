"""For what happens soon, in another process."""

import time


def eventually(look, *, seconds):
    """The first truthy answer; AssertionError when none comes in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.25)
    raise AssertionError(f"Nothing within {seconds} s.")
