"""Signs of life for whoever waits at a terminal."""

from django.core.management.base import OutputWrapper


class Progress:
    """One line that counts up to `total`: rewritten on a terminal, dots elsewhere."""

    def __init__(self, title: str, *, total: int, out: OutputWrapper):
        self.title, self.total, self.out = title, total, out
        self.done = 0
        self.live = out.isatty()
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
        self.out.write(text, ending="")
        self.out.flush()


def tell(out: OutputWrapper, text: str) -> None:
    """Say it now, also when nobody but a file listens."""
    out.write(text)
    out.flush()
