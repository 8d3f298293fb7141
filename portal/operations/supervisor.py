"""Several processes that live and end together."""

import signal
import subprocess
import time
from collections.abc import Callable

PATIENCE = 20
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Supervisor:
    """Starts the commands; when one ends or a signal comes, ends them all."""

    def __init__(self, commands: list[list[str]], *, environment: dict[str, str]):
        self.commands, self.environment = commands, environment
        self.children: list[subprocess.Popen] = []
        self.told_to_end = False

    def run(self, *, when_up: Callable[[], bool]) -> int:
        """Watch until the end; returns 0 if told to end, else the first exit code.

        `when_up` is asked again and again until it says True.
        """
        for number in SIGNALS:
            signal.signal(number, self.end)
        try:
            for command in self.commands:
                # A session of its own: Ctrl+C reaches the children through us alone.
                child = subprocess.Popen(  # noqa: S603 commands of our own
                    command, env=self.environment, start_new_session=True
                )
                self.children.append(child)
            return self.watch(when_up)
        finally:
            self.stop()

    def watch(self, when_up: Callable[[], bool]) -> int:
        up = False
        while not self.told_to_end:
            for child in self.children:
                if child.poll() is not None:
                    return child.returncode or 1
            up = up or when_up()
            time.sleep(0.2)
        return 0

    def end(self, _number, _frame) -> None:
        self.told_to_end = True

    def stop(self) -> None:
        """Ask every child to end, and insist after a while."""
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.children:
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
