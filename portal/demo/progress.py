"""Signs of life for whoever waits at a terminal."""

from django.core.management.base import OutputWrapper


class Progress:
    """One line that counts up to `total`: rewritten on a terminal, dots elsewhere."""

    def __init__(self, title: str, *, total: int, stream: OutputWrapper):
        self.title, self.total, self.stream = title, total, stream
        self.done = 0
        self.live = stream.isatty()
        self._write(f"{title} …")

    def step(self) -> None:
        self.done += 1
        if self.live:
            self._write(f"\r{self.title} … {self.done} of {self.total}")
        elif self.done % max(self.total // 10, 1) == 0:
            self._write(".")

    def finish(self) -> None:
        self._write(f"\r{self.title} … done\033[K\n" if self.live else " done\n")

    def _write(self, text: str) -> None:
        self.stream.write(text, ending="")
        self.stream.flush()
